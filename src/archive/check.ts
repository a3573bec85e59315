import { distance } from 'fastest-levenshtein';
import { aliasFile, RESERVED_IDS } from '../model/addresses.ts';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import { TERM_KINDS, type TermKind } from '../model/registry.ts';
import type { ContentFile } from '../reading/folder.ts';
import type { Place } from '../reading/reading.ts';
import { idOf } from '../reading/slug.ts';
import { suggest } from '../reading/suggest.ts';
import { nameKey } from './names.ts';
import type { Database, Row } from './database.ts';
import { checkImages, checkLinks } from './check-targets.ts';
import { listPages } from './pages.ts';

/** Checks what takes more than one file to see. Reads the index alone; `files` tells which files failed to become stories. */
export function checkArchive(database: Database, files: readonly ContentFile[]): Problem[] {
  return [
    ...checkAddresses(database),
    ...checkAliases(database),
    ...checkIds(database),
    ...checkLinks(database, files),
    ...checkImages(database, files),
    ...checkAmbiguity(database),
    ...TERM_KINDS.flatMap((kind) => checkNames(database, kind)),
  ];
}

/** Makes a problem at a front-matter field of a story row (with `path` and `places`). */
function at(row: Row, code: ProblemCode, field: string, message: string, fix: string): Problem {
  const places = JSON.parse(String(row['places'])) as Record<string, Place>;
  const named = places[field] ? field : '';
  return problem(code, `articles/${String(row['path'])}`, places[field], named, message, fix);
}

function checkAddresses(database: Database): Problem[] {
  const rows = database.all(
    `SELECT s.path, s.address, r.places, first.path AS other FROM story s JOIN story_record r ON r.story = s.id
     JOIN (SELECT address, min(path) AS path FROM story GROUP BY address HAVING count(*) > 1) first ON first.address = s.address
     WHERE s.path <> first.path ORDER BY s.path`,
  );
  return rows.map((row) =>
    at(
      row,
      'address-duplicate',
      'slug',
      `This story and articles/${row['other']} would both stand at ${row['address']}.`,
      'Give one of them another slug: or another date.',
    ),
  );
}

function checkAliases(database: Database): Problem[] {
  const rows = database.all(
    'SELECT a.address, a.file, a.field, s.path, r.places FROM alias a JOIN story s ON s.id = a.story JOIN story_record r ON r.story = s.id ORDER BY s.path, a.field',
  );
  if (rows.length === 0) return [];
  const pages = new Set(listPages(database).map(({ address }) => aliasFile(address)));
  const owners = new Map<string, string>();
  return rows.flatMap((row): Problem[] => {
    const [file, path, field] = [String(row['file']), String(row['path']), String(row['field'])];
    const owner = owners.get(file);
    owners.set(file, path);
    if (pages.has(file) || file === 'index.html') {
      return [
        at(
          row,
          'alias-collides',
          field,
          `${row['address']} is a page of this site.`,
          'Remove it from aliases: or change its spelling to the old address.',
        ),
      ];
    }
    if (owner === undefined) return [];
    const other = owner === path ? 'given twice' : `also an alias of articles/${owner}`;
    return [
      at(
        row,
        'alias-collides',
        field,
        `${row['address']} is ${other}.`,
        owner === path ? 'Remove one of the two.' : 'Leave it with one of the two stories.',
      ),
    ];
  });
}

function checkIds(database: Database): Problem[] {
  const rows = database.all(
    `SELECT s.path, s.stable_id, r.places, first.path AS other FROM story s JOIN story_record r ON r.story = s.id
     JOIN (SELECT stable_id, min(path) AS path FROM story WHERE stable_id IS NOT NULL GROUP BY stable_id HAVING count(*) > 1) first
     ON first.stable_id = s.stable_id WHERE s.path <> first.path ORDER BY s.path`,
  );
  return rows.map((row) =>
    at(
      row,
      'id-duplicate',
      'id',
      `The id ${row['stable_id']} is also that of articles/${row['other']}.`,
      'Give this story an id of its own.',
    ),
  );
}

