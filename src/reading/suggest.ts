import { distance } from 'fastest-levenshtein';

/** Names that other programs and other habits give to Dateline's fields and values. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  about: ['description'],
  abstract: ['summary', 'description'],
  account: ['handle', 'author'],
  altText: ['alt'],
  author: ['authors', 'author', 'speaker', 'credit'],
  blog: ['articles'],
  body: ['text'],
  byline: ['authors', 'author'],
  categories: ['topics'],
  category: ['topics', 'section', 'kind'],
  city: ['dateline', 'places'],
  comment: ['note'],
  content: ['text'],
  correction: ['corrections'],
  created: ['date'],
  date: ['date', 'published'],
  deck: ['summary'],
  dek: ['summary'],
  description: ['summary', 'description', 'text'],
  edited: ['updated'],
  excerpt: ['summary'],
  heading: ['title'],
  headline: ['title'],
  href: ['url'],
  image: ['images', 'portrait', 'src'],
  img: ['media'],
  keywords: ['topics'],
  kind: ['type'],
  label: ['title', 'name'],
  lang: ['language'],
  lastmod: ['updated'],
  license: ['licence'],
  link: ['url'],
  links: ['sources', 'related'],
  locale: ['language'],
  location: ['places', 'dateline'],
  locations: ['places'],
  modified: ['updated'],
  name: ['name', 'title', 'author', 'speaker'],
  news: ['articles'],
  organisations: ['organizations'],
  orgs: ['organizations'],
  permalink: ['slug', 'url'],
  person: ['people', 'speaker'],
  persons: ['people'],
  photo: ['images', 'portrait'],
  picture: ['images', 'portrait'],
  post: ['tweets'],
  posts: ['tweets', 'articles'],
  pubDate: ['date', 'published'],
  publishDate: ['date', 'published'],
  published: ['published', 'date', 'status'],
  publishedAt: ['date', 'published'],
  quote: ['statements', 'text'],
  quotes: ['statements'],
  redirectFrom: ['aliases'],
  redirects: ['aliases'],
  reference: ['sources'],
  references: ['sources'],
  site: ['publisher', 'url'],
  standfirst: ['summary'],
  state: ['status'],
  stories: ['articles'],
  subject: ['topics', 'title'],
  subjects: ['topics'],
  subtitle: ['summary'],
  tag: ['topics'],
  tags: ['topics'],
  teaser: ['summary'],
  title: ['title', 'name'],
  translation: ['translationOf'],
  tweet: ['tweets', 'text'],
  twitter: ['handles', 'handle'],
  updatedAt: ['updated'],
  type: ['kind'],
  uri: ['url'],
  user: ['handle', 'author'],
  username: ['handle'],
  who: ['speaker', 'people'],
};

const synonyms = new Map(Object.entries(SYNONYMS).map(([word, meant]) => [fold(word), meant]));

/** Gives the candidate that a word was probably meant to be; of equally near ones the first. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  return createSuggester(candidates)(word);
}

/** Prepares candidates once, for asking with many words what each was probably meant to be. */
export function createSuggester(candidates: Iterable<string>): (word: string) => string | undefined {
  const known = Array.from(candidates, (candidate) => ({ candidate, ...comparable(candidate) }));
  return (word) => {
    const { folded, marks, letters } = comparable(word);
    if (folded === '') return undefined;
    const meant = synonyms.get(folded)?.find((synonym) => known.some(({ candidate }) => candidate === synonym));

    let best: string | undefined;
    let bestDistance = Math.min(4, Math.max(1, Math.floor(folded.length * 0.4))) + 1;
    for (const other of known) {
      // Two short words have a letter in common by chance.
      if (
        Math.abs(other.folded.length - folded.length) >= bestDistance ||
        (other.folded.length < 3 && other.folded !== folded)
      )
        continue;
      // A step of a distance brings in one letter at most, and takes away one.
      if (bits(marks & ~other.marks) >= bestDistance || bits(other.marks & ~marks) >= bestDistance) continue;
      const between =
        other.folded.length === folded.length && other.letters() === letters() ? 1 : distance(folded, other.folded);
      if (between < bestDistance) {
        best = other.candidate;
        bestDistance = between;
      }
    }
    return bestDistance <= 1 ? (best ?? meant) : (meant ?? best);
  };
}

/** What of a word is compared; `marks` has a bit for each letter, which several letters may share. */
interface Comparable {
  readonly folded: string;
  readonly marks: number;
  readonly letters: () => string;
}

function comparable(word: string): Comparable {
  const folded = fold(word);
  let marks = 0;
  for (let at = 0; at < folded.length; at++) marks |= 1 << (folded.charCodeAt(at) & 31);
  let letters: string | undefined;
  return { folded, marks, letters: () => (letters ??= sortLetters(folded)) };
}

/** Counts the bits of a 32-bit number that are set. */
function bits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Two words of the same letters differ by a slip that costs two steps as a distance, e.g. txet. */
function sortLetters(word: string): string {
  return Array.from(word).toSorted().join('');
}

/** Folds case, accents, hyphens, underscores and spaces away, so that only the letters are compared. */
function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\p{Z}\p{C}]/gu, '')
    .toLowerCase();
}
