import { storyAddress } from '../model/addresses.ts';
import { articleSchema, type Article, type FrontMatter } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import { renderMarkdown } from '../markdown/render.ts';
import type { Place, SoundParts } from '../reading/reading.ts';
import { checkQuotes } from './check-quotes.ts';
import type { Database } from './database.ts';
import { forgetDerived, orderOf, type StoredText } from './derive.ts';

/** Renders a story and writes it into the index. What others ask of it is derived later. */
export function writeStory(
  database: Database,
  article: Article,
  places: Readonly<Record<string, Place>>,
): { readonly story: number; readonly problems: readonly Problem[] } {
  const { body, bodyLine, path, day, finalSlug, ...front } = article;
  const { problems, ...text } = renderStory(path, body, bodyLine, front, places);
  const failed = problems.some(({ severity }) => severity === 'error');
  const published = front.status === 'published' && !failed;
  // A story under embargo becomes visible when the clock is looked at.
  const visible = published && !front.embargo;
  const story = insert(database, front, places, text, {
    path,
    failed: failed ? 1 : 0,
    visible: visible ? 1 : 0,
    public: visible && !front.withdrawn ? 1 : 0,
    draft: front.status === 'draft' ? 1 : 0,
    embargo: failed ? null : (front.embargo ?? null),
    withdrawn: front.withdrawn?.date ?? null,
    day,
    ord: orderOf(front.date, path),
    date: front.date,
    slug: finalSlug,
    address: storyAddress(day, finalSlug),
    stable_id: front.id ?? null,
    title: front.title,
  });
  return { story, problems };
}

/** Writes what is sound of a story that has errors, so that its names, links and quotes are checked all the same. */
export function writeBroken(
  database: Database,
  path: string,
  { front: sound, body, bodyLine }: SoundParts<FrontMatter>,
  places: Readonly<Record<string, Place>>,
): { readonly story: number; readonly problems: readonly Problem[] } {
  const front: FrontMatter = { ...NOTHING, ...sound };
  const { problems, ...text } = renderStory(path, body, bodyLine, front, places);
  const story = insert(database, front, places, text, {
    path,
    failed: 1,
    visible: 0,
    public: 0,
    draft: 0,
    embargo: null,
    withdrawn: null,
    day: '',
    ord: path,
    date: '',
    slug: '',
    address: '',
    stable_id: front.id ?? null,
    title: front.title,
  });
  // Whether a quote is given cannot be told where the lists of quotes are themselves broken.
  const told =
    sound.tweets && sound.statements ? problems : problems.filter(({ code }) => code !== 'quote-key-missing');
  return { story, problems: told };
}

/** Front matter with every default and nothing else. */
const NOTHING: FrontMatter = { ...articleSchema.parse({ title: '-', date: '0001-01-01' }), title: '' };

function renderStory(
  path: string,
  body: string,
  bodyLine: number,
  front: FrontMatter,
  places: Readonly<Record<string, Place>>,
): { html: string; text: string; rendered: StoredText; problems: readonly Problem[] } {
  const file = `articles/${path}`;
  const { html, text, problems, ...rendered } = renderMarkdown(body, { file, bodyLine });
  return { html, text, rendered, problems: [...problems, ...checkQuotes(file, front, places, rendered.quotes)] };
}

function insert(
  database: Database,
  front: FrontMatter,
  places: Readonly<Record<string, Place>>,
  { html, text, rendered }: { html: string; text: string; rendered: StoredText },
  state: Record<string, string | number | null>,
): number {
  const columns = {
    ...state,
    updated: front.updated ?? null,
    summary: front.summary ?? null,
    section: front.section ?? null,
    type: front.type,
    dateline: front.dateline ?? null,
    language: front.language ?? null,
    translation_of: front.translationOf ?? null,
    quotes: front.tweets.length + front.statements.length,
    sources: front.sources.length,
    corrections: front.corrections.length,
  };
  const names = Object.keys(columns);
  const story = database.run(
    `INSERT INTO story (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ...Object.values(columns),
  );
  database.run(
    'INSERT INTO story_record (story, front, places) VALUES (?, ?, ?)',
    story,
    JSON.stringify(front),
    JSON.stringify(places),
  );
  database.run(
    'INSERT INTO story_text (story, html, text, rendered) VALUES (?, ?, ?, ?)',
    story,
    html,
    text,
    JSON.stringify(rendered),
  );
  return story;
}

/** Takes a story out of the index with all that was derived from it. */
export function forgetStory(database: Database, story: number): void {
  forgetDerived(database, story);
  for (const table of ['story_record', 'story_text']) database.run(`DELETE FROM ${table} WHERE story = ?`, story);
  database.run('DELETE FROM story WHERE id = ?', story);
}
