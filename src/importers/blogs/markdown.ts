/** Markdown archives of Hugo, Jekyll, Eleventy, Astro, Zola and Pelican: a folder of files with front matter. */
import { readFileSync } from 'node:fs';
import { dayOf } from '../../model/day.ts';
import { MAX_BYTES } from '../../reading/decode.ts';
import { decodeForeign } from '../bytes/encoding.ts';
import { headOf } from '../bytes/file-head.ts';
import type {
  Fate,
  Importer,
  ImportOptions,
  Input,
  InputFile,
  Item,
  SiteDraft,
  SkippedItem,
  SkipReason,
} from '../foreign.ts';
import { type DateOrder, orderIn } from '../items/foreign-date.ts';
import { authorNames } from './author-names.ts';
import { type FolderData, folderDataOf } from './folder-data.ts';
import { languageInPath } from './language-in-path.ts';
import { aliasOf } from './matter-addresses.ts';
import { dateTexts } from './matter-dates.ts';
import { type Fields, readFields } from './matter-fields.ts';
import { textsOf } from './matter-values.ts';
import { type MatterField, readMatter } from './matter.ts';
import { permalinkOf } from './permalinks.ts';
import { withoutTags } from './shortcodes.ts';
import { readSiteConfig, type SiteConfig } from './site-config.ts';
import { type Data, dataOf } from './site-data.ts';

const TEXT = /\.(?:md|markdown|mdown|mkd|mkdn|mdx|qmd|rmd|html?)$/iu;
const MARKDOWN = /\.(?:md|markdown|mdown|mkd|mkdn|mdx|qmd|rmd)$/iu;

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif|svg|ico|bmp|tiff?)$/iu;

/** Folders in which generators keep what is no story. */
const MACHINERY =
  /(?:^|\/)(?:_layouts|_includes|_data|_sass|_site|layouts|archetypes|themes|templates|partials|node_modules|\.[^/]+)\//iu;

/** The importer of Markdown archives. */
export const markdown: Importer = {
  format: 'markdown',
  title: 'Markdown files with front matter, as Hugo, Jekyll, Eleventy, Astro, Zola and Pelican take them',
  recognizes: recognize,
  items: readItems,
  site: (input) => Promise.resolve(siteOf(readSiteConfig(input))),
};

