/** Front matter of other generators → fields of a story, with what became of each. */
import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import { aliasFile } from '../model/addresses.ts';
import { compareDates, dayOf } from '../model/day.ts';
import { isWebAddress, language as languageTag } from '../model/fields.ts';
import { idOf } from '../reading/slug.ts';
import type { DraftFront, Fate } from './foreign.ts';
import { type DateOrder, dateInPath, type ForeignDate, readForeignDate } from './foreign-date.ts';
import type { MatterField, MatterValue } from './matter.ts';
import { splitByline } from './bylines.ts';

/** What is known beside the front matter. */
export interface FieldContext {
  /** Path of the file in the input. */
  readonly path: string;
  readonly order: DateOrder | undefined;
  /** Language of the archive. */
  readonly language: string;
  /** Values of variables that texts may hold. */
  readonly values: ReadonlyMap<string, string>;
}

/** What front matter says. */
export interface Fields {
  readonly front: DraftFront;
  readonly fates: readonly Fate[];
  readonly slug?: string;
  readonly translationKey?: string;
  /** `true` where it says that it is no story but a page or a list. */
  readonly isPage: boolean;
}

/** What a key is for; several keys can be for the same, of which the first in `ORDER` that has a value counts. */
type Purpose =
  | 'title'
  | 'date'
  | 'time'
  | 'updated'
  | 'draft'
  | 'published'
  | 'status'
  | 'authors'
  | 'topics'
  | 'summary'
  | 'slug'
  | 'alias'
  | 'original'
  | 'publisher'
  | 'source'
  | 'image'
  | 'image-part'
  | 'language'
  | 'translation'
  | 'section'
  | 'series'
  | 'dateline'
  | 'id'
  | 'path'
  | 'people'
  | 'organizations'
  | 'places'
  | 'page'
  | 'expiry'
  | 'layout';

const PURPOSES: Readonly<Record<Purpose, string>> = {
  title: 'title headline heading',
  date: 'date pubdate publishdate published_at publishedat published_on publishedon date_published datepublished datetime posted post_date postdate publish_date pub_date created created_at createdat created_on creationdate date_created',
  time: 'time',
  updated:
    'updated lastmod last_modified lastmodified last_modified_at updated_at updatedat modified modified_at modifieddate date_modified datemodified last_updated lastupdated updatedate updateddate moddatetime updated_date',
  draft: 'draft isdraft is_draft',
  published: 'published publish',
  status: 'status post_status state',
  authors: 'authors author byline by creator writer writers contributors author_name',
  topics:
    'topics topic tags tag categories category keywords keyword labels subjects taxonomies.tags taxonomies.categories taxonomies.topics tags_list',
  summary:
    'summary description excerpt deck dek teaser abstract lead lede intro standfirst subtitle subheadline subhead tagline meta_description extra.summary',
  slug: 'slug',
  alias: 'url permalink aliases alias redirect_from redirectfrom redirects old_url old_urls oldurl',
  path: 'path',
  original:
    'source_url sourceurl original_url originalurl canonical canonical_url canonicalurl tumblr_url medium_url crosspost crosspost_url original redirectto redirect_to redirect_url external_url',
  publisher: 'source publisher publication',
  source: 'link link_url via',
  image:
    'image featured_image featuredimage featured_image_url cover coverimage cover_image thumbnail hero hero_image heroimage primary_image banner photo ogimage og_image socialimage images feature_image extra.image header.image',
  'image-part':
    'image_alt imagealt image_caption image_figcaption featured_image_alt cover_alt image_credit thumbnail_alt hero_alt',
  language: 'lang language locale',
  translation: 'translationkey translation_key ref translation_id',
  section: 'section',
  series: 'series',
  dateline: 'dateline location place filed_from',
  id: 'id guid uuid',
  people: 'people persons',
  organizations: 'organizations organisations companies',
  places: 'places locations countries',
  page: 'cascade widgets generate_feeds paginate paginate_by sort_by pagination outputs',
  expiry: 'expirydate unpublishdate expires',
  layout:
    'layout type template weight comments show_meta toc math mathjax katex markup header header_image header_color menu menus nav navigation ' +
    'sitemap sidebar share sharing class css js scripts eleventycomputed eleventynavigation eleventyexcludefromcollections ' +
    'nocomment disqus featured pinned sticky order page_template in_search_index insert_anchor_links auto_id version ' +
    'hidden showtoc tocopen showreadingtime resources robots noindex breadcrumb iscjklanguage linktitle collection render list',
};

