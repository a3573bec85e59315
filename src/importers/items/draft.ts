/** A story’s draft while an importer fills it: what is known of the story, and what became of each field of the item. */
import type { z } from 'zod';
import { isWebAddress, language as languageTag } from '../../model/fields.ts';
import type { source } from '../../model/source.ts';
import { shortened } from '../body/words.ts';
import type { DraftBody, DraftFront, ItemPlace, SkippedItem, SkipReason, StoryItem } from '../foreign.ts';
import { aliasAt } from '../writing/old-addresses.ts';
import { isLater, readForeignDate, type ForeignDate } from './foreign-date.ts';
import { Ledger } from './ledger.ts';

/** Lists of names in front matter. */
export type NameField = 'authors' | 'topics' | 'people' | 'organizations' | 'places';

/** Why a field is left out that means nothing outside the program that wrote it. */
export const MEANS_NOTHING = 'it means nothing outside the program that wrote it';

/** Why comments are left out. */
export const NO_COMMENTS = 'comments are no part of a story';

/** Why pictures and other files are left out that a feed names. */
export const NO_FILES = 'the picture or file is not part of the feed';

/** Collects what an item gives; each field of the item is told once, the first time. */
export class Draft extends Ledger {
  readonly front: DraftFront = {};

  /** Tells whether a field was told, under its name or under that with its kinds in brackets. */
  tells(field: string): boolean {
    return this.fates.some((fate) => fate.field === field || fate.field.startsWith(`${field} (`));
  }

