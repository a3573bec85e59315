/** Hugo as a peer: the same archive as its content folder, and its build. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { idOf, makeArchive, type MadeStory, type Shape, writerInto } from './generate.ts';
import { copyLooks } from './looks.ts';
import type { Command } from './measure.ts';

const HUGO = 'hugo';

/** Gives Hugo's version, or undefined where it is not installed. */
export function hugoVersion(): string | undefined {
  try {
    return /v\d+(?:\.\d+)+/u.exec(execFileSync(HUGO, ['version'], { encoding: 'utf8' }))?.[0];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes an archive as Hugo reads it: stories below a section for each year, month and day, and its topics as a taxonomy. */
export function writeHugo(folder: string, count: number, shape: Shape): void {
  const write = writerInto(join(folder, 'content'));
  const { topics, stories } = makeArchive(count, shape);
  const sections = new Set<string>();
  const years = new Map<string, Set<string>>(topics.map(({ name }) => [idOf(name), new Set()]));
  for (const story of stories) {
    const [year = '', month = '', date = ''] = story.day.split('-');
    write(`${year}/${month}/${date}/${story.slug}.md`, toPage(story));
    for (const part of [year, `${year}/${month}`, `${year}/${month}/${date}`]) sections.add(part);
    for (const topic of story.topics) years.get(idOf(topic))?.add(year);
  }
  for (const part of sections) {
    const [year = '', month = '01', date = '01'] = part.split('/');
    const type = ['year', 'month', 'day'][part.split('/').length - 1];
    write(`${part}/_index.md`, `---\ntitle: "${part}"\ntype: ${type}\ndate: ${year}-${month}-${date}\n---\n`);
  }
  for (const { name, description } of topics) {
    const list = [...(years.get(idOf(name)) ?? [])].sort().map((year) => `"${year}"`);
    const front = [
      `title: ${name}`,
      `description: ${description}`,
      `initial: ${name.charAt(0)}`,
      `years: [${list.join(', ')}]`,
    ];
    write(`topics/${idOf(name)}/_index.md`, `---\n${front.join('\n')}\n---\n`);
  }
  for (const [topic, list] of years) {
    for (const year of list) {
      const front = [`url: /topics/${topic}/${year}/`, `topic: ${topic}`, `year: "${year}"`];
      write(`topicyears/${topic}-${year}/_index.md`, `---\n${front.join('\n')}\n---\n`);
    }
  }
  // The list of all topics' years is no page of Dateline's.
  write('topicyears/_index.md', '---\n_build: { render: never }\n---\n');
  write('about/_index.md', '---\ntitle: About\ntype: about\n---\n');
  copyLayouts(folder);
  copyLooks(join(folder, 'static'));
}

/** The layouts lie here as .gohtml, since they are Go templates and no HTML; Hugo knows them as .html. */
function copyLayouts(folder: string): void {
  cpSync(join(import.meta.dirname, 'hugo'), folder, { recursive: true });
  const layouts = join(folder, 'layouts');
  for (const name of readdirSync(layouts, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.gohtml')) renameSync(join(layouts, name), join(layouts, name.replace(/\.gohtml$/u, '.html')));
  }
}

/** A topic's year is a term of a taxonomy of its own. */
function toPage({ title, day, summary, section, topics, people, place, source, body }: MadeStory): string {
  const ids = topics.map(idOf);
  const front = [
    `title: ${title}`,
    `date: ${day}`,
    `description: ${summary}`,
    `desk: ${section}`,
    `topics: [${ids.join(', ')}]`,
    `topicyears: [${ids.map((id) => `${id}-${day.slice(0, 4)}`).join(', ')}]`,
    `people: [${people.join(', ')}]`,
    `places: [${place}]`,
    'sources:',
    `  - { title: ${source.title}, url: "${source.url}", publisher: ${source.publisher} }`,
  ];
  return `---\n${front.join('\n')}\n---\n\n${body}\n`;
}

/** Gives the command that builds a folder which `writeHugo` wrote. */
export function buildHugo(folder: string, out: string): Command {
  return {
    file: HUGO,
    args: ['--quiet', '--source', folder, '--destination', out, '--cacheDir', join(folder, 'cache')],
  };
}