async function recognize({ files }: Input): Promise<number> {
  const texts = files.filter(({ path }) => MARKDOWN.test(path));
  if (texts.length === 0) return 0;
  // The look at some of them is enough, from all over the folder.
  const step = Math.max(1, Math.floor(texts.length / 20));
  const looked = texts.filter((_file, at) => at % step === 0);
  let fenced = 0;
  for (const file of looked) if (/^\s*(?:---|\+\+\+|;;;|\{\s*"|[Tt]itle:)/u.test(await headOf(file, 64))) fenced += 1;
  return fenced / looked.length >= 0.5 ? 0.9 : 0.5;
}

function siteOf({ title, url, language, description }: SiteConfig): SiteDraft {
  return {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(language !== undefined && { language }),
    ...(description !== undefined && { description }),
  };
}

/** What is told of the whole archive before its items. */
interface Archive {
  readonly order: DateOrder | undefined;
  readonly hasLanguages: boolean;
  readonly pictures: ReadonlySet<string>;
  readonly config: SiteConfig;
  readonly data: Data;
  readonly folderData: FolderData;
  readonly authors: ReadonlyMap<string, string>;
  readonly options: ImportOptions;
}

async function* readItems(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  const config = readSiteConfig(input);
  const archive: Archive = {
    order: orderIn(datesIn(input)),
    hasLanguages: input.files.some(
      ({ path }) => TEXT.test(path) && languageInPath(path, config.languages) !== undefined,
    ),
    pictures: new Set(
      input.files.filter(({ path }) => PICTURE.test(path)).map(({ path }) => nameIn(path).toLowerCase()),
    ),
    config,
    data: dataOf(input),
    folderData: folderDataOf(input),
    authors: authorNames(input),
    options,
  };
  for (const file of input.files) yield await Promise.resolve(readItem(file, archive));
}

/** Gives the dates of an archive in which one of two numbers is the month. */
function* datesIn({ files }: Input): Generator<string> {
  for (const file of files) {
    if (!TEXT.test(file.path) || file.size > MAX_BYTES || MACHINERY.test(file.path)) continue;
    const { text } = decodeForeign(readFileSync(file.absolute)) ?? { text: '' };
    if (!/\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/u.test(text.slice(0, 4000))) continue;
    const matter = readMatter(text);
    if ('fields' in matter) yield* dateTexts(matter.fields);
  }
}

function readItem(file: InputFile, archive: Archive): Item {
  const { path } = file;
  const why = noStory(path);
  if (why !== undefined) return skipped(file, 'not-a-story', why);
  if (file.size > MAX_BYTES)
    return skipped(
      file,
      'unreadable',
      `It has ${file.size.toLocaleString('en')} bytes; a text may have ${MAX_BYTES.toLocaleString('en')}.`,
    );
  const decoded = decodeForeign(readFileSync(file.absolute));
  if (decoded === undefined) return skipped(file, 'unreadable', 'Its bytes are no text.');
  const matter = readMatter(decoded.text.replaceAll('\f', '\n'));
  if ('fault' in matter) return skipped(file, 'unreadable', `Its front matter cannot be read: ${matter.fault}`);
  const isHtml = /\.html?$/iu.test(path);
  if (isHtml && matter.fields.length === 0)
    return skipped(file, 'not-a-story', 'It is a page of HTML without front matter.');

  const { config, options, order, hasLanguages, pictures } = archive;
  const given = archive.folderData(path, matter.fields);
  const values = new Map(config.values);
  for (const [key, value] of given) if (typeof value === 'string') values.set(`page.${key}`, value);
  const placed = languageInPath(path, config.languages);
  const { language } = placed ?? options;
  const hasSpacedTags = config.generator === 'jekyll';
  const fields = readFields(given, { path, order, language, authors: archive.authors, hasSpacedTags, values });
  if (fields.isPage) return skipped(file, 'not-a-story', 'It is a page that lists others.');

  const fates: Fate[] = decoded.how.map((how) => ({ field: 'encoding', fate: 'changed', as: 'body', how }));
  if (matter.how !== undefined)
    fates.push({ field: 'front matter', fate: 'changed', as: 'front matter', how: matter.how });
  fates.push(...fields.fates);
  const front = { ...fields.front };
  const untagged = withoutTags(matter.body, { values, data: archive.data, isMdx: /\.mdx$/iu.test(path), pictures });

  if (front.title === undefined) {
    const heading = headingIn(untagged.text);
    if (heading === undefined) {
      front.title = nameOf(path);
      fates.push({
        field: 'file’s name',
        fate: 'proposed',
        as: 'title',
        how: 'made the title, because nothing else gives one',
      });
    } else {
      front.title = heading;
      fates.push({ field: 'first heading', fate: 'kept', as: 'title' });
    }
  }
  const name = front.title;
  if (front.date === undefined) return skipped(file, 'undated', undatedMessage(fields.fates), name);
  if (matter.fields.length === 0 && untagged.text.trim() === '') return skipped(file, 'empty', 'It is empty.', name);

  if (front.language === undefined && placed !== undefined) {
    front.language = placed.language;
    fates.push({ field: 'language in the path', fate: 'kept', as: 'language' });
  }
  if (untagged.text.trim() === '' && placed !== undefined && placed.language !== options.language)
    return skipped(file, 'empty', 'It is a translation that has no words yet.', name);
  const translationKey = fields.translationKey ?? (hasLanguages ? (placed?.rest ?? path) : undefined);
  const slug = fields.slug ?? slugIn(path);
  const stood = front.status === 'draft' ? undefined : addressOf(path, name, given, fields, config);
  if (stood !== undefined && !(front.aliases ?? []).includes(stood)) {
    front.aliases = [...(front.aliases ?? []), stood];
    fates.push({ field: 'address by the site’s settings', value: stood, fate: 'kept', as: 'aliases' });
  }
  return {
    kind: 'story',
    place: { file: path },
    name,
    front,
    body: {
      format: isHtml || isWholeHtml(untagged.text) ? 'html' : 'markdown',
      text: untagged.text,
      ...(config.url !== undefined && { root: config.url }),
      ...(config.url !== undefined && stood !== undefined && { base: new URL(`.${stood}`, config.url).href }),
    },
    slug: withoutLanguage(slug, front.language),
    ...(translationKey !== undefined && { translationKey: withoutLanguage(translationKey, front.language) }),
    fates: [...fates, ...untagged.fates, { field: 'body', fate: 'kept', as: 'body' }],
  };
}

function undatedMessage(fates: readonly Fate[]): string {
  const typed = fates.find((fate) => fate.fate === 'dropped' && fate.why === 'it is no date')?.value;
  return typed === undefined
    ? 'Neither its front matter nor its name or folder gives a date.'
    : `Its front matter gives “${typed}” for a date, which is none that can be read, and its name and folder give no other.`;
}

/** Gives the path at which a page stood that does not name its address itself. */
function addressOf(
  path: string,
  title: string,
  matter: readonly MatterField[],
  { front, slug }: Fields,
  config: SiteConfig,
): string | undefined {
  const value = (pattern: RegExp): string[] =>
    matter.flatMap(([key, found]) => (pattern.test(key) ? textsOf(found) : []));
  const [address] = value(/^(?:url|permalink|path)$/iu);
  const isPattern = address !== undefined && /:[a-z]|\{\{/u.test(address.replace(/^https?:/iu, ''));
  if (front.date === undefined || (address !== undefined && !isPattern)) return undefined;
  const categories = value(/^categor(?:y|ies)$/iu);
  const stood = permalinkOf({ path, title, day: dayOf(front.date), slug, categories, pattern: address }, config);
  return stood === undefined ? undefined : aliasOf(stood);
}

function skipped(file: InputFile, reason: SkipReason, message: string, name = nameOf(file.path)): SkippedItem {
  return { kind: 'skipped', place: { file: file.path }, name, reason, message };
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Tells why a file is no story by its path alone. */
function noStory(path: string): string | undefined {
  const name = nameIn(path);
  if (PICTURE.test(name)) return 'It is a picture; stories that show it bring it along.';
  if (MACHINERY.test(path)) return 'It lies in a folder of the site’s generator.';
  if (!TEXT.test(name)) return `It is no text of a story (${/\.[^.]+$/u.exec(name)?.[0] ?? 'no extension'}).`;
  if (/^_index\./iu.test(name)) return 'It is the front page of a section.';
  if (/^(?:readme|license|licence|contributing|changelog|code_of_conduct|security|404|search)\.\w+$/iu.test(name))
    return 'It is about the archive, or a page of the site.';
  return undefined;
}

function headingIn(text: string): string | undefined {
  const [, atx, setext] = /^\s*(?:#[ \t]+(.+?)[ \t#]*(?:\n|$)|(\S[^\n]*)\n=+[ \t]*(?:\n|$))/u.exec(text) ?? [];
  const words = (atx ?? setext)
    ?.replaceAll(/[*_`]|\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return words === '' ? undefined : words;
}

/** Gives the part of a path that names a text: that of the folder, where the file is its index. */
function stemOf(path: string): string {
  const stem = path.replace(/\.\w+$/u, '').replace(/\.[a-z]{2}(?:-[A-Za-z]{2,4})?$/u, '');
  const parts = stem.split('/');
  const name = parts.pop() ?? '';
  return /^index$/iu.test(name) ? (parts.pop() ?? name) : name;
}

function nameOf(path: string): string {
  const words = slugIn(path)
    .replaceAll(/[-_\s]+/gu, ' ')
    .trim();
  return words === '' ? path : words.charAt(0).toUpperCase() + words.slice(1);
}

function slugIn(path: string): string {
  const stem = stemOf(path);
  const undated = stem.replace(/^\d{4}[-_.]?\d{1,2}[-_.]?\d{1,2}[-_.]?/u, '');
  return undated === '' ? stem : undated;
}

/** Takes the language off the end of a slug or path that names one: translations have one slug. */
function withoutLanguage(words: string, language: string | undefined): string {
  if (language === undefined) return words;
  const [bare = ''] = language.toLowerCase().split('-');
  return words.replace(new RegExp(`-(?:${language}|${bare})(?=$|\\.\\w+$)`, 'iu'), '');
}

const BLOCK =
  /^<(?:p|div|h[1-6]|ul|ol|table|figure|blockquote|article|section|main|header|img|hr|pre|center|iframe)\b/iu;

/** Tells a text that is HTML from first to last from Markdown with some in it. */
function isWholeHtml(text: string): boolean {
  if (!BLOCK.test(text.trimStart())) return false;
  if (/^(?:#{1,6}[ \t]|[-*+][ \t]|\d+\.[ \t]|>|```|\[[^\]]+\]:)/mu.test(text) || /\]\(/u.test(text)) return false;
  return text
    .split(/\n[ \t]*\n/u)
    .filter((block) => block.trim() !== '')
    .every((block) => /^\s*<|>\s*$/u.test(block));
}
