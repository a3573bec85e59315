/**
 * Writes a made-up archive for measurements: `node tests/bench/generate.ts DIR COUNT [SEED]`. The same count and seed
 * give the same files. Stories have about 400 words, two of 200 topics, two people by Zipf's law, and stand on days of 25 years.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addDays } from '../../src/model/day.ts';

const FIRST_DAY = '2000-01-01';
const DAYS = 9131;
const WORDS =
  'the of and to in that it was for on with as at by from report council minister harbour river market price vote court appeal letter bridge flood grain train strike union school hospital budget treaty border envoy summit inquiry witness storm field paper figure quarter growth debt house road night morning spoke said agreed refused opened closed rose fell signed asked answered waited returned'.split(
    ' ',
  );

/** Gives numbers from 0 up to 1 that depend on the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Writes `count` stories, a site.yml and the most used registry entries into a folder. */
export function generateArchive(folder: string, count: number, seed = 1): void {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const zipf = (size: number) => Math.floor(size ** random()) % size;
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const sentence = () => {
    const words = Array.from({ length: 8 + Math.floor(random() * 12) }, () => pick(WORDS)).join(' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  const paragraph = () => Array.from({ length: 5 }, sentence).join(' ');
  const topic = (index: number) => `Topic ${String(index).padStart(3, '0')}`;
  const person = (index: number) => `Person ${String.fromCharCode(65 + (index % 26))}${index}`;

  write('site.yml', 'title: The Measured Record\nurl: https://record.example\nlanguage: en\npublisher: Nobody\n');
  for (let index = 0; index < 200; index++) {
    write(
      `topics/topic-${String(index).padStart(3, '0')}.md`,
      `---\nname: ${topic(index)}\ndescription: ${sentence()}\n---\n`,
    );
  }
  for (let index = 0; index < 100; index++) {
    write(`people/${person(index).toLowerCase().replace(' ', '-')}.md`, `---\nname: ${person(index)}\n---\n`);
  }
  for (let index = 0; index < count; index++) {
    const day = addDays(FIRST_DAY, Math.floor(random() * DAYS));
    const [year, month, date] = day.split('-');
    const people = [...new Set([person(zipf(5000)), person(zipf(5000))])];
    const topics = [...new Set([topic(zipf(200)), topic(Math.floor(random() * 200))])];
    const front = [
      `title: ${sentence().slice(0, -1)}`,
      `date: ${day}`,
      `summary: ${sentence()}`,
      `section: ${pick(['World', 'Business', 'Culture', 'Science'])}`,
      `topics: [${topics.join(', ')}]`,
      `people: [${people.join(', ')}]`,
      `places: [${pick(['Delhi', 'Tehran', 'Baghdad', 'Brussels', 'Beijing'])}]`,
      'sources:',
      `  - { title: ${sentence()}, url: "https://wire${index % 40}.example/${index}", publisher: Wire }`,
    ];
    const body = [
      paragraph(),
      `${people[0] ?? ''} ${sentence()} ${paragraph()}`,
      `## ${sentence().slice(0, 40)}`,
      paragraph(),
      paragraph(),
      `> ${sentence()}`,
      paragraph(),
    ];
    write(
      `articles/${year}/${month}/${date}-story-${index}.md`,
      `---\n${front.join('\n')}\n---\n\n${body.join('\n\n')}\n`,
    );
  }
}

if (import.meta.main) {
  const [folder, count, seed] = process.argv.slice(2);
  if (!folder || !count) throw new Error('Say where and how many: node tests/bench/generate.ts DIR COUNT [SEED]');
  generateArchive(folder, Number(count), seed === undefined ? 1 : Number(seed));
}
