import type { Answer, Finding, FindingKind } from '../../model/finding.ts';
import type { Source } from '../../model/source.ts';
import type { Database } from '../database.ts';
import type { Spot } from './places.ts';
import { stories } from './words.ts';

/** One story's entry for a source. */
interface Entry {
  readonly spot: Spot;
  readonly title: string;
  readonly archived: string | undefined;
  readonly isSeen: boolean;
}

/** A source and every story that cites it, the newest first. */
interface Cited {
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly title: string;
  readonly publisher: string | undefined;
  readonly entries: Entry[];
}

/** Asks which sources of public stories can no longer be looked up when their addresses go. An address is one source, whoever cites it. */
export function askSources(database: Database): Answer<Spot>[] {
  const cited = addresses(database);
  const unnamed = unaddressed(database);
  const all = cited.length + unnamed.length;
  return [
    answer('source-unarchived', cited, ({ archived }) => archived !== undefined, toUnarchived),
    {
      kind: 'source-unaddressed',
      sound: cited.length,
      of: all,
      findings: unnamed.map((source) => ({
        ...aboutOf(source, source.entries),
        message: `“${source.title}” has no address.`,
      })),
    },
    answer('source-unseen', cited, ({ isSeen }) => isSeen, toUnseen),
    titledTwice(cited),
  ];
}

type Writer = (source: Cited, open: readonly Entry[]) => Finding<Spot>;

/** Finds the sources of which an entry is not sound. */
function answer(
  kind: FindingKind,
  cited: readonly Cited[],
  isSound: (entry: Entry) => boolean,
  write: Writer,
): Answer<Spot> {
  const findings = cited.flatMap((source) => {
    const open = source.entries.filter((entry) => !isSound(entry));
    return open.length === 0 ? [] : [write(source, open)];
  });
  return { kind, sound: cited.length - findings.length, of: cited.length, findings: byHost(findings) };
}

function aboutOf({ title, url, host, publisher }: Cited, open: readonly Entry[]) {
  return {
    subject: title,
    ...(url !== undefined && { url }),
    ...(publisher !== undefined && { detail: publisher }),
    ...(host !== undefined && { group: host }),
    stories: new Set(open.map(({ spot }) => spot.story)).size,
    places: open.map(({ spot }) => spot),
  };
}

function toUnarchived(source: Cited, open: readonly Entry[]): Finding<Spot> {
  const about = aboutOf(source, open);
  const copy = source.entries.find(({ archived }) => archived !== undefined)?.archived;
  return {
    ...about,
    message: `${source.url} is cited by ${stories(about.stories)} without an archived copy.`,
    ...(copy !== undefined && { fix: `Add the copy that another story names: archived: { url: "${copy}" }.` }),
  };
}

function toUnseen(source: Cited, open: readonly Entry[]): Finding<Spot> {
  return { ...aboutOf(source, open), message: `Nobody noted when ${source.url} was last seen.` };
}

function titledTwice(cited: readonly Cited[]): Answer<Spot> {
  const findings = cited.flatMap((source): Finding<Spot>[] => {
    const titles = Array.from(new Set(source.entries.map(({ title }) => title)));
    if (titles.length === 1) return [];
    const named = titles.map((title) => `“${title}”`).join(', ');
    return [
      {
        ...aboutOf(source, source.entries),
        subject: titles.join(' / '),
        message: `${source.url} is cited as ${named}.`,
      },
    ];
  });
  return {
    kind: 'source-titled-twice',
    sound: cited.length - findings.length,
    of: cited.length,
    findings: byHost(findings),
  };
}

/** Puts findings in order by their hosts, those that are cited most first, and within a host likewise. */
function byHost(findings: readonly Finding<Spot>[]): Finding<Spot>[] {
  const weights = new Map<string | undefined, number>();
  for (const { group, stories: count = 0 } of findings) weights.set(group, (weights.get(group) ?? 0) + count);
  return findings.toSorted(
    (a, b) =>
      (weights.get(b.group) ?? 0) - (weights.get(a.group) ?? 0) ||
      compare(a.group ?? '', b.group ?? '') ||
      (b.stories ?? 0) - (a.stories ?? 0),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addresses(database: Database): Cited[] {
  const cited = new Map<string, Cited>();
  const rows = database.lists(
    `SELECT c.story, c.position, c.host, c.record ->> '$.url', c.record ->> '$.title', c.record ->> '$.publisher',
       c.record ->> '$.archived.url', c.record ->> '$.accessed' FROM citation c ORDER BY c.ord DESC, c.position`,
  );
  for (const [story, position, host, address, title, publisher, archived, accessed] of rows) {
    const url = String(address);
    const entry: Entry = {
      spot: { story: Number(story), field: `sources.${position}` },
      title: String(title),
      archived: archived === null ? undefined : String(archived),
      isSeen: accessed !== null,
    };
    const known = cited.get(url);
    if (known) known.entries.push(entry);
    else
      cited.set(url, {
        url,
        host: String(host),
        title: entry.title,
        publisher: publisher === null ? undefined : String(publisher),
        entries: [entry],
      });
  }
  return Array.from(cited.values());
}

/** Lists sources without an address, which the index keeps in the front matter of their stories alone. */
function unaddressed(database: Database): Cited[] {
  const cited = new Map<string, Cited>();
  const rows = database.all(
    `SELECT s.id, r.front ->> '$.sources' AS sources FROM story s JOIN story_record r ON r.story = s.id
     WHERE s.public = 1 AND s.sources > (SELECT count(*) FROM citation c WHERE c.story = s.id) ORDER BY s.ord DESC`,
  );
  for (const row of rows) {
    for (const [position, { url, title, publisher }] of (JSON.parse(String(row['sources'])) as Source[]).entries()) {
      if (url !== undefined) continue;
      const spot = { story: Number(row['id']), field: `sources.${position}` };
      const entry: Entry = { spot, title, archived: undefined, isSeen: false };
      const key = JSON.stringify([title, publisher]);
      const known = cited.get(key);
      if (known) known.entries.push(entry);
      else cited.set(key, { url, host: undefined, title, publisher, entries: [entry] });
    }
  }
  return Array.from(cited.values()).sort((a, b) => b.entries.length - a.entries.length);
}
