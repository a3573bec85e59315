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
  category: ['topics', 'section'],
  city: ['dateline', 'places'],
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
  uri: ['url'],
  user: ['handle', 'author'],
  username: ['handle'],
  who: ['speaker', 'people'],
};

const synonyms = new Map(Object.entries(SYNONYMS).map(([word, meant]) => [fold(word), meant]));

/** Gives the candidate that a word was probably meant to be; of equally near ones the first. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(word);
  if (folded === '') return undefined;
  const known = [...candidates];
  const meant = synonyms.get(folded)?.find((synonym) => known.includes(synonym));

  let best: string | undefined;
  let bestDistance = Math.min(4, Math.max(1, Math.floor(folded.length * 0.4))) + 1;
  for (const candidate of known) {
    const other = fold(candidate);
    // Two short words have a letter in common by chance.
    if (Math.abs(other.length - folded.length) >= bestDistance || (other.length < 3 && other !== folded)) continue;
    const between = letters(folded) === letters(other) ? 1 : distance(folded, other);
    if (between < bestDistance) {
      best = candidate;
      bestDistance = between;
    }
  }
  return bestDistance <= 1 ? (best ?? meant) : (meant ?? best);
}

/** Two words of the same letters differ by a slip that costs two steps as a distance, e.g. txet. */
function letters(word: string): string {
  return Array.from(word).toSorted().join('');
}

/** Folds case, accents, hyphens, underscores and spaces away, so that only the letters are compared. */
function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\p{Z}\p{C}]/gu, '')
    .toLowerCase();
}
