import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cancel, isCancel, text } from '@clack/prompts';
import { stringify } from 'yaml';
import { RESERVED_IDS } from '../model/addresses.ts';
import { articleSchema, type Article } from '../model/article.ts';
import { dayOf } from '../model/day.ts';
import type { Problem } from '../model/problem.ts';
import { readArticle } from '../reading/article.ts';
import type { Reading } from '../reading/reading.ts';
import { slugOf, slugOfPath } from '../reading/slug.ts';
import { textOf, UsageError, type Command, type Flags } from './command.ts';
import { fromHere, pathFromHere, printable, printJson } from './report.ts';
import { sessionOf } from './session.ts';

/** Flags that hold one text and those that hold several, in the order of the front matter. */
const ONE = ['title', 'date', 'summary', 'section', 'type', 'dateline', 'series', 'language', 'slug'] as const;
const SEVERAL = ['authors', 'topics', 'people', 'organizations', 'places'] as const;
const ORDER = [
  'title',
  'date',
  'summary',
  'section',
  'type',
  'authors',
  'dateline',
  'topics',
  'people',
  'organizations',
  'places',
  'series',
  'language',
  'slug',
  'status',
];

const fieldHelp = (field: keyof typeof articleSchema.shape) => articleSchema.shape[field].description ?? '';

export const newStory: Command = {
  name: 'new',
  summary: 'write a story’s file: asks on a terminal, takes flags elsewhere',
  flags: {
    ...Object.fromEntries(ONE.map((field) => [field, { value: 'TEXT', help: fieldHelp(field) }])),
    ...Object.fromEntries(
      SEVERAL.map((field) => [field, { value: 'A,B', help: `${fieldHelp(field)} Separated by commas.` }]),
    ),
    draft: { help: 'Write it as a draft.' },
  },
  async run(flags) {
    const { contentDir } = sessionOf(flags);
    const json = flags['json'] === true;
    if (!statSync(contentDir, { throwIfNoEntry: false })?.isDirectory()) {
      console.error(`There is no content folder ${contentDir}: create it, or name another with --content.`);
      return 1;
    }
    const front = frontMatterOf(flags);
    if (front['title'] === undefined) {
      if (!process.stdin.isTTY || !process.stdout.isTTY || json)
        throw new UsageError('--title is required where nobody can be asked.');
      if (!(await ask(front))) return 1;
    }
    front['date'] ??= today();
    const { path, source } = draftOf(front);
    const { value, problems } = read(source, path);
    if (!value) {
      const errors = fromHere(
        problems.filter(({ severity }) => severity === 'error'),
        contentDir,
      );
      if (json) printJson({ problems: errors });
      else for (const error of errors) console.error(printable(toFlagLine(error)));
      return 1;
    }
    const file = join(contentDir, 'articles', path);
    if (existsSync(file)) {
      console.error(`${pathFromHere(file)} is there already; give another --slug.`);
      return 1;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source, { flag: 'wx' });
    if (json) printJson({ file: pathFromHere(file) });
    else console.log(pathFromHere(file));
    return 0;
  },
};

type Front = Record<string, string | string[] | undefined>;

/** Gives a story's path below articles/ and its file as it will be written. */
function draftOf(front: Front): { path: string; source: string } {
  const day = dayOf(String(front['date']));
  const slug = String(front['slug'] ?? freeSlugOf(String(front['title'])));
  const path = `${day.replaceAll('-', '/')}-${slug}.md`;
  // After a day, a slug that begins with a number could be taken for one more part of the date.
  const whole = slugOfPath(path) === slug ? front : { ...front, slug };
  const ordered = Object.fromEntries(
    ORDER.flatMap((field) => (whole[field] === undefined ? [] : [[field, whole[field]]])),
  );
  return { path, source: `---\n${stringify(ordered, { lineWidth: 0 })}---\n\n` };
}

function freeSlugOf(title: string): string {
  const slug = slugOf(title) || 'story';
  return RESERVED_IDS.has(slug) ? `${slug}-story` : slug;
}

function read(source: string, path: string): Reading<Article> {
  return readArticle(new TextEncoder().encode(source), path);
}

/** Writes a problem of a story that is not written yet, so by its flag and not by its place. */
function toFlagLine({ field, code, message, fix }: Problem): string {
  const [flag = ''] = field.split('.');
  return `${flag === '' ? '' : `--${flag}  `}${code}  ${message}  ${fix}`;
}

function frontMatterOf(flags: Flags): Front {
  return {
    ...Object.fromEntries(ONE.map((field) => [field, textOf(flags, field)?.trim()])),
    ...Object.fromEntries(
      SEVERAL.map((field) => {
        const names = textOf(flags, field);
        return [field, names === undefined ? undefined : namesIn(names)];
      }),
    ),
    ...(flags['draft'] === true && { status: 'draft' }),
  };
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Asks for what a story needs and what most have. Gives false when the editor breaks off. */
async function ask(front: Front): Promise<boolean> {
  const questions = [
    { field: 'title', message: 'Headline', required: true },
    { field: 'date', message: 'Date (YYYY-MM-DD)', required: true, initialValue: today() },
    { field: 'summary', message: 'Summary, in one or two sentences', required: false },
    { field: 'section', message: 'Section', required: false },
    { field: 'dateline', message: 'Filed from', required: false },
    { field: 'topics', message: 'Topics, separated by commas', required: false },
    { field: 'people', message: 'People, separated by commas', required: false },
  ];
  for (const { field, message, required, initialValue } of questions) {
    if (front[field] !== undefined) continue;
    const valueOf = (answer: string) => (field === 'topics' || field === 'people' ? namesIn(answer) : answer.trim());
    const answer = await text({
      message,
      ...(initialValue !== undefined && { initialValue }),
      validate: (typed = '') =>
        typed.trim() === '' ? (required ? 'This is required.' : undefined) : faultOf(field, valueOf(typed)),
    });
    if (isCancel(answer)) {
      cancel('Nothing was written.');
      return false;
    }
    if (answer.trim() !== '') front[field] = valueOf(answer);
  }
  return true;
}

/** Says at once what is wrong with an answer, so that the others need not be typed again. */
function faultOf(field: string, value: string | string[]): string | undefined {
  const { path, source } = draftOf({ title: 'A story', date: '2020-01-05', [field]: value });
  const { problems } = read(source, path);
  return problems.find(({ severity, field: place }) => severity === 'error' && place.split('.')[0] === field)?.message;
}

/** The editor's own calendar day: the one place where the machine's zone is asked, since it is the editor's. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now());
}
