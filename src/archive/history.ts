import { dayOf, instantOf, latestOf } from '../model/day.ts';
import { problem, type Problem } from '../model/problem.ts';
import { readFileBytes, type ContentFile } from '../reading/folder.ts';
import { Blobs, continues, listCommits, NoHistory, readHead, type Commit, type FileChange } from '../reading/git.ts';
import { readSite } from '../reading/site.ts';
import { touch } from './changes.ts';
import type { Database } from './database.ts';
import { FACET } from './facets.ts';
import { readRevision, type Revision } from './revision-words.ts';
import type { FieldChange, History, RevisionRow } from './rows.ts';
import { differenceOf, type ChangedLine } from './word-difference.ts';

/** Changes of one story that its page shows, the newest. */
const MOST_REVISIONS = 100;
/** Characters of all changes of a story on its page; the oldest are left out. */
const MOST_SHOWN = 300_000;
/** Characters of one part of a story in one change. */
const MOST_OF_FIELD = 30_000;

/** Git is asked for the files of so many stories before they are looked at, so that neither waits for the other. */
const ASKED_AT_ONCE = 200;

/** What came of looking into the repository. */
export interface HistorySync {
  readonly isChanged: boolean;
  readonly problems: readonly Problem[];
}

/** Takes away all that the index knows of how stories changed; tells whether there was anything. */
export function forgetHistory(database: Database): boolean {
  // Where git broke off, no commit was noted.
  const isKnown = database.get("SELECT 1 FROM meta WHERE key = 'head'") !== undefined;
  const hasRows = database.get('SELECT 1 FROM revision LIMIT 1') !== undefined;
  if (!isKnown && !hasRows) return false;
  for (const { path } of database.all('SELECT path FROM history')) touchHistory(database, String(path));
  for (const table of ['revision', 'history']) database.run(`DELETE FROM ${table}`);
  database.run("DELETE FROM meta WHERE key = 'head'");
  return true;
}

/**
 * Brings what the index knows of how stories changed up to the commit that is checked out. It depends on that commit alone: what
 * is not committed has no history yet. Where git cannot tell, there is none, and a problem says why.
 */
export async function syncHistory(
  database: Database,
  contentDir: string,
  files: readonly ContentFile[],
): Promise<HistorySync> {
  try {
    const head = await readHead(contentDir);
    const known = database.get("SELECT value FROM meta WHERE key = 'head'")?.['value'];
    if (known === head) return { isChanged: false, problems: [] };
    const since = typeof known === 'string' && (await continues(contentDir, head, known)) ? known : undefined;
    const paths = new Set<string>();
    if (since === undefined) takeAllPaths(database, paths);
    for await (const commit of listCommits(contentDir, head, since)) takeCommit(database, commit, paths);
    await retell(database, contentDir, [...paths].sort());
    database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('head', ?)", head);
    return { isChanged: true, problems: [] };
  } catch (error) {
    if (!(error instanceof NoHistory)) throw error;
    return { isChanged: forgetHistory(database), problems: [unavailable(error, files)] };
  }
}

/** Begins anew; what was known before is looked at again at the end. */
function takeAllPaths(database: Database, paths: Set<string>): void {
  for (const { path } of database.all('SELECT path FROM history')) paths.add(String(path));
  database.run('DELETE FROM revision');
}

const FOLDER = 'articles/';

/** Notes what a commit made of each story, and whose history that touches. A story that goes takes its history with it. */
function takeCommit(database: Database, { id, date, changes }: Commit, paths: Set<string>): void {
  const storyOf = (path: string | undefined) =>
    path?.startsWith(FOLDER) === true && path.endsWith('.md') ? path.slice(FOLDER.length) : undefined;
  // Files may change places in one commit, so all leave their places first.
  const moved = new Map<FileChange, Row[]>();
  for (const change of changes) {
    for (const path of [storyOf(change.from), change.blob === undefined ? storyOf(change.path) : undefined]) {
      if (path === undefined) continue;
      paths.add(path);
      moved.set(change, rowsOf(database, path));
      database.run('DELETE FROM revision WHERE path = ?', path);
    }
  }
  for (const change of changes) {
    const path = storyOf(change.path);
    if (path === undefined || change.blob === undefined) continue;
    paths.add(path);
    for (const row of moved.get(change) ?? []) addRow(database, path, row);
    addRow(database, path, { commit: id, date: date ?? null, blob: change.blob });
  }
}

/** A file that a story was. */
interface Row {
  readonly commit: string;
  readonly date: string | null;
  readonly blob: string;
}

function rowsOf(database: Database, path: string): Row[] {
  return database
    .all('SELECT commit_id, date, blob FROM revision WHERE path = ? ORDER BY position', path)
    .map(({ commit_id: commit, date, blob }) => ({
      commit: String(commit),
      date: date === null || date === undefined ? null : String(date),
      blob: String(blob),
    }));
}

function addRow(database: Database, path: string, { commit, date, blob }: Row): void {
  database.run(
    `INSERT INTO revision (path, position, commit_id, date, blob)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM revision WHERE path = ?), ?, ?, ?)`,
    ...[path, path, commit, date, blob],
  );
}

/** Tells anew how stories changed, one after the other, so that no more than one lies in memory. */
async function retell(database: Database, contentDir: string, paths: readonly string[]): Promise<void> {
  const blobs = new Blobs(contentDir);
  try {
    for (let start = 0; start < paths.length; start += ASKED_AT_ONCE) {
      const stories = paths.slice(start, start + ASKED_AT_ONCE).map((path) => {
        const rows = rowsOf(database, path);
        // A file that never changed tells nothing.
        return { path, rows: rows.length > 1 ? rows : [] };
      });
      blobs.ask(stories.flatMap(({ rows }) => rows.map(({ blob }) => blob)));
      for (const { path, rows } of stories) writeHistory(database, path, await tell(blobs, path, rows));
    }
    await blobs.close();
  } finally {
    blobs.stop();
  }
}

