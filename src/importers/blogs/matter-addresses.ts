/** Addresses in front matter. */
import { aliasFile } from '../../model/addresses.ts';
import { isWebAddress } from '../../model/fields.ts';
import { fileLink } from '../body/file-links.ts';
import type { MatterReading } from './matter-reading.ts';
import { oneLine, textsOf } from './matter-values.ts';

/** Reads the slug, and where the story stood on its old site. */
export function readAddresses(reading: MatterReading): void {
  const aliases: string[] = [];
  for (const entry of reading.of('slug')) {
    const [typed = ''] = textsOf(entry.value);
    reading.slug = typed.split('/').findLast((part) => part !== '');
    reading.keep(entry, 'slug');
  }
  for (const entry of reading.of('path', 'alias')) {
    for (const typed of textsOf(entry.value)) {
      const alias = aliasOf(typed);
      const isFull = /^https?:/iu.test(typed);
      if (alias === undefined)
        reading.drop(
          entry,
          /[{:*[]/u.test(typed.replace(/^https?:/iu, '')) ? 'it is a pattern, or empty' : 'no file can stand on it',
          typed,
        );
      else {
        if (!aliases.includes(alias)) aliases.push(alias);
        const how = isFull ? 'cut to its path' : alias === typed ? undefined : 'written as a path from the root';
        reading.tell(entry, {
          field: entry.key,
          value: typed,
          ...(how === undefined ? { fate: 'kept', as: 'aliases' } : { fate: 'changed', as: 'aliases', how }),
        });
      }
    }
  }
  if (aliases.length > 0) reading.front.aliases = aliases;
}

/** Reads what else of the archive readers are pointed to: files or addresses, of which the stories are found when this one is written. */
export function readRelated(reading: MatterReading): void {
  const related: string[] = [];
  for (const entry of reading.of('related')) {
    const typed = textsOf(entry.value, ['url', 'link', 'path', 'slug', 'ref']);
    related.push(...typed.map((text) => (/^(?:https?:\/)?\//iu.test(text) ? text : fileLink(text))));
    reading.keep(entry, 'related');
  }
  if (related.length > 0) reading.front.related = related;
}

/** Where the story first stood, or what it only points to. */
export function readOrigin(reading: MatterReading): void {
  for (const entry of reading.of('original')) {
    const [typed = ''] = textsOf(entry.value, ['url', 'link']);
    if (!isWebAddress(typed)) reading.drop(entry, 'it is no http(s) address', typed);
    else if (reading.front.original) reading.drop(entry, 'another key says where the story first stood', typed);
    else {
      reading.front.original = { url: typed };
      reading.keep(entry, 'original');
    }
  }
  for (const entry of reading.of('publisher', 'source')) {
    const [typed = ''] = textsOf(entry.value, ['url', 'link', 'name', 'title']);
    if (isWebAddress(typed)) {
      reading.front.sources = [...(reading.front.sources ?? []), { title: new URL(typed).hostname, url: typed }];
      reading.keep(entry, 'sources', 'given its host for a title');
    } else if (
      entry.purpose === 'publisher' &&
      reading.front.original &&
      reading.front.original.publisher === undefined
    ) {
      reading.front.original = { ...reading.front.original, publisher: oneLine(typed) };
      reading.keep(entry, 'original.publisher');
    } else if (entry.purpose === 'publisher') {
      reading.front.sources = [...(reading.front.sources ?? []), { title: oneLine(typed) }];
      reading.keep(entry, 'sources');
    } else reading.drop(entry, 'it is no http(s) address', typed);
  }
}

/** Gives a path from the root on which a file can stand; undefined for a pattern. */
export function aliasOf(typed: string): string | undefined {
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
