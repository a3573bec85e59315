/**
 * Names of the parts of an archive that can change: a query names those on which its answer depends, a sync names those that
 * changed. A query none of whose facets changed gives the same answer as before and need not be asked again.
 */
export type Facet = string;

export const FACET = {
  /** site.yml. */
  site: 'site',
  /** Any public story. */
  stories: 'stories',
  /** The stories of a year (`2020`), month or day, also of which kind of page lists them. */
  time: (date: string): Facet => `time:${date}`,
  /** The nearest year, month or day before or after one that has stories, and how many these are. */
  besideTime: (date: string): Facet => `beside-time:${date}`,
  /** The stories of one day (`01-05`) of every year. */
  monthDay: (date: string): Facet => `month-day:${date}`,
  /** A story by its path, whether it is public or not, with what is derived from it. */
  story: (path: string): Facet => `story:${path}`,
  /** What changed in a story since it was published, by its path. */
  history: (path: string): Facet => `history:${path}`,
  /** Which story stands on an address. */
  address: (address: string): Facet => `address:${address}`,
  /** Which stories of a year have a page, be it the notice of their withdrawal. */
  pages: (year: string): Facet => `pages:${year}`,
  /** All old addresses. */
  aliases: 'aliases',
  /** Which stories have an old address, by the file that answers for that. */
  alias: (file: string): Facet => `alias:${file}`,
  /** The stories before and after a story in time, by the path of the story that it translates, or its own. */
  beside: (origin: string): Facet => `beside:${origin}`,
  /** The versions of a story in other languages, by the path of the one that they translate. */
  versions: (origin: string): Facet => `versions:${origin}`,
  /** Stories that stand near a story within a shared term. */
  near: (path: string): Facet => `near:${path}`,
  /** The list of all terms of a kind, with their counts. */
  kind: (kind: string): Facet => `kind:${kind}`,
  /** The stories of a term. */
  term: (kind: string, id: string): Facet => `term:${kind}/${id}`,
  /** The stories of a term in one year. */
  termYear: (kind: string, id: string, year: string): Facet => `term:${kind}/${id}/${year}`,
  /** Which terms of a kind have stories in a year. */
  kindYear: (kind: string, year: string): Facet => `kind:${kind}/${year}`,
  /** The name by which a term is shown, and its registry entry. */
  name: (kind: string, id: string): Facet => `name:${kind}/${id}`,
  /** The posts and statements of a person or organization. */
  words: (kind: string, id: string): Facet => `words:${kind}/${id}`,
  /** All accounts with their posts. */
  accounts: 'accounts',
  /** The posts of an account; the handle in lower case. */
  account: (platform: string, handle: string): Facet => `account:${platform}/${handle}`,
  /** The posts of an account in one year, by their own dates; the handle in lower case. */
  accountYear: (platform: string, handle: string, year: string): Facet => `account:${platform}/${handle}/${year}`,
  /** All publishers and hosts that stories cite. */
  outlets: 'outlets',
  /** The citations of a publisher, by its id, or of a host. */
  outlet: (outlet: string): Facet => `outlet:${outlet}`,
  /** The citations of a publisher or host by stories of one year. */
  outletYear: (outlet: string, year: string): Facet => `outlet:${outlet}/${year}`,
  /** Every correction and withdrawal. */
  corrections: 'corrections',
  /** The corrections and withdrawals of one year, by their own dates. */
  correctionYear: (year: string): Facet => `corrections:${year}`,
  /** A file of the content folder by its path: whether it is there, and what it shows. */
  file: (path: string): Facet => `file:${path}`,
  /** The answer of a query that many pages share, by its key. */
  query: (key: string): Facet => `query:${key}`,
} as const;