/** What came of telling: how a story changed, and what of its last file readers could not see. */
interface Told {
  readonly history: History;
  readonly embargo: string | undefined;
  /** How many quotes of the last file were withheld. */
  readonly withheld: number;
}

function writeHistory(database: Database, path: string, told: Told | undefined): void {
  const values = told && [
    told.history.revisions[0]?.date ?? null,
    told.embargo ?? null,
    told.withheld,
    JSON.stringify(told.history),
  ];
  const known = database.get('SELECT changed, embargo, withheld, record FROM history WHERE path = ?', path);
  if (JSON.stringify(known && Object.values(known)) === JSON.stringify(values)) return;
  if (values)
    database.run(
      'INSERT OR REPLACE INTO history (path, changed, embargo, withheld, record) VALUES (?, ?, ?, ?, ?)',
      path,
      ...values,
    );
  else database.run('DELETE FROM history WHERE path = ?', path);
  touchHistory(database, path);
}

/** A story's changes show on its page and on one of their own, which is there only while there are any. */
function touchHistory(database: Database, path: string): void {
  const day = database.get('SELECT day FROM story WHERE path = ?', path)?.['day'];
  touch(database, FACET.history(path), ...(typeof day === 'string' ? [FACET.pages(day.slice(0, 4))] : []));
}

type ShownRevision = Extract<Revision, { state: 'shown' }>;

/**
 * Tells how the words of a story changed since readers could first see them; undefined where they never did. A story that was taken
 * back, as a draft or withdrawn, or a quote of which was withheld, begins anew: what was taken from readers is not shown to them here.
 */
async function tell(blobs: Blobs, path: string, rows: readonly Row[]): Promise<Told | undefined> {
  let last: ShownRevision | undefined;
  let wasSeen = false;
  let revisions: RevisionRow[] = [];
  for (const row of rows) {
    const bytes = await blobs.next();
    const revision: Revision = bytes ? readRevision(bytes, path) : { state: 'broken' };
    // What could not be published left what stood before in its place.
    if (revision.state === 'broken') continue;
    const isLastSeen = last !== undefined && !isUnder(last.embargo, row.date);
    wasSeen ||= isLastSeen;
    const takesBack = revision.state === 'hidden' || withholdsMore(revision, last);
    if (takesBack || !isLastSeen) [last, revisions] = [undefined, []];
    if (revision.state === 'hidden') continue;
    if (last) {
      const fields = changesOf(last, revision);
      if (fields.length > 0) revisions.push({ kind: 'changed', ...nameOf(row), fields });
    } else revisions.push(firstOf(row, revision, wasSeen));
    last = revision;
  }
  if (!last || revisions.length < 2) return undefined;
  return { history: cut(revisions.reverse()), embargo: last.embargo, withheld: last.withheld.length };
}

/** Tells whether words of a quote that were shown before are withheld now. */
function withholdsMore({ withheld }: ShownRevision, last: ShownRevision | undefined): boolean {
  return last !== undefined && withheld.some((quote) => !last.withheld.includes(quote));
}

/** Tells whether an embargo had not passed by a time; one that is not known proves nothing. */
function isUnder(embargo: string | undefined, date: string | null): boolean {
  return embargo !== undefined && (date === null || instantOf(date) < instantOf(embargo));
}

function nameOf({ commit, date }: Row): Pick<RevisionRow, 'commit' | 'date'> {
  return { commit, ...(date !== null && { date }) };
}

function firstOf(row: Row, { embargo, day }: ShownRevision, wasSeen: boolean): RevisionRow {
  const date = row.date !== null && embargo !== undefined ? latestOf([row.date, embargo]) : row.date;
  const isOfItsDay = date !== null && dayOf(date) === day;
  const kind = wasSeen ? 'again' : isOfItsDay ? 'published' : 'entered';
  return { kind, ...nameOf({ ...row, date }), fields: [] };
}

function changesOf(before: ShownRevision, after: ShownRevision): FieldChange[] {
  const language = after.language ?? 'en';
  return Array.from(after.words).flatMap(([field, words]) => {
    const lines = differenceOf(before.words.get(field) ?? [], words, language);
    if (lines.length === 0) return [];
    let length = 0;
    const shown = lines.filter((line) => {
      length += lengthOf(line);
      return length <= MOST_OF_FIELD;
    });
    return [{ field, lines: shown, left: lines.length - shown.length }];
  });
}

function lengthOf(line: ChangedLine): number {
  return line.reduce((sum, { text }) => sum + text.length, 0);
}

/** Leaves out the oldest of very many changes. */
function cut(newestFirst: readonly RevisionRow[]): History {
  let length = 0;
  const revisions = newestFirst.filter(({ fields }, index) => {
    length += fields.flatMap(({ lines }) => lines).reduce((sum, line) => sum + lengthOf(line), 0);
    return index < MOST_REVISIONS && (index === 0 || length <= MOST_SHOWN);
  });
  return { revisions, earlier: newestFirst.length - revisions.length };
}

/** Says in site.yml, where the pages are asked for, why there are none. */
function unavailable({ message, fix }: NoHistory, files: readonly ContentFile[]): Problem {
  const site = files.find(({ kind }) => kind === 'site');
  const bytes = site && readFileBytes(site).bytes;
  const place = bytes && readSite(bytes).places['outputs.history'];
  return problem(
    'history-unavailable',
    'site.yml',
    place,
    'outputs.history',
    `${message} No page of changes is made.`,
    fix,
  );
}
