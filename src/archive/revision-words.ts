import type { Article } from '../model/article.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { readArticle } from '../reading/article.ts';

/** The parts of a story that readers see, as the page of its changes names them. */
export type RevisionField =
  | 'Headline'
  | 'Summary'
  | 'Section'
  | 'Kind of text'
  | 'By'
  | 'Filed from'
  | 'Published'
  | 'Happened'
  | 'Text'
  | 'Posts'
  | 'Statements'
  | 'Pictures'
  | 'Corrections'
  | 'Sources'
  | 'Topics'
  | 'People'
  | 'Organizations'
  | 'Places'
  | 'Series'
  | 'First published';

/** Words of each part, line by line, with single spaces; a part without words has no line. */
type RevisionWords = ReadonlyMap<RevisionField, readonly string[]>;

/**
 * What a story's file was in one commit: `broken` where it could not be published as it was, `hidden` where it was a draft or withdrawn,
 * `shown` where readers saw it, with the time until which it was under embargo.
 */
export type Revision =
  | { readonly state: 'broken' }
  | { readonly state: 'hidden' }
  | {
      readonly state: 'shown';
      readonly embargo: string | undefined;
      readonly day: string;
      readonly language: string | undefined;
      /** Quotes whose words must not be shown. */
      readonly withheld: readonly string[];
      readonly words: RevisionWords;
    };

/** Reads what a story's file was; `path` is relative to `content/articles/`. */
export function readRevision(bytes: Uint8Array, path: string): Revision {
  const { value } = readArticle(bytes, path);
  if (!value) return { state: 'broken' };
  if (value.status === 'draft' || value.withdrawn) return { state: 'hidden' };
  const { text, problems } = renderMarkdown(value.body, { file: `articles/${path}`, bodyLine: value.bodyLine });
  if (problems.some(({ severity }) => severity === 'error')) return { state: 'broken' };
  const { embargo, day, language } = value;
  return { state: 'shown', embargo, day, language, withheld: withheldIn(value), words: wordsOf(value, text) };
}

function withheldIn({ tweets, statements }: Article): string[] {
  return [
    ...tweets.map(({ withheld, author, date, id }) => withheld && inOne([author, date, id])),
    ...statements.map(({ withheld, speaker, date }) => withheld && inOne([speaker, date])),
  ].filter((quote) => quote !== false);
}

function wordsOf(story: Article, text: string): RevisionWords {
  const words: readonly (readonly [RevisionField, readonly (string | undefined)[]])[] = [
    ['Headline', [story.title]],
    ['Summary', [story.summary]],
    ['Section', [story.section]],
    ['Kind of text', [story.type === 'news' ? undefined : story.type]],
    ['By', [inOne(story.authors.map(({ name }) => name))]],
    ['Filed from', [story.dateline]],
    ['Published', [story.date]],
    ['Happened', [story.event]],
    ['Text', [text]],
    ['Posts', story.tweets.flatMap(({ author, handle, date, text: post }) => [`${author}, @${handle}, ${date}`, post])],
    ['Statements', story.statements.flatMap(({ speaker, date, text: said }) => [inOne([speaker, date]), said])],
    ['Pictures', story.images.flatMap(({ alt, caption, credit, licence }) => [alt, caption, inOne([credit, licence])])],
    ['Corrections', story.corrections.flatMap(({ date, text: correction }) => [date, correction])],
    [
      'Sources',
      story.sources.flatMap(({ title, publisher, author, published, url, note }) => [
        inOne([title, author, publisher, published]),
        url,
        note,
      ]),
    ],
    ['Topics', story.topics.map(({ name }) => name)],
    ['People', story.people.map(({ name, role }) => inOne([name, role]))],
    ['Organizations', story.organizations.map(({ name }) => name)],
    ['Places', story.places.map(({ name }) => name)],
    ['Series', [story.series?.name]],
    ['First published', [story.original && inOne([story.original.publisher, story.original.url])]],
  ];
  return new Map(words.map(([field, lines]) => [field, lines.flatMap((line) => linesOf(line ?? ''))]));
}

function inOne(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Cuts a text into its lines, without empty ones; letters are composed, so that only what looks different differs. */
function linesOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
}