function checkAmbiguity(database: Database): Problem[] {
  const names = database.all(
    `SELECT n.kind, n.name, n.field, t.path, t.places, other.id AS other FROM term_name n JOIN term t ON t.kind = n.kind AND t.id = n.id
     JOIN term_name other ON other.kind = n.kind AND other.key = n.key AND other.id < n.id GROUP BY n.kind, n.key, n.id ORDER BY t.path, n.field`,
  );
  const accounts = database.all(
    `SELECT a.handle AS name, a.field, 'people' AS kind, t.path, t.places, other.person AS other FROM account a JOIN term t ON t.kind = 'people' AND t.id = a.person
     JOIN account other ON other.platform = a.platform AND other.handle = a.handle AND other.person < a.person AND other.since <= a.until AND a.since <= other.until
     GROUP BY a.platform, a.handle, a.person ORDER BY t.path, a.field`,
  );
  return [...names, ...accounts].map((row) => {
    const field = String(row['field']);
    const place = (JSON.parse(String(row['places'])) as Record<string, Place>)[field];
    const message = `${row['name']} also means ${row['kind']}/${row['other']}.md, so a story that uses it could mean either.`;
    return problem(
      'term-ambiguous',
      String(row['path']),
      place,
      place ? field : '',
      message,
      'Remove it from one of the two entries.',
    );
  });
}

/** Above this many comparisons, unregistered names are no longer held against every registered one. */
const COMPARISON_LIMIT = 2_000_000;

function checkNames(database: Database, kind: TermKind): Problem[] {
  // The first story, by path, that uses each name which no registry entry knows.
  const rows = database.all(
    `SELECT n.name, n.field, n.key, min(s.path) AS path, r.places, count(DISTINCT n.story) AS stories FROM story_name n
     JOIN story s ON s.id = n.story JOIN story_record r ON r.story = n.story
     WHERE n.kind = ? AND NOT EXISTS (SELECT 1 FROM term_name t WHERE t.kind = n.kind AND t.key = n.key) GROUP BY n.key ORDER BY path, n.field`,
    kind,
  );
  const registered = database.all(
    "SELECT name, id FROM term_name WHERE kind = ? AND field <> 'id' ORDER BY name",
    kind,
  );
  const idOfName = new Map(registered.map((row) => [String(row['name']), String(row['id'])]));
  const ids = new Set(idOfName.values());
  const candidates = rows.length * registered.length <= COMPARISON_LIMIT ? [...idOfName.keys()] : [];
  const spellings = new Map<string, string>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const name = String(row['name']);
    const id = idOf(name);
    const field = String(row['field']);
    const more = Number(row['stories']) > 1 ? ` (and ${Number(row['stories']) - 1} more)` : '';
    const likely = suggest(name, candidates);
    const near = likely !== undefined && isMisspelling(name, likely) ? likely : undefined;
    const twin = spellings.get(likeness(name));
    const entry = `${kind}/${id}.md`;
    if (RESERVED_IDS.has(id)) {
      const fix = `Register it under another id, e.g. ${kind}/the-${id}.md with name: ${name}.`;
      problems.push(
        at(row, 'term-id', field, `The name ${name} gives the address part ${id}, which is reserved.`, fix),
      );
    } else if (ids.has(id)) {
      problems.push(
        at(
          row,
          'term-spelt-twice',
          field,
          `${name} is taken for ${entry}, which does not list this spelling.`,
          `Add it to the aliases: of ${entry}, or correct it.`,
        ),
      );
    } else if (near !== undefined) {
      problems.push(
        at(
          row,
          'term-spelt-twice',
          field,
          `${name} is not registered, but is very like ${near}.`,
          `Did you mean ${near}? If not, register it as ${entry}.`,
        ),
      );
    } else if (twin !== undefined) {
      problems.push(
        at(
          row,
          'term-spelt-twice',
          field,
          `${name} is also written ${twin}.`,
          `Choose one spelling, or register ${entry} with the other as an alias.`,
        ),
      );
    } else {
      problems.push(
        at(
          row,
          'term-unregistered',
          field,
          `${name} has no entry in ${kind}/${more}.`,
          `Add ${entry} with name: ${name}, or leave it so.`,
        ),
      );
    }
    spellings.set(likeness(name), name);
  }
  return problems;
}

/** Tells whether two names are so alike that one may be a slip: one letter in six at most, and the same figures. */
function isMisspelling(name: string, other: string): boolean {
  const figures = (text: string) => text.replace(/\P{N}/gu, '');
  return figures(name) === figures(other) && distance(nameKey(name), nameKey(other)) <= Math.max(1, name.length / 6);
}

/** Gives what two spellings of one name are likely to share: letters alone, doubled ones single. */
function likeness(name: string): string {
  return idOf(name)
    .replaceAll('-', '')
    .replace(/(.)\1+/gu, '$1');
}