const PURPOSE_OF = new Map<string, Purpose>(
  Object.entries(PURPOSES).flatMap(([purpose, keys]) =>
    keys.split(' ').map((key) => [plainKey(key), purpose as Purpose]),
  ),
);

/** Spellings of a key that differ in case and in what joins its words are one. */
function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[\s_-]/gu, '');
}

/** Reads fields. Never throws, whatever they hold. */
export function readFields(fields: readonly MatterField[], context: FieldContext): Fields {
  return new FieldReading(fields, context).read();
}

/** Gives the texts that stand where dates do, by which the order of day and month in an archive is told. */
export function dateTexts(fields: readonly MatterField[]): string[] {
  return fields.flatMap(([key, value]) => {
    const purpose = purposeOf(key);
    return (purpose === 'date' || purpose === 'updated') && typeof value === 'string' ? [value] : [];
  });
}

function purposeOf(key: string): Purpose | undefined {
  const bare = key.replace(/^(?:extra|params)\./iu, '');
  return PURPOSE_OF.get(plainKey(key)) ?? PURPOSE_OF.get(plainKey(bare));
}

interface Entry {
  readonly key: string;
  readonly value: MatterValue;
  readonly purpose: Purpose | undefined;
  /** Place among the keys of its purpose. */
  readonly rank: number;
}

type Front = { -readonly [Key in keyof DraftFront]: DraftFront[Key] };

class FieldReading {
  readonly #entries: readonly Entry[];
  readonly #context: FieldContext;
  readonly #front: Front = {};
  /** By key; a key without one has no fate yet. */
  readonly #fates = new Map<Entry, Fate[]>();
  readonly #more: Fate[] = [];
  #slug: string | undefined;
  #translation: string | undefined;

