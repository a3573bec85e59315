import { problem, type Problem } from '../model/problem.ts';
import { TERM_KINDS } from '../model/registry.ts';
import type { ContentFile } from '../reading/folder.ts';
import type { Place } from '../reading/reading.ts';
import { at } from './check-at.ts';
import { checkAliases } from './check-aliases.ts';
import { checkNames, checkSpeakers } from './check-names.ts';
import { checkPermalinks } from './check-permalinks.ts';
import { checkCaptures, checkOwners } from './check-posts.ts';
import { checkFiles, checkLinks } from './check-targets.ts';
import type { Database } from './database.ts';
import type { Freeze } from './freeze.ts';

/** Checks what takes more than one file to see. Reads the index alone; `files` tells which files failed to become stories. */
export function checkArchive(database: Database, files: readonly ContentFile[], freeze: Freeze | undefined): Problem[] {
  return [
    ...checkAddresses(database),
    ...checkAliases(database, files),
    ...checkPermalinks(database, freeze),
    ...checkIds(database),
    ...checkLinks(database, files),
    ...checkFiles(database, files),
    ...checkCaptures(database),
    ...checkOwners(database),
    ...checkAmbiguity(database),
    ...TERM_KINDS.flatMap((kind) => checkNames(database, kind)),
    ...checkSpeakers(database),
  ];
}

function checkAddresses(database: Database): Problem[] {
  const rows = database.all(
    `WITH twice AS (SELECT address FROM story WHERE address <> '' GROUP BY address HAVING count(*) > 1)
     SELECT s.path, s.address, r.places, (SELECT min(o.path) FROM story o WHERE o.address = s.address) AS other
     FROM twice JOIN story s ON s.address = twice.address JOIN story_record r ON r.story = s.id
     WHERE s.path <> other ORDER BY s.path`,
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

function checkIds(database: Database): Problem[] {
  const rows = database.all(
    `WITH twice AS (SELECT stable_id FROM story WHERE stable_id IS NOT NULL GROUP BY stable_id HAVING count(*) > 1)
     SELECT s.path, s.stable_id, r.places, (SELECT min(o.path) FROM story o WHERE o.stable_id = s.stable_id) AS other
     FROM twice JOIN story s ON s.stable_id = twice.stable_id JOIN story_record r ON r.story = s.id
     WHERE s.path <> other ORDER BY s.path`,
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
