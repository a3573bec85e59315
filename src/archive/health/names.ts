import type { Answer, Finding, FindingPlace } from '../../model/finding.ts';
import { PLATFORMS, type Platform } from '../../model/quote.ts';
import { TERM_KINDS } from '../../model/registry.ts';
import { idOf, nameKey } from '../../reading/slug.ts';
import type { Database, Row } from '../database.ts';
import { resolveName } from '../names.ts';
import { unknownNames } from '../unknown-names.ts';
import { storyOf, type Spot, type Where } from './places.ts';
import { stories } from './words.ts';

/** Asks which names of stories nobody stands behind: unregistered terms, speakers, bylines and accounts. */
export function askNames(database: Database): Answer<Where>[] {
  return [terms(database), speakers(database), bylines(database), accounts(database)];
}

const byStories = (a: Finding<Where>, b: Finding<Where>) => (b.stories ?? 0) - (a.stories ?? 0);

function terms(database: Database): Answer<Where> {
  const findings = TERM_KINDS.flatMap((kind) =>
    unknownNames(database, kind)
      .map((row): Finding<Where> => {
        const name = String(row['name']);
        const count = Number(row['stories']);
        return {
          message: `${name} has no entry in ${kind}/, and stands in ${stories(count)}.`,
          fix: `Add ${kind}/${idOf(name)}.md with name: ${name}, or the name to the aliases: of the one that is meant.`,
          subject: name,
          detail: stories(count),
          group: kind,
          stories: count,
          places: [firstPlace(database, row)],
        };
      })
      .sort(byStories),
  );
  const known = database.get(
    `SELECT count(*) AS n FROM (SELECT DISTINCT kind, key FROM story_name WHERE kind IN (SELECT value FROM json_each(?))) n
     WHERE EXISTS (SELECT 1 FROM term_name t WHERE t.kind = n.kind AND t.key = n.key)`,
    JSON.stringify(TERM_KINDS),
  );
  const sound = Number(known?.['n']);
  return { kind: 'term-unregistered', sound, of: sound + findings.length, findings };
}

/** Gives the place at which an unknown name first stands. */
function firstPlace(database: Database, row: Row): FindingPlace {
  const path = String(row['path']);
  const story = database.get('SELECT title, day, language FROM story WHERE path = ?', path);
  return {
    file: `articles/${path}`,
    line: Number(row['line']),
    column: Number(row['col']),
    field: String(row['named']),
    ...(story && storyOf(story)),
  };
}

/** A name with every place at which it stands. */
interface Named {
  readonly name: string;
  readonly spots: Spot[];
}

/** Gathers rows of story, field and name by name, in their order. */
function gather(rows: readonly Row[]): Named[] {
  const found = new Map<string, Named>();
  for (const row of rows) {
    const name = String(row['name']);
    const spot = { story: Number(row['story']), field: String(row['field']) };
    const known = found.get(nameKey(name));
    if (known) known.spots.push(spot);
    else found.set(nameKey(name), { name, spots: [spot] });
  }
  return Array.from(found.values());
}

function toFinding({ name, spots }: Named, say: (count: string) => string): Finding<Spot> {
  const count = new Set(spots.map(({ story }) => story)).size;
  return { message: say(stories(count)), subject: name, detail: stories(count), stories: count, places: spots };
}

function speakers(database: Database): Answer<Where> {
  const known = database.get(
    `SELECT count(*) AS n FROM (SELECT DISTINCT author_kind, author_id FROM quote WHERE kind = 'statement' AND author_id IS NOT NULL)`,
  );
  const unknown = gather(
    database.all(
      `SELECT q.story, q.record ->> '$.speaker' AS name,
         'statements.' || (q.position - (SELECT count(*) FROM quote t WHERE t.story = q.story AND t.kind = 'tweet')) || '.speaker' AS field
       FROM quote q WHERE q.kind = 'statement' AND q.author_id IS NULL ORDER BY q.ord DESC, q.position`,
    ),
  );
  const findings = unknown
    .map((named) => toFinding(named, (count) => `${named.name} is quoted by ${count}, and nobody known.`))
    .sort(byStories);
  const sound = Number(known?.['n']);
  return { kind: 'speaker-unknown', sound, of: sound + findings.length, findings };
}

function bylines(database: Database): Answer<Where> {
  const all = gather(
    database.all(
      `SELECT n.story, n.name, n.field FROM story_name n JOIN story s ON s.id = n.story
       WHERE n.kind = 'speakers' AND n.field LIKE 'authors.%' AND s.public = 1 ORDER BY s.ord DESC, n.rowid`,
    ),
  );
  const findings = all
    .filter(
      ({ name }) =>
        !(['people', 'organizations'] as const).some((kind) => resolveName(database, kind, name).registered),
    )
    .map((named) => toFinding(named, (count) => `The byline ${named.name} of ${count} has no entry.`))
    .sort(byStories);
  return { kind: 'byline-unregistered', sound: all.length - findings.length, of: all.length, findings };
}

function accounts(database: Database): Answer<Where> {
  const all = database.get(
    "SELECT count(*) AS n FROM (SELECT DISTINCT platform, account FROM quote WHERE kind = 'tweet')",
  );
  const rows = database.all(
    `SELECT q.story, q.position, q.platform, q.record ->> '$.handle' AS handle, q.record ->> '$.author' AS author, q.author_kind, q.author_id,
       EXISTS (SELECT 1 FROM account a WHERE a.platform = q.platform AND a.handle = q.account) AS listed
     FROM quote q WHERE q.kind = 'tweet' AND NOT EXISTS (
       SELECT 1 FROM account a WHERE a.platform = q.platform AND a.handle = q.account
       AND a.since <= substr(q.date, 1, 10) AND a.until >= substr(q.date, 1, 10))
     ORDER BY q.date DESC, q.ord DESC, q.position`,
  );
  const groups = Map.groupBy(rows, (row) => `${String(row['platform'])}/${String(row['handle']).toLowerCase()}`);
  const findings = Array.from(groups.values(), toUnowned).sort(byStories);
  const of = Number(all?.['n']);
  return { kind: 'account-unregistered', sound: of - findings.length, of, findings };
}

function toUnowned(rows: readonly Row[]): Finding<Spot> {
  const [row] = rows;
  const handle = String(row?.['handle']);
  const platform = String(row?.['platform']) as Platform;
  const { author_kind: kind, author_id: id } = row ?? {};
  const owner = kind === 'people' && id !== null ? `people/${id}.md` : undefined;
  const account = platform === 'x' ? handle : `{ handle: ${handle}, platform: ${platform} }`;
  const isListed = row?.['listed'] === 1;
  return {
    message: isListed
      ? `@${handle} is registered, but not for the day of the post.`
      : `@${handle} on ${PLATFORMS[platform]} is in no entry’s handles.`,
    ...(isListed
      ? { fix: 'Look at from: and to: of its handles: entry.' }
      : owner !== undefined && { fix: `Add handles: [${account}] to ${owner}, if it was theirs.` }),
    subject: `@${handle}`,
    detail: String(row?.['author']),
    group: PLATFORMS[platform],
    stories: new Set(rows.map(({ story }) => story)).size,
    places: rows.map(({ story, position }) => ({ story: Number(story), field: `tweets.${position}.handle` })),
  };
}
