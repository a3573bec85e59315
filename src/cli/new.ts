import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cancel, isCancel, text } from '@clack/prompts';
import { stringify } from 'yaml';
import { articleSchema } from '../model/article.ts';
import { dayOf } from '../model/day.ts';
import { readArticle } from '../reading/article.ts';
import { slugOf } from '../reading/slug.ts';
import { textOf, UsageError, type Command, type Flags } from './command.ts';
import { fromHere, printJson, printProblems } from './report.ts';
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
    const front = frontMatterOf(flags);
    if (front['title'] === undefined) {
      if (!process.stdin.isTTY || flags['json'] === true)
        throw new UsageError('--title is required where nobody can be asked.');
      if (!(await ask(front))) return 1;
    }
    front['date'] ??= today();
    const day = dayOf(String(front['date']));
    const slug = String(front['slug'] ?? (slugOf(String(front['title'])) || 'story'));
    const path = `${day.replaceAll('-', '/')}-${slug}.md`;
    const ordered = Object.fromEntries(
      ORDER.flatMap((field) => (front[field] === undefined ? [] : [[field, front[field]]])),
    );
    const source = `---\n${stringify(ordered, { lineWidth: 0 })}---\n\n`;

    const { value, problems } = readArticle(new TextEncoder().encode(source), path);
    if (!value) {
      printProblems(fromHere(problems, contentDir));
      return 1;
    }
    const file = join(resolve(contentDir), 'articles', path);
    const shown = relative(process.cwd(), file);
    if (existsSync(file)) {
      console.error(`${shown} is there already; give another --slug.`);
      return 1;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source, { flag: 'wx' });
    if (flags['json'] === true) printJson({ file: shown });
    else console.log(shown);
    return 0;
  },
};

function frontMatterOf(flags: Flags): Record<string, string | string[] | undefined> {
  const several = SEVERAL.map(
    (field) =>
      [
        field,
        textOf(flags, field)
          ?.split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      ] as const,
  );
  return {
    ...Object.fromEntries(ONE.map((field) => [field, textOf(flags, field)])),
    ...Object.fromEntries(several),
    ...(flags['draft'] === true && { status: 'draft' }),
  };
}

/** Asks for what a story needs and what most have. Gives false when the editor breaks off. */
async function ask(front: Record<string, string | string[] | undefined>): Promise<boolean> {
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
    const answer = await text({
      message,
      ...(initialValue !== undefined && { initialValue }),
      validate: (value) => (required && (value ?? '').trim() === '' ? 'This is required.' : undefined),
    });
    if (isCancel(answer)) {
      cancel('Nothing was written.');
      return false;
    }
    const value = answer.trim();
    if (value === '') continue;
    front[field] =
      field === 'topics' || field === 'people'
        ? value
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '')
        : value;
  }
  return true;
}

/** The editor's own calendar day: the one place where the machine's zone is asked, since it is the editor's. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now());
}
