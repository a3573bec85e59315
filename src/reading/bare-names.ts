/**
 * Editors write `topics: [Iran]` for `topics: [{ name: Iran }]`. The short form is written out before validation,
 * because a schema that took both (a union) would hide in which entry and field a fault lies.
 */
import type { Place } from './reading.ts';
import type { Mapping, ParsedYaml, Value } from './yaml.ts';

/** Fields whose entries may be a bare text, with the key that the text stands for. */
export type BareKeys = Readonly<Record<string, string>>;

/**
 * Writes bare texts out as mappings, in lists and in fields that hold one entry; their place stays that of the text. Takes `parsed`
 * over: it is changed, since a copy of every place would cost more than all else here.
 */
export function writeOutBareTexts(parsed: ParsedYaml, lists: BareKeys, singles: BareKeys = {}): ParsedYaml {
  const { value } = parsed;
  if (!value) return parsed;
  const places: Record<string, Place> = parsed.places;

  function writeOut(entry: Value, path: string, key: string): Value {
    if (typeof entry !== 'string') return entry;
    const place = places[path];
    if (place) places[`${path}.${key}`] = place;
    const mapping = Object.create(null) as Mapping;
    mapping[key] = entry;
    return mapping;
  }

  for (const [field, key] of Object.entries(lists)) {
    const list = value[field];
    if (Array.isArray(list)) value[field] = list.map((entry, index) => writeOut(entry, `${field}.${index}`, key));
  }
  for (const [field, key] of Object.entries(singles)) {
    const entry = value[field];
    if (entry !== undefined) value[field] = writeOut(entry, field, key);
  }
  return parsed;
}
