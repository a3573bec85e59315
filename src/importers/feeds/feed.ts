/** Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed. */
import { adviceOn, shareOf, headOf } from '../bytes/file-head.ts';
import { isWordPressExport } from '../bytes/xml-names.ts';
import { childOf, lineOf, readXml, type XmlElement, type XmlNote, type XmlParent } from '../bytes/xml-stream.ts';
import type { Importer, ImportOptions, Input, Item } from '../foreign.ts';
import type { InputFile } from '../foreign.ts';
import { readChannel } from '../items/channel.ts';
import { skipped } from '../items/draft.ts';
import { atomEntry, isBefore, rssItem, type Channel } from './feed-item.ts';
import { isJsonFeedHead, jsonFeedItems } from './json-feed.ts';

const isFeedHead = (head: string): boolean =>
  isJsonFeedHead(head) ||
  (!isWordPressExport(head) &&
    (/<(?:\w+:)?rss\b/iu.test(head) ||
      (/<(?:\w+:)?RDF\b/u.test(head) && /purl\.org\/rss|netscape\.com\/rdf/u.test(head)) ||
      (/<(?:\w+:)?feed\b/u.test(head) &&
        // Drafts of Atom and programs that wrote them have had many namespaces, and none.
        /w3\.org\/2005\/Atom|purl\.org\/atom|<(?:\w+:)?(?:entry|updated|modified|tagline)[\s>]/iu.test(head))));

/** Feeds of any kind, one or a folder of them. */
export const importer: Importer = {
  format: 'feed',
  title: 'RSS, Atom and JSON Feed',
  recognizes: (input) => shareOf(input, isFeedHead),
  items,
  // A folder of feeds has many names.
  site: async ({ files, isFolder }) => {
    const [first] = files;
    return first === undefined || isFolder || isJsonFeedHead(await headOf(first)) ? {} : readChannel(first);
  },
};

async function* items(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  const seen = new Map<string, string>();
  for (const file of input.files) {
    const head = await headOf(file);
    const found = isJsonFeedHead(head)
      ? jsonFeedItems(file, options, !input.isFolder)
      : isFeedHead(head)
        ? xmlItems(file, options, !input.isFolder)
        : undefined;
    if (found === undefined)
      yield skipped({ file: file.path }, file.path, 'not-a-story', adviceOn(head) ?? 'It is no feed.');
    else for await (const item of found) yield withoutDuplicate(item, seen);
  }
}

/** An item that stands in several feeds, or twice in one, becomes one story: the first. */
function withoutDuplicate(item: Item, seen: Map<string, string>): Item {
  if (item.kind !== 'story') return item;
  const url = item.front.original?.url;
  const keys = [
    ...(item.front.id === undefined ? [] : [`id ${item.front.id}`]),
    ...(url === undefined ? [] : [`at ${url.replace(/#.*$|\/$/gu, '')} ${item.name}`]),
  ];
  const first = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
  if (first !== undefined) return skipped(item.place, item.name, 'duplicate', `It stands in ${first} too.`);
  const { file, line } = item.place;
  for (const key of keys) seen.set(key, line === undefined ? file : `${file}:${line}`);
  return item;
}

/** Parts of a channel that say something of all its items. */
const OF_CHANNEL = new Set([
  'title',
  'link',
  'language',
  'dc:language',
  'pubDate',
  'lastBuildDate',
  'dc:date',
  'atom:title',
  'atom:link',
  'atom:updated',
  'atom:author',
]);
const HOLDERS = new Set(['channel', 'atom:feed', 'feed']);

const isWanted = (name: string, parents: readonly XmlParent[]): boolean =>
  name === 'item' ||
  name === 'atom:entry' ||
  name === 'entry' ||
  (OF_CHANNEL.has(name) && HOLDERS.has(parents.at(-1)?.name ?? ''));

async function* xmlItems(file: InputFile, options: ImportOptions, isAlone: boolean): AsyncGenerator<Item> {
  let channel: Channel = {};
  let number = 0;
  let early: readonly XmlNote[] = [];
  for await (const part of readXml(file.absolute, isWanted)) {
    const { element } = part;
    if (part.kind === 'element' && OF_CHANNEL.has(part.element.name)) {
      channel = withPart(channel, part.element);
      early = [...early, ...part.notes];
      continue;
    }
    number += 1;
    if (part.kind === 'fault') {
      const name = lineOf(childOf(element, 'title') ?? childOf(element, 'atom:title')) || file.path;
      yield skipped({ file: file.path, line: part.line, item: number }, name, 'unreadable', part.message);
    } else {
      const place = { file: file.path, line: part.element.line, item: number };
      const given = {
        element: part.element,
        parents: part.parents,
        notes: [...early, ...part.notes],
        channel,
        place,
        options,
        isAlone,
      };
      early = [];
      yield part.element.name === 'item' ? rssItem(given) : atomEntry(given);
    }
  }
  if (number === 0) yield skipped({ file: file.path }, file.path, 'empty', 'The feed has no items.');
}

function withPart(channel: Channel, element: XmlElement): Channel {
  const value = lineOf(element);
  switch (element.name) {
    case 'title':
    case 'atom:title':
      return { ...channel, title: value };
    case 'link':
      return { ...channel, link: value };
    case 'atom:link': {
      const href = element.attributes.get('href') ?? '';
      return (element.attributes.get('rel') ?? 'alternate') === 'alternate' ? { ...channel, link: href } : channel;
    }
    case 'language':
    case 'dc:language':
      return { ...channel, language: value };
    case 'atom:author':
      return { ...channel, author: lineOf(childOf(element, 'atom:name')) };
    default:
      return isBefore(channel.date, value) ? channel : { ...channel, date: value };
  }
}
