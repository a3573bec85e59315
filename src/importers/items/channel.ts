/** What a feed or an export says of itself, for `site.yml`. */
import { isWebAddress } from '../../model/fields.ts';
import { lineOf, readXml } from '../bytes/xml-stream.ts';
import type { InputFile, SiteDraft } from '../foreign.ts';

const FIELDS: Readonly<Record<string, keyof SiteDraft>> = {
  title: 'title',
  link: 'url',
  language: 'language',
  description: 'description',
  'atom:title': 'title',
  'atom:link': 'url',
  'atom:subtitle': 'description',
};
const HOLDERS = new Set(['channel', 'atom:feed']);
const ENTRIES = new Set(['item', 'atom:entry']);

/** Reads what stands before the first item of an XML file. */
export async function readChannel(file: InputFile): Promise<SiteDraft> {
  const found: Partial<Record<keyof SiteDraft, string>> = {};
  const parts = readXml(
    file.absolute,
    (name, parents) => ENTRIES.has(name) || (name in FIELDS && HOLDERS.has(parents.at(-1)?.name ?? '')),
  );
  for await (const { element } of parts) {
    if (element === undefined || ENTRIES.has(element.name)) break;
    const field = FIELDS[element.name];
    if (field === undefined || (element.attributes.get('rel') ?? 'alternate') !== 'alternate') continue;
    const value = element.attributes.get('href') ?? lineOf(element);
    if (value !== '' && (field !== 'url' || isWebAddress(value))) found[field] ??= value;
  }
  return found;
}
