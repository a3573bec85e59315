/** Stories in plain text, one or several in a file: what they do not say of themselves is proposed from their words. */
import { readFileSync } from 'node:fs';
import { dayOf } from '../../model/day.ts';
import { MAX_BYTES } from '../../reading/decode.ts';
import { decodeForeign } from '../bytes/encoding.ts';
import { headOf } from '../bytes/file-head.ts';
import type {
  DraftFront,
  Fate,
  Importer,
  ImportOptions,
  Input,
  InputFile,
  Item,
  SkippedItem,
  SkipReason,
} from '../foreign.ts';
import { type DateContext, dateInPath, type ForeignDate, orderIn, readForeignDate } from '../items/foreign-date.ts';
import { languageOfScript } from './language-of-script.ts';
import { proposeNames } from './names.ts';
import { PLACE, placeQuotes } from './quotes.ts';
import { RegisteredNames } from './registered-names.ts';
import { sentencesOf, summaryFrom, titleFrom } from './sentences.ts';
import {
  blocksOf,
  cutStories,
  type Head,
  isHeadline,
  type PlainBlock,
  type PlainStory,
  readHead,
  RULER,
} from './story.ts';

/** The importer of plain text. */
export const text: Importer = {
  format: 'text',
  title: 'Plain text: a date line, paragraphs, headings on lines of their own, posts and statements',
  recognizes: recognize,
  items: readItems,
};

const PLAIN = /\.(?:txt|text)$/iu;

async function recognize({ files, isFolder }: Input): Promise<number> {
  const plain = files.filter(({ path }) => PLAIN.test(path));
  const [first] = plain;
  if (!first) return 0;
  if (isFolder && plain.length < files.length / 2) return 0.1;
  return /^\s*date\s+\d{4}-\d\d-\d\d\b/u.test(await headOf(first, 64)) ? 0.95 : 0.5;
}

async function* readItems(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  const order = orderIn(dateLines(input));
  const context: DateContext = { order, language: options.language };
  const registered = new RegisteredNames(options.registry ?? []);
  for (const file of input.files) {
    const read = readFile(file, input.isFolder);
    if ('kind' in read) {
      yield read;
      continue;
    }
    const stories = cutStories(read.text, context);
    if (stories.length === 0) yield skipped(file, undefined, 'empty', 'It has no words.');
    for (const [at, story] of stories.entries())
      yield await readStory({
        file,
        story,
        place: stories.length > 1 ? at + 1 : undefined,
        how: read.how,
        context,
        options,
        registered,
      });
  }
}

/** Gives the lines that may be dates, by which the order of day and month is told. */
function* dateLines({ files, isFolder }: Input): Generator<string> {
  for (const file of files) {
    const read = readFile(file, isFolder);
    if ('text' in read)
      for (const [, date = ''] of read.text.matchAll(
        /^\s*(?:date|published|posted)?[ \t:]*(\d{1,2}[/-]\d{1,2}[/-]\d{2,4})/gimu,
      ))
        yield date;
  }
}

function readFile(
  file: InputFile,
  isFolder: boolean,
): { readonly text: string; readonly how: readonly string[] } | SkippedItem {
  if (isFolder && !PLAIN.test(file.path))
    return skipped(file, undefined, 'not-a-story', 'It is no file of plain text (.txt).');
  if (file.size > MAX_BYTES)
    return skipped(
      file,
      undefined,
      'unreadable',
      `It has ${file.size.toLocaleString('en')} bytes; a text may have ${MAX_BYTES.toLocaleString('en')}.`,
    );
  return decodeForeign(readFileSync(file.absolute)) ?? skipped(file, undefined, 'unreadable', 'Its bytes are no text.');
}

function skipped(
  file: InputFile,
  story: PlainStory | undefined,
  reason: SkipReason,
  message: string,
  name = file.path,
): SkippedItem {
  return { kind: 'skipped', place: { file: file.path, ...(story && { line: story.line }) }, name, reason, message };
}

