/** The edits after which Dateline builds again. Each gives back what undoes it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeArchive, type MadeStory, pathOf, type Shape, toMarkdown } from './generate.ts';

/** What is done between two builds, in this order. */
export const EDITS = [
  'no-op',
  'text of a story',
  'title of a story',
  'new story',
  'deleted story',
  'renamed story',
  'renamed topic',
] as const;
export type Edit = (typeof EDITS)[number];

/** Topics from this on have few stories: one of two hundred that the second topic of a story is drawn from evenly. */
const FIRST_TOPIC = 150;

/** Picks stories for the edits of some runs, spread over the archive; they are made anew, so nothing has to keep them all. */
export function pickStories(count: number, shape: Shape, runs: number): MadeStory[] {
  const wanted = runs * EDITS.length;
  const places = new Set(Array.from({ length: wanted }, (_, index) => Math.floor(((index + 0.5) * count) / wanted)));
  const picked: MadeStory[] = [];
  let place = 0;
  for (const story of makeArchive(count, shape).stories) if (places.has(place++)) picked.push(story);
  return picked;
}

/** Makes an edit to a content folder and gives what undoes it. `number` tells runs apart. */
export function edit(kind: Edit, content: string, story: MadeStory, number: number): () => void {
  const file = join(content, pathOf(story));
  const rewrite = (path: string, change: (text: string) => string) => {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, change(text));
    return () => writeFileSync(path, text);
  };
  switch (kind) {
    case 'no-op':
      return () => undefined;
    case 'text of a story':
      return rewrite(file, (text) => `${text}\nThe council added a sentence in run ${number}.\n`);
    case 'title of a story':
      return rewrite(file, (text) => text.replace(/^title: .*$/mu, `title: A headline of run ${number}`));
    case 'new story': {
      const added = join(content, pathOf({ day: story.day, slug: `added-${number}` }));
      writeFileSync(added, toMarkdown({ ...story, title: `A story of run ${number}` }));
      return () => rmSync(added);
    }
    case 'deleted story':
      rmSync(file);
      return () => writeFileSync(file, toMarkdown(story));
    case 'renamed story': {
      const moved = join(content, pathOf({ day: story.day, slug: `${story.slug}-moved` }));
      renameSync(file, moved);
      return () => renameSync(moved, file);
    }
    case 'renamed topic':
      return rewrite(join(content, 'topics', `topic-${FIRST_TOPIC + number}.md`), (text) =>
        text.replace(/^name: .*$/mu, `name: Subject ${number}`),
      );
  }
}
