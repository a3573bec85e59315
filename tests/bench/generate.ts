/**
 * Makes up an archive for measurements: `node tests/bench/generate.ts DIR COUNT [SEED]`. The same count, seed and shape
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
const TOPICS = 200;
const REGISTERED_PEOPLE = 100;
/** A skewed archive has so many stories on this one day (a tenth of its stories at most), */
const CROWDED_DAY = '2010-06-15';
const CROWD = 1531;
/** so many of a hundred under the first topic, and so many that name the first person. */
const SHARES = { topic: 32, person: 20 };

/** `skewed` heaps stories on one day, one topic and one person; `even` spreads them. */
export type Shape = 'even' | 'skewed';

/** A made-up story. Topics are names; its topic ids are their names in lower case with hyphens. */
export interface MadeStory {
  readonly slug: string;
  readonly day: string;
  readonly title: string;
  readonly summary: string;
  readonly section: string;
  readonly topics: readonly string[];
  readonly people: readonly string[];
  readonly place: string;
  readonly source: { readonly title: string; readonly url: string; readonly publisher: string };
  /** Markdown. */
  readonly body: string;
}

/** A made-up archive; its stories are made while they are read, so take them once. */
interface MadeArchive {
  readonly topics: readonly { readonly name: string; readonly description: string }[];
  /** Names that the registry knows. */
  readonly people: readonly string[];
  readonly stories: Iterable<MadeStory>;
}

/** What a made-up archive says of itself. */
export const MADE_SITE = {
  title: 'The Measured Record',
  url: 'https://record.example',
  language: 'en',
  publisher: 'Nobody',
} as const;

/** Gives the id of a made-up name. */
export function idOf(name: string): string {
  return name.toLowerCase().replace(' ', '-');
}

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

const topicName = (index: number) => `Topic ${String(index).padStart(3, '0')}`;
const personName = (index: number) => `Person ${String.fromCharCode(65 + (index % 26))}${index}`;

/** Makes up an archive of `count` stories. */
export function makeArchive(count: number, shape: Shape = 'even', seed = 1): MadeArchive {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const zipf = (size: number) => Math.floor(size ** random()) % size;
  const sentence = () => {
    const words = Array.from({ length: 8 + Math.floor(random() * 12) }, () => pick(WORDS)).join(' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  const paragraph = () => Array.from({ length: 5 }, sentence).join(' ');
  const crowd = shape === 'skewed' ? Math.min(CROWD, Math.floor(count / 10)) : 0;
  const isShare = (index: number, share: number) => shape === 'skewed' && index % 100 < share;

  const storyAt = (index: number): MadeStory => {
    const day = addDays(FIRST_DAY, Math.floor(random() * DAYS));
    const people = [personName(zipf(5000)), personName(zipf(5000))];
    const topics = [topicName(zipf(TOPICS)), topicName(Math.floor(random() * TOPICS))];
    if (isShare(index, SHARES.person)) people[0] = personName(0);
    if (isShare(index, SHARES.topic)) topics[0] = topicName(0);
    return {
      slug: `story-${index}`,
      day: index < crowd ? CROWDED_DAY : day,
      title: sentence().slice(0, -1),
      summary: sentence(),
      section: pick(['World', 'Business', 'Culture', 'Science']),
      topics: [...new Set(topics)],
      people: [...new Set(people)],
      place: pick(['Delhi', 'Tehran', 'Baghdad', 'Brussels', 'Beijing']),
      source: { title: sentence(), url: `https://wire${index % 40}.example/${index}`, publisher: 'Wire' },
      body: [
        paragraph(),
        `${people[0] ?? ''} ${sentence()} ${paragraph()}`,
        `## ${sentence().slice(0, 40)}`,
        paragraph(),
        paragraph(),
        `> ${sentence()}`,
        paragraph(),
      ].join('\n\n'),
    };
  };
  return {
    topics: Array.from({ length: TOPICS }, (_, index) => ({ name: topicName(index), description: sentence() })),
    people: Array.from({ length: REGISTERED_PEOPLE }, (_, index) => personName(index)),
    stories: (function* () {
      for (let index = 0; index < count; index++) yield storyAt(index);
    })(),
  };
}

/** Writes text files below a folder, making the folders that lead to them once. */
export function writerInto(folder: string): (path: string, text: string) => void {
  const made = new Set<string>();
  return (path, text) => {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, text);
  };
}

/** Gives the path of a story's file from the content folder. */
export function pathOf({ day, slug }: Pick<MadeStory, 'day' | 'slug'>): string {
  return `articles/${day.slice(0, 7).replace('-', '/')}/${day.slice(8)}-${slug}.md`;
}

/** Writes a story as Dateline reads it. */
export function toMarkdown({ body, source, ...story }: MadeStory): string {
  const front = [
    `title: ${story.title}`,
    `date: ${story.day}`,
    `summary: ${story.summary}`,
    `section: ${story.section}`,
    `topics: [${story.topics.join(', ')}]`,
    `people: [${story.people.join(', ')}]`,
    `places: [${story.place}]`,
    'sources:',
    `  - { title: ${source.title}, url: "${source.url}", publisher: ${source.publisher} }`,
  ];
  return `---\n${front.join('\n')}\n---\n\n${body}\n`;
}

/** Writes a registry entry as Dateline reads it. */
export function toEntry(name: string, description?: string): string {
  return `---\nname: ${name}\n${description === undefined ? '' : `description: ${description}\n`}---\n`;
}

/** Writes an archive of `count` stories as Dateline reads it: stories, the registry of topics and of the most used people, site.yml. */
export function generateArchive(
  folder: string,
  count: number,
  { shape = 'even', seed = 1, off = [] }: { shape?: Shape; seed?: number; off?: readonly string[] } = {},
): void {
  const write = writerInto(folder);
  const { topics, people, stories } = makeArchive(count, shape, seed);
  const site = Object.entries(MADE_SITE).map(([key, value]) => `${key}: ${value}\n`);
  const outputs = off.length === 0 ? [] : ['outputs:\n', ...off.map((output) => `  ${output}: false\n`)];
  write('site.yml', [...site, ...outputs].join(''));
  for (const { name, description } of topics) write(`topics/${idOf(name)}.md`, toEntry(name, description));
  for (const name of people) write(`people/${idOf(name)}.md`, toEntry(name));
  for (const story of stories) write(pathOf(story), toMarkdown(story));
}

if (import.meta.main) {
  const [folder, count, seed] = process.argv.slice(2);
  if (!folder || !count) throw new Error('Say where and how many: node tests/bench/generate.ts DIR COUNT [SEED]');
  generateArchive(folder, Number(count), { seed: seed === undefined ? 1 : Number(seed) });
}
