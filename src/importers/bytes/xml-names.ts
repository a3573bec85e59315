/** The names of elements, written with the same prefix whatever prefix a file binds to their namespace. */

/** Prefix by namespace, in lower case and without a slash or `#` at its end; an empty prefix is none. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://purl.org/dc/elements/1.1', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://purl.org/rss/1.0', ''],
  ['http://my.netscape.com/rdf/simple/0.9', ''],
  ['http://channel.netscape.com/rdf/simple/0.9', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication', 'sy'],
  ['http://purl.org/rss/1.0/modules/slash', 'slash'],
  ['http://wellformedweb.org/commentapi', 'wfw'],
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/ns', 'atom'],
  ['http://purl.org/syndication/thread/1.0', 'thr'],
  ['http://purl.org/atom/app', 'app'],
  ['http://www.w3.org/2007/app', 'app'],
  ['http://schemas.google.com/g/2005', 'gd'],
  ['http://schemas.google.com/blogger/2018', 'blogger'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.georss.org/georss', 'georss'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://www.w3.org/1999/xhtml', ''],
  ['http://iptc.org/std/nar/2006-10-01', ''],
  ['http://www.iptc.org/std/nar/2006-10-01', ''],
]);

/** Tells an export of WordPress by its beginning. Feeds of others use the prefix too. */
export const isWordPressExport = (head: string): boolean => /wordpress\.org\/export\/|<wp:wxr_version\b/u.test(head);

const WORDPRESS = /^https?:\/\/wordpress\.org\/export\/[\d.]+(?:\/(?<part>excerpt))?$/u;

/** Gives the prefix that an element’s name is written with, by its namespace; `written` where the namespace is not known. */
export function prefixOf(namespace: string, written: string): string {
  if (namespace === '') return written;
  const known = prefixes.get(namespace);
  if (known !== undefined) return known ?? written;
  const lower = namespace
    .trim()
    .toLowerCase()
    .replace(/[/#]+$/u, '');
  const wordpress = WORDPRESS.exec(lower);
  const prefix =
    wordpress !== null
      ? (wordpress.groups?.['part'] ?? 'wp')
      : lower.startsWith('http://iptc.org/std/nitf')
        ? ''
        : PREFIXES.get(lower);
  // A file that binds thousands of namespaces does not fill the memory.
  if (prefixes.size < 256) prefixes.set(namespace, prefix ?? null);
  return prefix ?? written;
}

/** Those looked up before; null where a namespace is not known. */
const prefixes = new Map<string, string | null>();