interface Found {
  readonly file: InputFile;
  readonly story: PlainStory;
  readonly place: number | undefined;
  readonly how: readonly string[];
  readonly context: DateContext;
  readonly options: ImportOptions;
  readonly registered: RegisteredNames;
}

async function readStory({ file, story, place, how, context, options, registered }: Found): Promise<Item> {
  const fates: Fate[] = how.map((one) => ({ field: 'encoding', fate: 'changed', as: 'body', how: one }));
  const head = readHead(story.lines, context);
  const { date, fates: dateFates } = dateOf(head, file.path, context);
  const blocks = blocksOf(head.lines);
  const [opening = ''] = blocks.map((block) => block.text);
  if (date === undefined) {
    const [first = ''] = sentencesOf(head.title ?? opening, options.language);
    return skipped(
      file,
      story,
      'undated',
      head.datelineDay === undefined
        ? 'Neither a line of it nor the file’s name gives a date.'
        : `Its dateline gives the day “${head.datelineDay}” without a year; put the year into the file’s name, or a date above the text.`,
      titleFrom(first) || file.path,
    );
  }
  const front: { -readonly [Key in keyof DraftFront]: DraftFront[Key] } = { date: date.date };
  fates.push(...dateFates);
  takeHead(head, front, fates);

  const source = blocks.map(({ text: words }) => words).join('\n\n');
  const body = placeQuotes(blocks, fates, registered);
  if (body.posts.length > 0) front.tweets = [...body.posts];
  if (body.statements.length > 0) front.statements = body.statements;
  const prose = body.blocks.filter(({ kind, text: words }) => kind === 'paragraph' && !PLACE.test(words));
  const sentences = sentencesOf(prose[0]?.text ?? '', options.language);
  if (front.title === undefined) {
    front.title = titleFrom(sentences[0] ?? '') || body.posts[0]?.text?.slice(0, 80) || file.path;
    fates.push({ field: 'title', fate: 'proposed', as: 'title', how: 'made of words of the first sentence' });
  }
  const language = languageOfScript(source, options.language);
  if (language !== undefined) {
    front.language = language;
    fates.push({ field: 'text', value: language, fate: 'proposed', as: 'language', how: 'told by its letters' });
  }
  if (front.summary === undefined) {
    const summary = summaryFrom(sentences);
    if (summary !== undefined) {
      front.summary = summary;
      fates.push({ field: 'summary', fate: 'proposed', as: 'summary', how: 'made of the first sentences' });
    }
  }
  const proposing = { source, posts: body.posts, isGuessing: /^en\b/iu.test(language ?? options.language), registered };
  await proposeNames(proposing, front, fates);
  if (prose.length === 0 && body.posts.length === 0 && body.statements.length === 0)
    return skipped(file, story, 'empty', 'It has a head and no text.', front.title);
  return {
    kind: 'story',
    place: { file: file.path, line: story.line, ...(place !== undefined && { item: place }) },
    name: front.title,
    front,
    body: { format: 'markdown', text: toMarkdown(body.blocks) },
    fates: [...fates, { field: 'text', fate: 'kept', as: 'body' }],
  };
}

/** A line with the date counts first, then the dateline, then the file’s name. */
function dateOf(
  head: Head,
  path: string,
  context: DateContext,
): { readonly date: ForeignDate | undefined; readonly fates: readonly Fate[] } {
  const named = dateInPath(path);
  const { datelineDay: typed } = head;
  const whole = typed === undefined ? undefined : readForeignDate(typed, context);
  const year = (head.date ?? named)?.date.slice(0, 4);
  const filed =
    whole ?? (typed === undefined || year === undefined ? undefined : readForeignDate(`${typed} ${year}`, context));
  if (head.date) {
    const fates = [dateFate(head.dateField ?? 'date', head.date)];
    if (typed !== undefined && filed && dayOf(filed.date) !== dayOf(head.date.date))
      fates.push({
        field: 'day in the dateline',
        value: typed,
        fate: 'dropped',
        why: 'the line with the date gives another',
      });
    return { date: head.date, fates };
  }
  if (filed) {
    const date = whole ? filed : { ...filed, how: 'given the year of the file’s name' };
    const fate = dateFate('dateline', date);
    return {
      date,
      fates: [
        whole ? fate : { field: 'dateline', fate: 'proposed', as: 'date', how: 'given the year of the file’s name' },
      ],
    };
  }
  return { date: named, fates: named ? [dateFate('date in the file’s name', named)] : [] };
}

