import { dayNumber, dayOf } from '../model/day.ts';
import { isSameHandle, parsePostAddress } from '../model/post-address.ts';
import { timeOfPostId } from '../model/post-id.ts';
import { PLATFORMS, type Statement, type Tweet } from '../model/quote.ts';
import { checkHandles } from './handles.ts';
import type { Report } from './reading.ts';
import { suggest } from './suggest.ts';

/** Checks what the fields of a story's posts say about one another. */
export function checkPosts(posts: readonly Tweet[], report: Report): void {
  checkHandles(posts, 'tweets', report);
  posts.forEach((post, index) => {
    const field = `tweets.${index}`;
    checkWords(post, field, report);
    checkId(post, field, report);
    checkAddress(post, field, report);
    checkEntities(post, field, report);
    post.media.forEach(({ src, alt }, at) => {
      if (src === undefined || alt !== undefined) return;
      report(
        'image-alt',
        `${field}.media.${at}.src`,
        `The picture ${src} has no alternative text.`,
        'Add alt: with what the picture shows.',
      );
    });
  });
  checkThreads(posts, report);
}

/** Checks that a story's statements have the words that they are about. */
export function checkStatements(statements: readonly Statement[], report: Report): void {
  statements.forEach((statement, index) => checkWords(statement, `statements.${index}`, report));
}

function checkWords({ text, withheld }: Tweet | Statement, field: string, report: Report): void {
  if (text === '' && !withheld) {
    report(
      'field-missing',
      `${field}.text`,
      'text is missing.',
      'Add text: with the words, verbatim; or withheld: true, if they must not be shown.',
    );
  } else if (text !== '' && withheld) {
    report(
      'quote-withheld',
      `${field}.text`,
      'The quote is withheld: no page shows its words, but this file does.',
      'Take text: out if the content folder is public.',
    );
  }
}

function checkId({ platform, id, url, date }: Tweet, field: string, report: Report): void {
  const addressed = url === undefined ? undefined : parsePostAddress(url);
  const [known, at] =
    id !== undefined ? [id, 'id'] : [addressed?.platform === platform ? addressed.id : undefined, 'url'];
  const time = known === undefined ? undefined : timeOfPostId(platform, known);
  if (known === undefined || time === undefined) return;
  const idDay = new Date(time).toISOString().slice(0, 10);
  // A post shows the date of its reader's zone, so the day before and the day after are right as well.
  if (Math.abs(dayNumber(idDay) - dayNumber(dayOf(date))) <= 1) return;
  report(
    'quote-id-date',
    `${field}.${at}`,
    `The id ${known} was given out on ${idDay}, but the post is dated ${date}.`,
    `Write date: ${idDay} if the id is right; otherwise correct the id or delete it.`,
  );
}

function checkAddress({ platform, handle, id, url }: Tweet, field: string, report: Report): void {
  if (url === undefined) return;
  const wrong = (message: string, fix: string) => {
    report('quote-address', `${field}.url`, message, fix);
  };
  const known = parsePostAddress(url);
  if (known === undefined) {
    // Programs that speak Mastodon's language have addresses of their own.
    if (platform !== 'mastodon')
      wrong(
        `${url} is not the address of a post on ${PLATFORMS[platform]}.`,
        'Correct it, or name the platform:, or take it out.',
      );
  } else if (known.platform !== platform) {
    wrong(
      `The address is one of ${PLATFORMS[known.platform]}, and the post is one of ${PLATFORMS[platform]}.`,
      `Write platform: ${known.platform}, or correct the address.`,
    );
  } else if (id !== undefined && known.id !== id) {
    wrong(`The address has the id ${known.id}, and the post has ${id}.`, 'Correct the one that is wrong.');
  } else if (
    known.handle !== undefined &&
    !isSameHandle(platform, known.handle, handle) &&
    !isIdOfAccount(known.handle)
  ) {
    wrong(
      `The address is one of @${known.handle}, and the post is one of @${handle}.`,
      'Correct the one that is wrong.',
    );
  }
}

/** Bluesky also addresses accounts by an id that stays when the name changes (https://atproto.com/specs/did). */
function isIdOfAccount(handle: string): boolean {
  return handle.startsWith('did:');
}

function checkEntities({ text, entities, withheld }: Tweet, field: string, report: Report): void {
  if (withheld) return;
  let from = 0;
  entities.forEach((entity, index) => {
    const at = text.indexOf(entity.text, from);
    if (at >= 0) {
      from = at + entity.text.length;
      return;
    }
    const isEarlier = text.includes(entity.text);
    report(
      'quote-entity',
      `${field}.entities.${index}.text`,
      isEarlier
        ? `“${entity.text}” stands in the post before the entity that is given before it.`
        : `“${entity.text}” does not stand in the words of the post.`,
      isEarlier
        ? 'Give entities in the order in which they stand in the words.'
        : 'Write it exactly as in text:, or take the entity out.',
    );
  });
}

/** Checks the posts that posts quote or answer: they are there, and no chain leads back to its beginning. */
function checkThreads(posts: readonly Tweet[], report: Report): void {
  const byKey = new Map(posts.flatMap((post) => (post.key === undefined ? [] : [[post.key, post]])));
  const keys = [...byKey.keys()];
  posts.forEach((post, index) => {
    for (const name of ['quoted', 'replyTo'] as const) {
      const target = post[name];
      if (target === undefined || isAddress(target)) continue;
      const field = `tweets.${index}.${name}`;
      if (!byKey.has(target)) {
        const near = suggest(target, keys);
        report(
          'quote-thread',
          field,
          `No post of this story has the key ${target}.`,
          near ? `Did you mean ${near}?` : `Give it under tweets: with key: ${target}, or write its address.`,
        );
      } else if (post.key !== undefined && leadsTo(post.key, target, byKey)) {
        report(
          'quote-thread',
          field,
          `From ${target} on, posts lead back to ${post.key}.`,
          'No post quotes or answers one that was written after it: take one of them out.',
        );
      }
    }
  });
}

function leadsTo(wanted: string, from: string, byKey: ReadonlyMap<string, Tweet>): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (key === wanted) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    const { quoted, replyTo } = byKey.get(key) ?? {};
    for (const next of [quoted, replyTo]) if (next !== undefined && !isAddress(next)) waiting.push(next);
  }
  return false;
}

function isAddress(target: string): boolean {
  return target.includes(':');
}