  constructor(fields: readonly MatterField[], context: FieldContext) {
    this.#context = context;
    this.#entries = fields.map(([key, value]) => {
      const purpose = purposeOf(key);
      const keys = purpose === undefined ? [] : PURPOSES[purpose].split(' ').map(plainKey);
      return {
        key: shortened(key),
        value,
        purpose,
        rank: keys.indexOf(plainKey(key.replace(/^(?:extra|params)\./iu, ''))),
      };
    });
  }

  read(): Fields {
    this.#twice();
    for (const entry of this.#entries) if (textsOf(entry.value).length === 0) this.#drop(entry, 'it has no value');
    this.#title();
    this.#date();
    this.#updated();
    this.#status();
    this.#summary();
    this.#authors();
    this.#terms();
    this.#addresses();
    this.#origin();
    this.#image();
    this.#rest();
    return {
      front: this.#front,
      fates: [...this.#entries.flatMap((entry) => this.#fates.get(entry) ?? []), ...this.#more],
      isPage: this.#entries.some(({ purpose }) => purpose === 'page') && this.#front.date === undefined,
      ...(this.#slug !== undefined && { slug: this.#slug }),
      ...(this.#translation !== undefined && { translationKey: this.#translation }),
    };
  }

  #tell(entry: Entry, fate: Fate): void {
    this.#fates.set(entry, [...(this.#fates.get(entry) ?? []), fate]);
  }

  #keep(entry: Entry, as: string, how?: string): void {
    this.#tell(
      entry,
      how === undefined ? { field: entry.key, fate: 'kept', as } : { field: entry.key, fate: 'changed', as, how },
    );
  }

  #drop(entry: Entry, why: string, value?: string): void {
    this.#tell(entry, {
      field: entry.key,
      ...(value !== undefined && { value: shortened(value) }),
      fate: 'dropped',
      why,
    });
  }

  /** Gives the entries of a purpose that are not settled, the one that counts first. */
  #of(...purposes: Purpose[]): Entry[] {
    return this.#entries
      .filter((entry) => entry.purpose !== undefined && purposes.includes(entry.purpose) && !this.#fates.has(entry))
      .toSorted((one, other) => one.rank - other.rank);
  }

  #twice(): void {
    const seen = new Map<string, Entry>();
    for (const entry of this.#entries) {
      const before = seen.get(entry.key);
      if (before) {
        const [typed = ''] = textsOf(before.value);
        const isSame = typed === textsOf(entry.value)[0];
        this.#drop(
          before,
          isSame ? 'it stands there twice' : 'the same key stands there once more, and the last counts',
          typed,
        );
      }
      seen.set(entry.key, entry);
    }
  }

  #title(): void {
    for (const entry of this.#of('title')) {
      const [typed = ''] = textsOf(entry.value);
      const title = this.#words(typed);
      if (this.#front.title !== undefined) this.#drop(entry, 'another key gives the title', typed);
      else if (title === '') this.#drop(entry, 'it has no words', typed);
      else {
        this.#front.title = title;
        this.#keep(entry, 'title', title === oneLine(typed) ? undefined : 'freed of markup');
      }
    }
  }

  #date(): void {
    const { path } = this.#context;
    const named = dateInPath(path);
    let chosen: ForeignDate | undefined;
    for (const entry of this.#of('date')) {
      const [typed = ''] = textsOf(entry.value);
      const date = readForeignDate(typed, this.#context);
      if (date === undefined) this.#drop(entry, 'it is no date', typed);
      else if (chosen !== undefined) {
        const same = dayOf(chosen.date) === dayOf(date.date);
        this.#drop(entry, same ? 'it says the same day as another key' : 'another key gives the date', typed);
      } else {
        chosen = date;
        this.#takeDate(entry, date, typed);
        if (named?.precision === 'day' && named.date !== dayOf(date.date))
          this.#more.push({
            field: 'date in the file’s name',
            value: named.date,
            fate: 'dropped',
            why: `${entry.key} gives another, and the key wins`,
          });
      }
    }
    // Keys that say `published: 2014-03-05`.
    for (const entry of this.#of('published')) {
      const [typed = ''] = textsOf(entry.value);
      const date = readForeignDate(typed, this.#context);
      if (date === undefined) continue;
      if (chosen !== undefined) this.#drop(entry, 'another key gives the date', typed);
      else this.#takeDate(entry, (chosen = date), typed);
    }
    for (const entry of this.#of('path', 'alias')) {
      if (chosen !== undefined || named?.precision === 'day') break;
      const date = textsOf(entry.value)
        .map((text) => dateInPath(text))
        .find((found) => found?.precision === 'day');
      if (date === undefined) continue;
      chosen = date;
      this.#front.date = date.date;
      this.#more.push({ field: `date in ${entry.key}`, fate: 'kept', as: 'date' });
    }
    if (chosen === undefined && named !== undefined) this.#named(named);
    const clock = this.#of('time');
    for (const entry of clock) {
      const why = /^\d{1,2}:\d\d/u.test(textsOf(entry.value)[0] ?? '')
        ? 'nothing says in which zone it is'
        : 'it is no time';
      this.#drop(entry, why, textsOf(entry.value)[0]);
    }
  }

  #named(named: ForeignDate): void {
    this.#front.date = named.date;
    const field = 'date in the file’s path';
    if (named.how === undefined) this.#more.push({ field, fate: 'kept', as: 'date' });
    else this.#more.push({ field, fate: 'proposed', as: 'date', how: named.how });
  }

  #takeDate(entry: Entry, date: ForeignDate, typed: string): void {
    this.#front.date = date.date;
    if (date.other !== undefined || date.precision === 'month' || date.precision === 'year') {
      const or = date.other === undefined ? '' : `, and can be ${date.other}`;
      this.#tell(entry, {
        field: entry.key,
        value: typed,
        fate: 'proposed',
        as: 'date',
        how: `${date.how ?? 'read'}${or}`,
      });
    } else this.#keep(entry, 'date', date.how);
  }

  #updated(): void {
    for (const entry of this.#of('updated')) {
      const [typed = ''] = textsOf(entry.value);
      const updated = readForeignDate(typed, this.#context);
      const { date } = this.#front;
      if (updated === undefined) this.#drop(entry, 'it is no date', typed);
      else if (this.#front.updated !== undefined) this.#drop(entry, 'another key gives it', typed);
      else if (date === undefined) this.#drop(entry, 'it is no day of first publication', typed);
      else if (updated.other !== undefined) this.#drop(entry, `it can be ${updated.date} or ${updated.other}`, typed);
      else if (dayOf(updated.date) === dayOf(date) && (updated.precision === 'day' || date.length === 10))
        this.#drop(entry, 'it is the day of first publication', typed);
      else if (updated.date === date) this.#drop(entry, 'it is the time of first publication', typed);
      else if (compareDates(updated.date, date) < 0 || dayOf(updated.date) < dayOf(date))
        this.#drop(entry, 'it is before the date', typed);
      else {
        this.#front.updated = updated.date;
        this.#keep(entry, 'updated', updated.how);
      }
    }
  }

  #status(): void {
    const drafts: Readonly<Record<string, RegExp>> = {
      draft: /^(?:true|yes|1|on)$/iu,
      published: /^(?:false|no|0|off)$/iu,
      status: /^(?:draft|pending|private|unpublished|hidden|in[ -]?review|wip|idea)$/iu,
    };
    for (const entry of this.#of('draft', 'published', 'status')) {
      const [typed = ''] = textsOf(entry.value);
      const isDraft = drafts[entry.purpose ?? '']?.test(typed) === true;
      if (isDraft) this.#front.status = 'draft';
      this.#keep(entry, 'status');
    }
    if (/(?:^|\/)_?drafts?\//iu.test(this.#context.path) && this.#front.status === undefined) {
      this.#front.status = 'draft';
      this.#more.push({ field: 'folder of drafts', fate: 'kept', as: 'status' });
    }
    for (const entry of this.#of('expiry'))
      this.#drop(entry, 'an archive keeps what its site let expire', textsOf(entry.value)[0]);
  }

  #summary(): void {
    let from: Entry | undefined;
    for (const entry of this.#of('summary')) {
      const typed = textsOf(entry.value).join(' ');
      const words = this.#words(typed);
      if (words === '') this.#drop(entry, 'it has no words', typed);
      else if (from === undefined) {
        from = entry;
        this.#front.summary = words;
        this.#keep(entry, 'summary', words === oneLine(typed) ? undefined : 'freed of markup');
      } else if (comparable(words) === comparable(this.#front.summary ?? ''))
        this.#drop(entry, `it says the same as ${from.key}`);
      else this.#drop(entry, `${from.key} gives the summary`, words);
    }
  }

  #authors(): void {
    const names = new Map<string, string>();
    for (const entry of this.#of('authors')) {
      const typed = textsOf(entry.value, ['name', 'title', 'author', 'display_name', 'id', 'slug']);
      const found = typed.flatMap(splitByline);
      for (const name of found) if (!names.has(idOf(name))) names.set(idOf(name), name);
      const isAsTyped = found.length === typed.length && found.every((name, at) => name === oneLine(typed[at] ?? ''));
      if (found.length === 0) this.#drop(entry, 'it names nobody', typed[0]);
      else this.#keep(entry, 'authors', isAsTyped ? undefined : 'split into names');
      if (typeof entry.value !== 'string' && hasTables(entry.value))
        this.#tell(entry, { field: `${entry.key}: more than names`, fate: 'dropped', why: 'a byline has names alone' });
    }
    if (names.size > 0) this.#front.authors = [...names.values()].map((name) => ({ name }));
  }

  #terms(): void {
    for (const kind of ['topics', 'people', 'organizations', 'places'] as const) {
      const names = new Map<string, string>();
      for (const entry of this.#of(kind)) {
        const typed = textsOf(entry.value, ['name', 'title', 'slug']);
        const isText = typeof entry.value === 'string';
        const found = (isText ? typed.flatMap((text) => text.split(/\s*[,;]\s*/u)) : typed)
          .map((name) => this.#words(name))
          .filter((name) => name !== '');
        const real = found.filter((name) => !/^uncategori[sz]ed$/iu.test(name));
        for (const name of real) if (!names.has(idOf(name))) names.set(idOf(name), name);
        for (const name of found.filter((one) => !real.includes(one)))
          this.#drop(entry, 'it only says that there is none', name);
        if (real.length > 0) this.#keep(entry, kind, isText && real.length > 1 ? 'split at its commas' : undefined);
        else if (found.length === 0) this.#drop(entry, 'it names none');
      }
      if (names.size > 0) this.#front[kind] = [...names.values()].map((name) => ({ name }));
    }
    for (const entry of this.#of('section', 'dateline', 'id', 'series')) {
      const [typed = ''] = textsOf(entry.value, ['name', 'title']);
      const words = this.#words(typed);
      const field = entry.purpose;
      if (words === '') this.#drop(entry, 'it has no words', typed);
      else if (field === 'series') {
        this.#front.series = { name: words };
        this.#keep(entry, 'series');
      } else if (field === 'section' || field === 'dateline' || field === 'id') {
        if (this.#front[field] === undefined) {
          this.#front[field] = words;
          this.#keep(entry, field);
        } else this.#drop(entry, 'another key gives it', typed);
      }
    }
    for (const entry of this.#of('language')) {
      const [typed = ''] = textsOf(entry.value);
      const tag = languageOf(typed);
      if (tag === undefined) this.#drop(entry, 'it is no language', typed);
      else {
        this.#front.language = tag;
        this.#keep(entry, 'language', tag === typed ? undefined : `written as ${tag}`);
      }
    }
    for (const entry of this.#of('translation')) {
      const [typed = ''] = textsOf(entry.value);
      this.#translation = typed;
      this.#keep(entry, 'translationOf');
    }
  }

  #addresses(): void {
    const aliases: string[] = [];
    for (const entry of this.#of('slug')) {
      const [typed = ''] = textsOf(entry.value);
      this.#slug = typed.split('/').findLast((part) => part !== '');
      this.#keep(entry, 'slug');
    }
    for (const entry of this.#of('path', 'alias')) {
      for (const typed of textsOf(entry.value)) {
        const alias = aliasOf(typed);
        const isFull = /^https?:/iu.test(typed);
        if (alias === undefined)
          this.#drop(
            entry,
            /[{:*[]/u.test(typed.replace(/^https?:/iu, '')) ? 'it is a pattern, or empty' : 'no file can stand on it',
            typed,
          );
        else {
          if (!aliases.includes(alias)) aliases.push(alias);
          const how = isFull ? 'cut to its path' : alias === typed ? undefined : 'written as a path from the root';
          this.#tell(entry, {
            field: entry.key,
            value: typed,
            ...(how === undefined ? { fate: 'kept', as: 'aliases' } : { fate: 'changed', as: 'aliases', how }),
          });
        }
      }
    }
    if (aliases.length > 0) this.#front.aliases = aliases;
  }

  /** Where the story first stood, or what it only points to. */
  #origin(): void {
    for (const entry of this.#of('original')) {
      const [typed = ''] = textsOf(entry.value, ['url', 'link']);
      if (!isWebAddress(typed)) this.#drop(entry, 'it is no http(s) address', typed);
      else if (this.#front.original) this.#drop(entry, 'another key says where the story first stood', typed);
      else {
        this.#front.original = { url: typed };
        this.#keep(entry, 'original');
      }
    }
    for (const entry of this.#of('publisher', 'source')) {
      const [typed = ''] = textsOf(entry.value, ['url', 'link', 'name', 'title']);
      if (isWebAddress(typed)) {
        this.#front.sources = [...(this.#front.sources ?? []), { title: new URL(typed).hostname, url: typed }];
        this.#keep(entry, 'sources', 'given its host for a title');
      } else if (
        entry.purpose === 'publisher' &&
        this.#front.original &&
        this.#front.original.publisher === undefined
      ) {
        this.#front.original = { ...this.#front.original, publisher: oneLine(typed) };
        this.#keep(entry, 'original.publisher');
      } else if (entry.purpose === 'publisher') {
        this.#front.sources = [...(this.#front.sources ?? []), { title: oneLine(typed) }];
        this.#keep(entry, 'sources');
      } else this.#drop(entry, 'it is no http(s) address', typed);
    }
  }

  /** Whether a picture’s file is there is seen when the story is written. */
  #image(): void {
    const parts = this.#of('image-part');
    const partOf = (pattern: RegExp): string =>
      oneLine(textsOf(parts.find(({ key }) => pattern.test(key))?.value ?? '')[0] ?? '');
    for (const entry of this.#of('image')) {
      const table =
        typeof entry.value === 'object' && !Array.isArray(entry.value)
          ? (entry.value as Readonly<Record<string, MatterValue>>)
          : {};
      const [typed = ''] = textsOf(entry.value, [
        'src',
        'url',
        'image',
        'path',
        'src_static',
        'feature',
        'uid',
        'relative',
      ]);
      const alt = partOf(/alt/iu) || oneLine(textsOf(table['alt'] ?? '')[0] ?? '');
      const caption = partOf(/caption/iu) || oneLine(textsOf(table['caption'] ?? table['title'] ?? '')[0] ?? '');
      if (/^(?:true|false)$/u.test(typed)) this.#drop(entry, 'it only tells the generator how to show the page', typed);
      else if (!/\.(?:jpe?g|png|webp|avif|gif|svg)(?:[?#].*)?$/iu.test(typed))
        this.#drop(entry, 'it names no file that is in the input', typed);
      else if (this.#front.images) this.#drop(entry, 'another key gives the picture', typed);
      else if (alt === '' && caption === '')
        this.#drop(entry, 'nothing says what it shows to those who do not see it', typed);
      else {
        const credit = partOf(/credit/iu);
        this.#front.images = [
          {
            src: typed,
            alt: alt || caption,
            ...(credit !== '' && { credit }),
            ...(caption !== '' && alt !== '' && caption !== alt && { caption }),
          },
        ];
        this.#keep(entry, 'images');
      }
    }
    for (const entry of parts) {
      if (this.#front.images) this.#keep(entry, 'images');
      else this.#drop(entry, 'its picture is not in the input', textsOf(entry.value)[0]);
    }
  }

  #rest(): void {
    for (const entry of this.#entries) {
      if (this.#fates.has(entry)) continue;
      const isLayout = entry.purpose === 'layout' || entry.purpose === 'page';
      this.#drop(
        entry,
        isLayout ? 'it only tells the generator how to show the page' : 'a story has no such field',
        textsOf(entry.value).join(', '),
      );
    }
  }

  /** Gives the words of a text that may hold HTML, entities and variables, on one line. */
  #words(typed: string): string {
    const named = typed.replaceAll(
      /\{\{-?\s*([\w.]{1,60})\s*-?\}\}/gu,
      (whole, name: string) => this.#context.values.get(name) ?? whole,
    );
    return oneLine(/[<&]/u.test(named) ? toString(fromHtml(named, { fragment: true })) : named);
  }
}

