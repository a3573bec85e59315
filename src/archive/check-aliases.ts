import { aliasFile, CHECKSUMS, SOCIAL_IMAGE } from '../model/addresses.ts';
import { PERMALINKS } from '../model/permalink.ts';
import type { Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';
import { at } from './check-at.ts';
import type { Database } from './database.ts';
import { listPages } from './pages.ts';

/** Checks that no old address takes the place of a page, a picture or another old address, on any file system. */
export function checkAliases(database: Database, files: readonly ContentFile[]): Problem[] {
  const rows = database.all(
    `SELECT a.address, a.file, a.field, s.path, r.places FROM alias a JOIN story s ON s.id = a.story JOIN story_record r ON r.story = s.id
     WHERE a.field <> '' OR s.visible = 1 ORDER BY a.field <> '', s.path, a.field`,
  );
  // Without a site.yml that can be read there are no pages to collide with, and that is told elsewhere.
  const site = database.get("SELECT 1 FROM meta WHERE key = 'site' AND value <> 'null'");
  if (rows.length === 0 || !site) return [];
  const pages = Array.from(listPages(database), ({ address }) => aliasFile(address) ?? '');
  const media = files.filter(({ kind }) => kind === 'media').map(({ path }) => path);
  const taken = new Set(['index.html', SOCIAL_IMAGE.slice(1), CHECKSUMS.slice(1), ...pages, ...media].map(comparable));
  const folders = foldersOf([...taken, ...rows.map((row) => comparable(String(row['file'])))]);
  const owners = new Map<string, string>();
  const registered = new Set<string>();
  return rows.flatMap((row): Problem[] => {
    const [path, field] = [String(row['path']), String(row['field'])];
    const file = comparable(String(row['file']));
    const owner = owners.get(file);
    owners.set(file, path);
    // Of what the register alone knows, other checks tell.
    if (field === '') {
      registered.add(file);
      return [];
    }
    const collides = (message: string, fix: string) => [
      at(row, 'alias-collides', field, `${row['address']} ${message}.`, fix),
    ];
    const correct = 'Remove it from aliases: or change its spelling to the old address.';
    if (taken.has(file)) return collides('is a page or picture of this site', correct);
    if (file.startsWith('_astro/')) return collides('lies where the site keeps its style sheets', correct);
    if (folders.has(file) || parentsOf(file).some((parent) => taken.has(parent) || owners.has(parent))) {
      return collides('would be a file and a folder at once', correct);
    }
    if (owner === undefined) return [];
    if (registered.has(file))
      return collides(`is registered for articles/${owner}`, `Remove it, or correct its line in ${PERMALINKS}.`);
    return owner === path
      ? collides('is given twice', 'Remove one of the two.')
      : collides(`is also an alias of articles/${owner}`, 'Leave it with one of the two stories.');
  });
}

/** Gives a path in the form in which file systems that know no case or Unicode form compare it. */
function comparable(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function parentsOf(file: string): string[] {
  const parts = file.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function foldersOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.flatMap(parentsOf));
}
