import type { Database } from './database.ts';
import { forgetDerived } from './derive.ts';
import type { StoryRecord } from './read-story.ts';

/** Writes a story into the index, and gives its number there. What others ask of it is derived later. */
export function writeStory(database: Database, { columns, front, places, html, rendered, words }: StoryRecord): number {
  const story = database.run(insertOf(Object.keys(columns)), ...Object.values(columns));
  database.run('INSERT INTO story_record (story, front, places) VALUES (?, ?, ?)', story, front, places);
  database.run('INSERT INTO story_text (story, html, rendered) VALUES (?, ?, ?)', story, html, rendered);
  database.run('INSERT INTO wording (story, words) VALUES (?, ?)', story, words);
  return story;
}

function insertOf(names: readonly string[]): string {
  return `INSERT INTO story (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}

/** Takes a story out of the index with all that was derived from it. */
export function forgetStory(database: Database, story: number): void {
  forgetDerived(database, story);
  for (const table of ['story_record', 'story_text', 'wording'])
    database.run(`DELETE FROM ${table} WHERE story = ?`, story);
  database.run('DELETE FROM story WHERE id = ?', story);
}