/** Gives the texts of a value: of a list each, of a table what the first of `keys` that it has says, else all of it. */
function textsOf(value: MatterValue, keys: readonly string[] = []): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return (value as readonly MatterValue[]).flatMap((one) => textsOf(one, keys));
  const table = value as Readonly<Record<string, MatterValue>>;
  const key = keys.find((one) => table[one] !== undefined && textsOf(table[one], keys).length > 0);
  return key === undefined
    ? Object.values(table).flatMap((one) => textsOf(one, keys))
    : textsOf(table[key] ?? '', keys);
}

function hasTables(value: MatterValue): boolean {
  if (typeof value === 'string') return false;
  if (Array.isArray(value)) return (value as readonly MatterValue[]).some(hasTables);
  return Object.keys(value).length > 1;
}

/** Gives a path from the root on which a file can stand; undefined for a pattern. */
function aliasOf(typed: string): string | undefined {
  let path = typed.trim();
  if (/^https?:/iu.test(path)) {
    if (!URL.canParse(path)) return undefined;
    const { pathname, search } = new URL(path);
    if (search !== '') return undefined;
    path = pathname;
  }
  if (/[:{}*[\]]|\.\.|^[./]*$/u.test(path)) return undefined;
  const alias = `/${path
    .replace(/^(?:\.?\/)+/u, '')
    .replaceAll(/\/{2,}/gu, '/')
    .replaceAll(' ', '%20')}`;
  return /^\/(?!\/)[^\s\\?#]+$/u.test(alias) && aliasFile(alias) !== undefined ? alias : undefined;
}

/** Gives a language tag as BCP 47 writes it. */
export function languageOf(typed: string): string | undefined {
  const tag = typed
    .trim()
    .replace(/\.utf-?8$/iu, '')
    .replaceAll('_', '-');
  if (!languageTag.safeParse(tag).success) return undefined;
  return Intl.getCanonicalLocales(tag)[0];
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/gu, ' ').trim();
}

function shortened(value: string): string {
  return value.length > 120 ? `${value.slice(0, 120)}…` : value;
}

function comparable(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
