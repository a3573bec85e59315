import type { Answer, Finding, FindingKind } from '../../model/finding.ts';
import { PLATFORMS, type Statement, type Tweet } from '../../model/quote.ts';
import { dayOf } from '../../model/day.ts';
import type { Database } from '../database.ts';
import type { Spot } from './places.ts';
import { dateWords } from './words.ts';

/** One story's entry for a post. */
interface Entry {
  readonly spot: Spot;
  readonly post: Tweet;
}

/** A post and every story that quotes it, the newest first. */
interface Post {
  readonly entries: Entry[];
}

/** Asks what is known of preserved posts, and whether statements name their sources. A post that several stories quote is one. */
export function askQuotes(database: Database): Answer<Spot>[] {
  const all = posts(database);
  const lost = all.filter(({ entries }) => entries.some(({ post }) => isLost(post)));
  return [
    answer('post-unchecked', all, ({ checked }) => checked !== undefined, toUnchecked),
    answer('post-lost', lost, (post) => !isLost(post) || post.archived !== undefined, toLost),
    answer(
      'post-untraced',
      all,
      ({ id, url }) => id !== undefined || url !== undefined,
      () => 'has neither id nor address.',
    ),
    answer(
      'post-plain-text',
      all,
      ({ captured }) => captured !== undefined && captured !== 'plain-text',
      ({ captured }) => (captured === undefined ? 'does not say how it was captured.' : 'was captured as plain text.'),
    ),
    answer(
      'post-media-unsaved',
      all.filter(({ entries }) => entries.some(({ post }) => post.media.length > 0)),
      ({ media }) => media.every(({ src }) => src !== undefined),
      ({ media }) =>
        `had ${media.length === 1 ? 'a picture or video that is' : 'pictures or videos that are'} not saved.`,
    ),
    statements(database),
  ];
}

function isLost({ status }: Tweet): boolean {
  return status === 'deleted' || status === 'suspended' || status === 'protected';
}

function toUnchecked({ status }: Tweet): string {
  return status === 'unknown' ? 'was never checked.' : `is said to be ${status}, but not when that was checked.`;
}

function toLost({ status, checked }: Tweet): string {
  const when = checked === undefined ? '' : ` (checked on ${dateWords(checked)})`;
  return `is ${status}${when}, and this archive holds the only copy.`;
}

/** Finds the posts of which an entry is not sound; `say` ends the sentence that begins with the post. */
function answer(
  kind: FindingKind,
  asked: readonly Post[],
  isSound: (post: Tweet) => boolean,
  say: (post: Tweet) => string,
): Answer<Spot> {
  const findings = asked.flatMap(({ entries }): Finding<Spot>[] => {
    const open = entries.filter(({ post }) => !isSound(post));
    const [first] = open;
    if (!first) return [];
    const { post } = first;
    const { author, handle, platform, date, text, url } = post;
    return [
      {
        message: `The post by @${handle} of ${dateWords(dayOf(date))} ${say(post)}`,
        subject: post.withheld ? 'The words are withheld.' : shortened(text),
        ...(post.language !== undefined && { language: post.language }),
        ...(url !== undefined && { url }),
        detail: `${author}, ${dateWords(dayOf(date))}`,
        group: `@${handle} on ${PLATFORMS[platform]}`,
        stories: new Set(open.map(({ spot }) => spot.story)).size,
        places: open.map(({ spot }) => spot),
      },
    ];
  });
  return { kind, sound: asked.length - findings.length, of: asked.length, findings: byAccount(findings) };
}

/** Puts findings in order by account, the one with most of them first. */
function byAccount(findings: readonly Finding<Spot>[]): Finding<Spot>[] {
  const groups = Map.groupBy(findings, ({ group }) => group?.toLowerCase());
  return Array.from(groups.values())
    .sort((a, b) => b.length - a.length)
    .flat();
}

/** As much of a post's words as tell it from others. */
function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(new Intl.Segmenter('en').segment(line), ({ segment }) => segment);
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST).join('').trimEnd()}…`;
}

const LONGEST = 140;

function posts(database: Database): Post[] {
  const found = new Map<string, Post>();
  const rows = database.lists(
    `SELECT q.story, q.position, q.platform, q.account, q.identity, q.record, s.language
     FROM quote q JOIN story s ON s.id = q.story WHERE q.kind = 'tweet' ORDER BY q.date DESC, q.ord DESC, q.position`,
  );
  for (const [story, position, platform, account, identity, record, language] of rows) {
    const written = JSON.parse(String(record)) as Tweet;
    const post = { ...written, language: written.language ?? (language === null ? undefined : String(language)) };
    const entry: Entry = { spot: { story: Number(story), field: `tweets.${position}` }, post };
    const key = JSON.stringify([platform, account, identity]);
    const known = found.get(key);
    if (known) known.entries.push(entry);
    else found.set(key, { entries: [entry] });
  }
  return Array.from(found.values());
}

function statements(database: Database): Answer<Spot> {
  // Statements come after the posts of their story.
  const rows = database.all(
    `SELECT q.story, q.record, q.position - (SELECT count(*) FROM quote t WHERE t.story = q.story AND t.kind = 'tweet') AS nth
     FROM quote q WHERE q.kind = 'statement' ORDER BY q.ord DESC, q.position`,
  );
  const findings = rows.flatMap((row): Finding<Spot>[] => {
    const { speaker, text, source, withheld } = JSON.parse(String(row['record'])) as Statement;
    if (source !== undefined) return [];
    return [
      {
        message: `What ${speaker} said names no source of its story.`,
        subject: withheld ? 'The words are withheld.' : shortened(text),
        detail: speaker,
        stories: 1,
        places: [{ story: Number(row['story']), field: `statements.${row['nth']}` }],
      },
    ];
  });
  return { kind: 'statement-unsourced', sound: rows.length - findings.length, of: rows.length, findings };
}