  /** Takes back that fields are empty which the item does not have. */
  forget(isThere: (field: string) => boolean): void {
    this.takeBack(
      (fate) => fate.fate === 'dropped' && fate.why === 'it is empty' && !isThere(fate.field.replace(/ \(.*$/u, '')),
    );
  }

  override dropped(field: string, why: string, value = ''): void {
    super.dropped(field, why, shortened(value, 300));
  }

  /** Leaves out a field for which stories have no place. */
  homeless(field: string, value: string): void {
    this.dropped(field, value.trim() === '' ? 'it is empty' : 'a story has no such field', value);
  }

  /** Tells a field as kept, or as changed where anything was done to it. */
  took(field: string, as: string, how: readonly (string | undefined)[] = []): void {
    const done = how.filter((one) => one !== undefined);
    if (done.length === 0) this.kept(field, as);
    else this.changed(field, as, done.join('; '));
  }

  /** Sets a text of front matter, on one line; an empty one is left out. Gives whether the story has it now. */
  text(field: string, as: 'title' | 'summary' | 'section' | 'dateline' | 'id', raw: string): boolean {
    const line = raw.replace(/\s+/gu, ' ').trim();
    if (line === '') this.dropped(field, 'it is empty');
    else if (this.front[as] !== undefined) this.dropped(field, `the story has its ${as} from another field`, line);
    else {
      this.front[as] = line;
      this.kept(field, as);
    }
    return this.front[as] !== undefined;
  }

  /** Adds names to a list of front matter; those that it has already are not added again. */
  names(field: string, as: NameField, names: readonly string[], how: readonly (string | undefined)[] = []): void {
    const list = names.map((name) => name.replace(/\s+/gu, ' ').trim()).filter((name) => name !== '');
    if (list.length === 0) {
      this.dropped(field, 'it is empty');
      return;
    }
    const known = this.front[as] ?? [];
    const has = new Set(known.map(({ name }) => name.toLowerCase()));
    for (const name of list)
      if (!has.has(name.toLowerCase())) {
        has.add(name.toLowerCase());
        known.push({ name });
      }
    this.front[as] = known;
    this.took(field, as, how);
  }

  /** Sets the day or time of publication by the first field that holds one. */
  date(field: string, raw: string, language?: string): ForeignDate | undefined {
    if (raw.trim() === '') this.dropped(field, 'it is empty');
    else if (this.front.date !== undefined) this.dropped(field, 'the story has its date from another field');
    else {
      const date = readForeignDate(raw, { language });
      if (date === undefined) this.dropped(field, 'it is no date', raw);
      else {
        this.front.date = date.date;
        this.took(field, 'date', [date.how]);
      }
      return date;
    }
    return undefined;
  }

  /** Sets the day or time of the last change, where it is later than the day of publication. */
  updated(field: string, raw: string, language?: string): void {
    const date = raw.trim() === '' ? undefined : readForeignDate(raw, { language });
    const { date: first } = this.front;
    if (raw.trim() === '') this.dropped(field, 'it is empty');
    else if (date === undefined) this.dropped(field, 'it is no date', raw);
    else if (first === undefined || !isLater(date.date, first))
      this.dropped(field, 'it is not later than the date of publication');
    else if (this.front.updated !== undefined)
      this.dropped(field, 'the time of the last change comes from another field');
    else {
      this.front.updated = date.date;
      this.took(field, 'updated', [date.how]);
    }
  }

  /** Sets the address at which the story first stood. */
  original(field: string, raw: string, publisher?: string): void {
    const url = raw.trim();
    if (url === '') this.dropped(field, 'it is empty');
    else if (!isWebAddress(url)) this.dropped(field, 'it is not an http(s) address', url);
    else if (this.front.original?.url === url) this.kept(field, 'original');
    else if (this.front.original !== undefined) this.dropped(field, 'the story has another address', url);
    else {
      this.front.original = { url, ...(publisher && { publisher }) };
      this.kept(field, 'original');
    }
  }

  /** Sets the address at which the story stood on the site that is imported, and leads from there to where it stands now. */
  ownAddress(field: string, raw: string, publisher?: string): void {
    const before = this.front.original;
    const alias = aliasAt(raw.trim());
    if (alias === undefined || !isWebAddress(raw.trim()) || before !== undefined) this.original(field, raw, publisher);
    else {
      this.kept(field, 'original, aliases');
      this.original(field, raw, publisher);
      this.front.aliases = [alias];
    }
  }

  /** Leads from an old path of the site to the story. */
  oldPath(field: string, path: string): void {
    const alias = aliasAt(path);
    if (alias === undefined) this.dropped(field, path.trim() === '' ? 'it is empty' : 'no file can stand on it', path);
    else {
      if (this.front.aliases === undefined) this.front.aliases = [alias];
      else if (!this.front.aliases.includes(alias)) this.front.aliases.push(alias);
      this.kept(field, 'aliases');
    }
  }

  /** Sets the language, where it is another than that of the archive. */
  language(field: string, raw: string, archive: string): void {
    const tag = languageTag.safeParse(raw.trim().replaceAll('_', '-'));
    if (raw.trim() === '') this.dropped(field, 'it is empty');
    else if (!tag.success) this.dropped(field, 'it is no language tag', raw);
    else {
      const [canonical = tag.data] = Intl.getCanonicalLocales(tag.data);
      if (canonical.toLowerCase() !== archive.toLowerCase()) this.front.language = canonical;
      this.kept(field, 'language');
    }
  }

  /** Adds a source. */
  source(field: string, entry: z.input<typeof source>, how?: string): void {
    this.front.sources = [...(this.front.sources ?? []), entry];
    this.took(field, 'sources', [how]);
  }

  /** Proposes a title from the first words of a text, where there is none. */
  proposeTitle(words: string, field = 'title'): void {
    if (this.front.title !== undefined) return;
    this.front.title = titleFrom(words);
    this.takeBack((fate) => fate.field === field);
    this.proposed(field, 'title', 'taken from the first words of the text');
  }

  /** Takes a page that stands by itself for a document, for an editor to look at. */
  page(field: string): void {
    this.front.type = 'document';
    this.proposed(field, 'type', 'taken for a document, since it is a page that stands by itself');
  }

  /** Gives the story. */
  story(
    place: ItemPlace,
    body: DraftBody,
    more: Partial<Pick<StoryItem, 'slug' | 'translationKey' | 'version'>> = {},
  ): StoryItem {
    return { kind: 'story', place, name: this.front.title ?? '', front: this.front, body, ...more, fates: this.fates };
  }
}

/** Why a page without words becomes no story. */
export const EMPTY_PAGE = 'It is a page without words of its own, such as a list of posts.';

/** Gives an item that becomes no story. */
export function skipped(place: ItemPlace, name: string, reason: SkipReason, message: string): SkippedItem {
  return { kind: 'skipped', place, name: shortened(name), reason, message };
}

/** Gives a title made of a text’s first sentence. */
function titleFrom(words: string): string {
  const line = words.slice(0, 2_000).replace(/\s+/gu, ' ').trim();
  const [sentence = line] = /^.{12,90}?[.!?。！？](?=\s|$)/u.exec(line) ?? [];
  return shortened(sentence.replace(/(?<!\.)\.$/u, ''), 90);
}

/** Gives the last part of an address’s path, from which a slug is made; none of one without a path. */
export function slugOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const last = new URL(address).pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return undefined;
  const name = last.replace(/\.(?:html?|php|aspx?|jsp|cfm|shtml|xml)$/iu, '');
  try {
    return decodeURIComponent(name) || undefined;
  } catch (error) {
    if (error instanceof URIError) return name || undefined;
    throw error;
  }
}
