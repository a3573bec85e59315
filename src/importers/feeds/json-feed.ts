/** JSON Feed 1.0 and 1.1. */
import { openingOf, escapeHtml, shortened, wordsOf } from '../body/words.ts';
import { readJsonValues } from '../bytes/json-stream.ts';
import type { ImportOptions, InputFile, Item, ItemPlace } from '../foreign.ts';
import { Draft, MEANS_NOTHING, NO_FILES, skipped, slugOf } from '../items/draft.ts';
import { objectIn, objectsIn, saysNothing, textIn, type JsonObject as Json } from '../items/foreign-json.ts';
import { isCutOff } from './feed-body.ts';
import { isSameHost } from './feed-item.ts';

/** Tells a JSON Feed by its beginning. */
export const isJsonFeedHead = (head: string): boolean =>
  /^\s*\{[\s\S]*"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org\\?\/version/u.test(head);

/** Parts of a feed that say something of all its items; they may stand after these. */
const OF_FEED = ['title', 'home_page_url', 'language', 'author', 'authors'].map((name) => `$.${name}`);

/** Gives the items of a JSON Feed. */
export async function* jsonFeedItems(file: InputFile, options: ImportOptions, isAlone: boolean): AsyncGenerator<Item> {
  const whole: Record<string, unknown> = {};
  for await (const part of readJsonValues(file.absolute, OF_FEED))
    if (part.kind === 'value') whole[String(part.path[0])] = part.value;
  let number = 0;
  let isFaulty = false;
  for await (const part of readJsonValues(file.absolute, ['$.items.*'])) {
    if (part.kind === 'fault') {
      isFaulty = true;
      yield skipped({ file: file.path, line: part.line }, file.path, 'unreadable', part.message);
    } else {
      number += 1;
      yield entry(
        objectIn(part.value),
        isAlone ? whole : { ...whole, home_page_url: '' },
        { file: file.path, item: number },
        options,
      );
    }
  }
  if (number === 0 && !isFaulty) yield skipped({ file: file.path }, file.path, 'empty', 'The feed has no items.');
}

function entry(item: Json, whole: Json, place: ItemPlace, options: ImportOptions): Item {
  const field = (name: string): string => textIn(item[name]).trim();
  const html = field('content_html');
  const text = field('content_text');
  const words = html === '' ? text.replace(/\s+/gu, ' ') : wordsOf(html);
  const name = field('title') || shortened(words || field('summary'));
  if (name === '') return skipped(place, field('url') || field('id'), 'empty', 'It has neither a title nor a text.');
  const draft = new Draft();
  if (field('title') !== '') draft.text('title', 'title', field('title'));
  const title = textIn(whole['title']).trim();
  if (isSameHost(field('url'), textIn(whole['home_page_url']))) draft.ownAddress('url', field('url'), title);
  else draft.original('url', field('url'), title);
  const { original } = draft.front;
  if (field('id') === original?.url) draft.kept('id', 'original');
  else draft.text('id', 'id', field('id'));
  if (field('date_published') !== '') draft.date('date_published', field('date_published'), options.language);
  if (draft.front.date === undefined) draft.date('date_modified', field('date_modified'), options.language);
  else if (field('date_modified') !== '') draft.updated('date_modified', field('date_modified'), options.language);
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  setAuthors(draft, item, whole);
  if (Array.isArray(item['tags'])) draft.names('tags', 'topics', item['tags'].map(textIn));
  if (!saysNothing(item['language'])) draft.language('language', field('language'), options.language);
  else if (!saysNothing(whole['language']))
    draft.language('(feed) language', textIn(whole['language']), options.language);

  const source = html === '' ? (text === '' ? 'summary' : 'content_text') : 'content_html';
  const body = html || text || field('summary');
  if (body !== '') {
    if (isCutOff(source, html || escapeHtml(body)))
      draft.proposed(source, 'body', 'taken though the feed seems to give the beginning of the text alone');
    else draft.kept(source, 'body');
  }
  if (html !== '' && text !== '') draft.dropped('content_text', 'the text comes from content_html');
  if (field('summary') !== '') draft.text('summary', 'summary', wordsOf(field('summary')));
  const external = field('external_url');
  if (external !== '') draft.dropped('external_url', 'it names the page that the item is about', external);
  for (const one of ['image', 'banner_image']) if (field(one) !== '') draft.dropped(one, NO_FILES, field(one));
  const media = objectsIn(item['attachments'])
    .map((one) => textIn(one['url']))
    .filter((url) => /^https?:/u.test(url));
  if (media.length > 0) draft.changed('attachments', 'body', 'written as links below the text');
  draft.proposeTitle(openingOf(html) || words || name);
  for (const [one, value] of Object.entries(item))
    draft.dropped(one, saysNothing(value) ? 'it is empty' : MEANS_NOTHING);
  draft.forget((one) => one in item);
  const base = original?.url;
  const slug = slugOf(base);
  return draft.story(
    place,
    { ...bodyWith(html, body, media), ...(base && { base }) },
    slug === undefined ? {} : { slug },
  );
}

function bodyWith(html: string, text: string, media: readonly string[]): { format: 'html' | 'text'; text: string } {
  if (html === '') return { format: 'text', text: [text, ...media].join('\n\n') };
  return {
    format: 'html',
    text: [html, ...media.map((url) => `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`)].join('\n'),
  };
}

function setAuthors(draft: Draft, item: Json, whole: Json): void {
  for (const [of, prefix] of [
    [item, ''],
    [whole, '(feed) '],
  ] as const)
    for (const field of ['authors', 'author']) {
      const value = of[field];
      if (saysNothing(value)) continue;
      const names = (Array.isArray(value) ? objectsIn(value) : [objectIn(value)]).map((one) => textIn(one['name']));
      if (draft.front.authors !== undefined) {
        if (prefix === '') draft.dropped(field, 'the authors come from another field');
      } else if (names.some((name) => name !== '')) draft.names(`${prefix}${field}`, 'authors', names);
    }
}