function dateFate(field: string, { how, other, precision }: ForeignDate): Fate {
  // What stands below a text may be the day on which something else was.
  const isCertain =
    other === undefined && (precision === 'day' || precision === 'time') && field !== 'date below the text';
  if (!isCertain)
    return {
      field,
      fate: 'proposed',
      as: 'date',
      how: `${how ?? 'read'}${other === undefined ? '' : `, and can be ${other}`}`,
    };
  return how === undefined ? { field, fate: 'kept', as: 'date' } : { field, fate: 'changed', as: 'date', how };
}

function takeHead(head: Head, front: { -readonly [Key in keyof DraftFront]: DraftFront[Key] }, fates: Fate[]): void {
  if (head.title !== undefined) {
    front.title = head.title.replaceAll(/\s+/gu, ' ');
    if (head.titleField === 'first line')
      fates.push({ field: 'first line', fate: 'proposed', as: 'title', how: 'taken for the headline' });
    else fates.push({ field: head.titleField ?? 'title', fate: 'kept', as: 'title' });
  }
  if (head.summary !== undefined) {
    front.summary = head.summary;
    fates.push({ field: 'summary', fate: 'kept', as: 'summary' });
  }
  if (head.updated !== undefined) {
    const { date, how } = head.updated;
    const isBefore = typeof front.date === 'string' && dayOf(date) < dayOf(front.date);
    if (!isBefore) front.updated = date;
    fates.push(
      isBefore
        ? { field: 'updated', value: date, fate: 'dropped', why: 'it is before the date' }
        : how === undefined
          ? { field: 'updated', fate: 'kept', as: 'updated' }
          : { field: 'updated', fate: 'changed', as: 'updated', how },
    );
  }
  if (head.address !== undefined) {
    front.original = { url: head.address };
    fates.push({ field: 'address above the text', fate: 'proposed', as: 'original', how: 'taken for the story’s own' });
  }
  if (head.authors.length > 0) {
    front.authors = head.authors.map((name) => ({ name }));
    fates.push({ field: 'byline', fate: 'kept', as: 'authors' });
  }
  if (head.dateline !== undefined) {
    front.dateline = head.dateline;
    fates.push({ field: 'dateline', fate: 'kept', as: 'dateline' });
  }
  if (head.agency !== undefined) {
    front.sources = [{ title: head.agency }];
    fates.push({
      field: 'agency in the dateline',
      fate: 'proposed',
      as: 'sources',
      how: 'taken for the source of the story',
    });
  }
}

/** Writes blocks so that nothing in their words is markup but lists. */
function toMarkdown(blocks: readonly PlainBlock[]): string {
  return blocks
    .map(({ kind, text: words }) => {
      if (PLACE.test(words)) return words;
      if (RULER.test(words)) return '---';
      if (kind === 'heading' && isHeadline(words)) return `## ${escaped(words)}`;
      const [, item] = /^[-*•]\s+([^]*)$/u.exec(words) ?? [];
      return item === undefined ? escaped(words) : `- ${escaped(item)}`;
    })
    .join('\n\n')
    .replaceAll(/^(- [^\n]*)\n\n(?=- )/gmu, '$1\n');
}

function escaped(words: string): string {
  return words
    .replaceAll(/[\\`*_[\]<>|~&]/gu, '\\$&')
    .replaceAll(/^(\s*)([#+=:-])/gmu, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gmu, '$1\\$2');
}
