import { storyAddress } from '../model/addresses.ts';
import { articleSchema, type Article, type FrontMatter } from '../model/article.ts';
import type { Problem, ProblemCode } from '../model/problem.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { readArticle } from '../reading/article.ts';
import type { Place, SoundParts } from '../reading/reading.ts';
import { checkCitations } from './check-citations.ts';
import { checkQuotes } from './check-quotes.ts';
import { checkPostsInText } from './posts-in-text.ts';
import { orderOf, type StoredText } from './derive.ts';
import { wordsDigest } from './wording.ts';

/** A story as the index keeps it, but for what is derived from it; nested values are JSON, which is cheap to hand to another thread. */
export interface StoryRecord {
  /** Columns of its row and their values, in one order for every story. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  readonly front: string;
  readonly places: string;
  readonly html: string;
  readonly rendered: string;
  /** Digest of what readers see of its words. */
  readonly words: string;
}

/** What came of a story's file. */
export interface StoryReading {
  /** Absent where not even a part of it is sound. */
  readonly story: StoryRecord | undefined;
  readonly problems: readonly Problem[];
}

type Places = Readonly<Record<string, Place>>;
type State = Readonly<Record<string, string | number | null>>;

/** Reads and renders a story; `path` is relative to `content/articles/`. Depends on nothing but its arguments. */
export function readStory(bytes: Uint8Array, path: string): StoryReading {
  const { value, sound, places, problems } = readArticle(bytes, path);
  const read = value ? readWhole(value, places) : sound && readBroken(path, sound, places);
  return { story: read?.story, problems: read ? [...problems, ...read.problems] : problems };
}

function readWhole(article: Article, places: Places): StoryReading {
  const { body, bodyLine, path, day, finalSlug, ...front } = article;
  const { problems, ...text } = renderStory(path, body, bodyLine, front, places);
  const failed = problems.some(({ severity }) => severity === 'error');
  const published = front.status === 'published' && !failed;
  // A story under embargo becomes visible when the clock is looked at.
  const visible = published && !front.embargo;
  const story = toRecord(front, places, text, wordsDigest(front, body), {
    path,
    failed: failed ? 1 : 0,
    visible: visible ? 1 : 0,
    public: visible && !front.withdrawn ? 1 : 0,
    draft: front.status === 'draft' ? 1 : 0,
    embargo: failed ? null : (front.embargo ?? null),
    withdrawn: front.withdrawn?.date ?? null,
    day,
    ord: orderOf(front.date, path),
    date: front.date,
    slug: finalSlug,
    address: storyAddress(day, finalSlug),
    stable_id: front.id ?? null,
    title: front.title,
  });
  return { story, problems };
}

/** Reads what is sound of a story that has errors, so that its names, links and quotes are checked all the same. */
function readBroken(
  path: string,
  { front: sound, body, bodyLine }: SoundParts<FrontMatter>,
  places: Places,
): StoryReading {
  const front: FrontMatter = { ...NOTHING, ...sound };
  const { problems, ...text } = renderStory(path, body, bodyLine, front, places);
  const story = toRecord(front, places, text, '', {
    path,
    failed: 1,
    visible: 0,
    public: 0,
    draft: 0,
    embargo: null,
    withdrawn: null,
    day: '',
    ord: path,
    date: '',
    slug: '',
    address: '',
    stable_id: front.id ?? null,
    title: front.title,
  });
  // Whether a quote or source is given cannot be told where their lists are themselves broken.
  const untold = new Set<ProblemCode>([
    ...(sound.tweets && sound.statements ? [] : (['quote-key-missing'] as const)),
    ...(sound.sources ? [] : (['source-key-missing'] as const)),
  ]);
  return { story, problems: problems.filter(({ code }) => !untold.has(code)) };
}

/** Front matter with every default and nothing else. */
const NOTHING: FrontMatter = { ...articleSchema.parse({ title: '-', date: '0001-01-01' }), title: '' };

function renderStory(
  path: string,
  body: string,
  bodyLine: number,
  front: FrontMatter,
  places: Places,
): { html: string; rendered: StoredText; problems: readonly Problem[] } {
  const file = `articles/${path}`;
  // The plain words are for whoever searches them; pages are drawn from the HTML.
  const { html, text: _, problems, ...rendered } = renderMarkdown(body, { file, bodyLine });
  return {
    html,
    rendered,
    problems: [
      ...problems,
      ...checkQuotes(file, front, places, rendered.quotes),
      ...checkCitations(file, front, rendered.citations),
      ...checkPostsInText(body, { file, bodyLine }),
    ],
  };
}

function toRecord(
  front: FrontMatter,
  places: Places,
  { html, rendered }: { html: string; rendered: StoredText },
  words: string,
  state: State,
): StoryRecord {
  return {
    columns: {
      ...state,
      updated: front.updated ?? null,
      summary: front.summary ?? null,
      section: front.section ?? null,
      type: front.type,
      dateline: front.dateline ?? null,
      language: front.language ?? null,
      translation_of: front.translationOf ?? null,
      quotes: front.tweets.length + front.statements.length,
      withheld: [...front.tweets, ...front.statements].filter(({ withheld }) => withheld).length,
      sources: front.sources.length,
      corrections: front.corrections.length,
    },
    front: JSON.stringify(front),
    places: JSON.stringify(places),
    html,
    rendered: JSON.stringify(rendered),
    words,
  };
}
