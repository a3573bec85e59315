/** Eleventy as a peer: the same archive as its input folder, and its build. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { peer } from './eleventy/templates.ts';
import { idOf, makeArchive, type MadeStory, type Shape, writerInto } from './generate.ts';
import { copyLooks } from './looks.ts';
import type { Command } from './measure.ts';

/** Pinned, so that measurements can be compared. It is fetched when the bench runs, and no package of the project. */
export const ELEVENTY = '3.1.8';

/** Installs Eleventy into a folder, unless it lies there. */
export function installEleventy(folder: string): void {
  if (existsSync(join(folder, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--save-exact', `@11ty/eleventy@${ELEVENTY}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** Writes an archive as Eleventy reads it: stories in folders of years, months and days, templates, configuration. */
export function writeEleventy(folder: string, count: number, shape: Shape): void {
  const write = writerInto(folder);
  const { topics, stories } = makeArchive(count, shape);
  for (const story of stories) write(`input/${story.day.replaceAll('-', '/')}/${story.slug}.md`, toPage(story));
  const source = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'eleventy', 'templates.ts')).href);
  for (const name of Object.keys(peer.templates)) {
    const place = name === 'story' ? '_includes/' : '';
    write(
      `input/${place}${name}.11ty.js`,
      `import { peer } from ${source};\nexport const { data, render } = peer.templates.${name};\n`,
    );
  }
  const known = topics.map(({ name, description }) => ({ id: idOf(name), name, description }));
  write(
    'eleventy.config.js',
    `import { peer } from ${source};\nexport default (eleventy) => peer.configure(eleventy, ${JSON.stringify(known)});\n`,
  );
  write('package.json', '{ "private": true, "type": "module" }\n');
  copyLooks(join(folder, 'static'));
}

function toPage({ title, day, summary, section, topics, people, place, source, body }: MadeStory): string {
  const front = [
    'layout: story.11ty.js',
    `title: ${title}`,
    `date: ${day}`,
    `description: ${summary}`,
    `desk: ${section}`,
    `subjects: [${topics.map(idOf).join(', ')}]`,
    `people: [${people.join(', ')}]`,
    `places: [${place}]`,
    'sources:',
    `  - { title: ${source.title}, url: "${source.url}", publisher: ${source.publisher} }`,
  ];
  return `---\n${front.join('\n')}\n---\n\n${body}\n`;
}

/** Gives the command that builds a folder which `writeEleventy` wrote. Eleventy may use three quarters of the machine's memory. */
export function buildEleventy(installed: string, folder: string, out: string): Command {
  const heap = `--max-old-space-size=${Math.floor((totalmem() / 2 ** 20) * 0.75)}`;
  const main = join(installed, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs');
  return {
    file: process.execPath,
    args: [heap, main, '--quiet', '--input=input', `--output=${out}`],
    cwd: folder,
  };
}
