import { compareDates, latestOf } from '../model/day.ts';
import { toTimestamp } from './instant.ts';
import { toXmlText } from './xml.ts';

/** What a feed says of itself; addresses are absolute. */
export interface Feed {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly author: string;
  readonly rights?: string | undefined;
  readonly language: string;
  /** Where the feed itself lies. */
  readonly self: string;
  /** The page that shows the same; also the feed's id. */
  readonly home: string;
  /** In any order; written with the newest first, and of equals as given. */
  readonly entries: readonly Entry[];
}

/** A story as a feed carries it. Its absolute address never changes, so it is its id too. */
export interface Entry {
  readonly address: string;
  readonly title: string;
  /** Day or time of first publication. */
  readonly date: string;
  /** Day or time of the last change. */
  readonly changed: string;
  readonly language: string;
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  readonly summary?: string | undefined;
  readonly html: string;
}

/** A feed without entries has not changed since the beginning of computer time; the clock would make its bytes differ. */
const NEVER = '1970-01-01T00:00:00Z';

/** Writes an Atom feed (RFC 4287). */
export function toAtom(feed: Feed): string {
  const entries = feed.entries.toSorted((a, b) => compareDates(b.date, a.date));
  const changes = entries.map(changeOf);
  return lines([
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${toXmlText(feed.language)}">`,
    element('id', feed.home),
    element('title', feed.title),
    feed.subtitle === undefined ? undefined : element('subtitle', feed.subtitle),
    element('updated', changes.length === 0 ? NEVER : toTimestamp(latestOf(changes))),
    author(feed.author),
    feed.rights === undefined ? undefined : element('rights', feed.rights),
    link('self', feed.self, 'application/atom+xml'),
    link('alternate', feed.home, 'text/html'),
    ...entries.map(toEntry),
    '</feed>',
  ]);
}

/** An entry is never older than its publication, though a bare day of change may stand for an earlier instant. */
function changeOf({ date, changed }: Entry): string {
  return latestOf([date, changed]);
}

function toEntry(entry: Entry): string {
  return lines([
    `<entry xml:lang="${toXmlText(entry.language)}">`,
    element('id', entry.address),
    element('title', entry.title),
    element('published', toTimestamp(entry.date)),
    element('updated', toTimestamp(changeOf(entry))),
    ...entry.authors.map(author),
    link('alternate', entry.address, 'text/html'),
    ...entry.topics.map((topic) => `<category term="${toXmlText(topic)}"/>`),
    entry.summary === undefined ? undefined : element('summary', entry.summary),
    `<content type="html">${toXmlText(entry.html)}</content>`,
    '</entry>',
  ]).trimEnd();
}

function element(name: string, text: string): string {
  return `<${name}>${toXmlText(text)}</${name}>`;
}

function author(name: string): string {
  return `<author>${element('name', name)}</author>`;
}

function link(rel: string, address: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${toXmlText(address)}"/>`;
}

function lines(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`;
}
