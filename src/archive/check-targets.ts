import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import type { Rendered } from '../markdown/render.ts';
import type { ContentFile } from '../reading/folder.ts';
import type { Place } from '../reading/reading.ts';
import { createSuggester, suggest } from '../reading/suggest.ts';
import type { Database, Row } from './database.ts';

/** Something that one file points to in another. */
interface Pointer extends Place {
  readonly file: string;
  readonly field: string;
  /** A story's path below articles/, or that of a picture or saved copy below the content folder. */
  readonly target: string;
}

/** Checks that every story that a story or registry entry points to is there, is public, and has the place pointed to. */
export function checkLinks(database: Database, files: readonly ContentFile[]): Problem[] {
  const links = doubtfulLinks(database);
  if (links.length === 0) return [];
  const paths = files.filter(({ kind }) => kind === 'article').map(({ path }) => path.slice('articles/'.length));
  const present = new Set(paths);
  const suggestPath = createSuggester(paths);
  const ids = new Map<number, readonly string[]>();
  return links.flatMap((link): Problem[] => {
    const { file, field, target, fragment } = link;
    const dead = (message: string, fix: string) => [problem('link-dead', file, link, field, message, fix)];
    const found = database.get('SELECT id, failed, visible, translation_of FROM story WHERE path = ?', target);
    if (found?.['failed'] === 1) return [];
    if (!found) {
      // A target that is there and failed has its own problem; one fault is told once.
      if (present.has(target)) return [];
      const near = suggestPath(target);
      return dead(
        `There is no story articles/${target}.`,
        near ? `Did you mean ${near}?` : 'Correct the path, or take the link out.',
      );
    }
    if (link.isPublic && found['visible'] === 0) {
      return dead(
        `articles/${target} is a draft or under embargo, so a published page cannot point to it.`,
        'Publish it first, or take the link out.',
      );
    }
    if (field === 'translationOf' && found['translation_of'] !== null) {
      const original = String(found['translation_of']);
      return dead(`articles/${target} is a translation itself.`, `Name the story that it translates: ${original}.`);
    }
    if (fragment === '') return [];
    const headings = ids.get(Number(found['id'])) ?? headingIds(database, Number(found['id']));
    ids.set(Number(found['id']), headings);
    if (headings.includes(fragment)) return [];
    const near = suggest(fragment, headings);
    return dead(
      `articles/${target} has no heading #${fragment}.`,
      near ? `Did you mean #${near}?` : 'Take the part after # out, or link to a heading that is there.',
    );
  });
}

/** Checks that every picture that a story or registry entry shows lies below media/, and every copy that it names below captures/. */
export function checkFiles(database: Database, files: readonly ContentFile[]): Problem[] {
  const doubtful = doubtfulFiles(database);
  if (doubtful.length === 0) return [];
  const isCapture = ({ target }: Pointer) => target.startsWith('captures/');
  const missing = (kind: ContentFile['kind'], pointers: readonly Pointer[], code: ProblemCode, what: string) => {
    const known = files.filter((file) => file.kind === kind).map(({ path }) => path);
    const present = new Set(known);
    const suggestFile = createSuggester(known);
    return pointers
      .filter(({ target }) => !present.has(target))
      .map((pointer) => {
        const { file, field, target } = pointer;
        const near = suggestFile(target);
        const folder = target.slice(0, target.indexOf('/') + 1);
        const fix = near ? `Did you mean ${near}?` : `Save the file below content/${folder}, or correct its path.`;
        return problem(code, file, pointer, field, `There is no ${what} ${target}.`, fix);
      });
  };
  return [
    ...missing(
      'media',
      doubtful.filter((pointer) => !isCapture(pointer)),
      'image-missing',
      'picture',
    ),
    ...missing('capture', doubtful.filter(isCapture), 'capture-missing', 'saved copy'),
  ];
}

/** Lists links but for those of stories that are sure to be right: most are, and SQLite passes over them quickly. */
function doubtfulLinks(database: Database): (Pointer & { readonly fragment: string; readonly isPublic: boolean })[] {
  const stories = database.all(
    `SELECT s.path, s.public, l.target, l.fragment, l.field, l.line, l.col
     FROM story_link l LEFT JOIN story t ON t.path = l.target CROSS JOIN story s ON s.id = l.story
     WHERE t.id IS NULL OR t.visible = 0 OR l.fragment <> '' OR (l.field = 'translationOf' AND t.translation_of IS NOT NULL)
     ORDER BY s.path, l.line, l.col`,
  );
  const terms = database.all("SELECT path, links FROM term WHERE links <> '[]' ORDER BY path");
  return [
    ...stories.map((row) => ({
      ...toPointer(row, row['target']),
      fragment: String(row['fragment']),
      isPublic: row['public'] === 1,
    })),
    ...terms.flatMap((row) =>
      (JSON.parse(String(row['links'])) as Rendered['storyLinks']).map(({ path, fragment, line, column }) => ({
        file: String(row['path']),
        field: 'body',
        target: path,
        fragment,
        line,
        column,
        isPublic: true,
      })),
    ),
  ];
}

/** Lists pictures and saved copies but for those of stories that the index knows. */
function doubtfulFiles(database: Database): Pointer[] {
  const stories = database.all(
    `SELECT s.path, i.src, i.field, i.line, i.col FROM story_image i CROSS JOIN story s ON s.id = i.story
     WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.path = i.src) ORDER BY s.path, i.line, i.col`,
  );
  const terms = database.all(
    `SELECT path, places, images, json_extract(entry, '$.portrait.src') AS portrait FROM term
     WHERE images <> '[]' OR portrait IS NOT NULL ORDER BY path`,
  );
  return [
    ...stories.map((row) => toPointer(row, row['src'])),
    ...terms.flatMap((row): Pointer[] => {
      const file = String(row['path']);
      const places = JSON.parse(String(row['places'])) as Record<string, Place>;
      const field = 'portrait.src';
      const portrait = { line: 1, column: 1, ...places[field], file, field, target: String(row['portrait']) };
      const shown = JSON.parse(String(row['images'])) as Rendered['images'];
      return [
        ...(row['portrait'] === null ? [] : [portrait]),
        ...shown.map(({ src, line, column }) => ({ file, field: 'body', target: src, line, column })),
      ];
    }),
  ];
}

function toPointer(row: Row, target: Row[string] | undefined): Pointer {
  return {
    file: `articles/${row['path']}`,
    field: String(row['field']),
    target: String(target),
    line: Number(row['line']),
    column: Number(row['col']),
  };
}

function headingIds(database: Database, story: number): readonly string[] {
  const row = database.get('SELECT rendered FROM story_text WHERE story = ?', story);
  const { headings } = JSON.parse(String(row?.['rendered'])) as Pick<Rendered, 'headings'>;
  return headings.map(({ id }) => id);
}
