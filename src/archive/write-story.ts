import { storyAddress } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import { renderMarkdown } from '../markdown/render.ts';
import type { Place } from '../reading/reading.ts';
import { checkQuotes } from './check-quotes.ts';
import type { Database } from './database.ts';
import { forgetDerived, orderOf } from './derive.ts';

/** Renders a story and writes it into the index, unless its text has errors. What others ask of it is derived later. */
export function writeStory(
  database: Database,
  article: Article,
  places: Readonly<Record<string, Place>>,
): { readonly story: number | undefined; readonly problems: readonly Problem[] } {
  const { body, bodyLine, path, day, finalSlug, ...front } = article;
  const file = `articles/${path}`;
  const { html, text, problems: textProblems, ...rendered } = renderMarkdown(body, { file, bodyLine });
  const problems = [...textProblems, ...checkQuotes(file, front, places, rendered.quotes)];
  if (problems.some(({ severity }) => severity === 'error')) return { story: undefined, problems };

  const columns = {
    path,
    // A story under embargo becomes public when the clock is looked at.
    public: front.status === 'published' && !front.withdrawn && !front.embargo ? 1 : 0,
    draft: front.status === 'draft' ? 1 : 0,
    embargo: front.embargo ?? null,
    withdrawn: front.withdrawn?.date ?? null,
    day,
    ord: orderOf(front.date, path),
    date: front.date,
    updated: front.updated ?? null,
    slug: finalSlug,
    address: storyAddress(day, finalSlug),
    stable_id: front.id ?? null,
    title: front.title,
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
  return { story, problems };
}

/** Takes a story out of the index with all that was derived from it. */
export function forgetStory(database: Database, story: number): void {
  forgetDerived(database, story);
  for (const table of ['story_record', 'story_text']) database.run(`DELETE FROM ${table} WHERE story = ?`, story);
  database.run('DELETE FROM story WHERE id = ?', story);
}
