/** Names in front matter. */
import { idOf, nameKey } from '../../reading/slug.ts';
import { splitByline } from '../items/bylines.ts';
import type { MatterReading } from './matter-reading.ts';
import { hasTables, oneLine, textsOf } from './matter-values.ts';

/** Reads who wrote it. */
export function readAuthors(reading: MatterReading): void {
  const names = new Map<string, string>();
  for (const entry of reading.of('authors')) {
    const typed = textsOf(entry.value, ['name', 'title', 'author', 'display_name', 'id', 'slug']);
    const { authors = new Map<string, string>() } = reading.context;
    const found = typed.flatMap(splitByline).map((name) => authors.get(name) ?? name);
    const isNamed = typed.some((one) => authors.has(one));
    for (const name of found) if (!names.has(idOf(name))) names.set(idOf(name), name);
    const isAsTyped = found.length === typed.length && found.every((name, at) => name === oneLine(typed[at] ?? ''));
    if (found.length === 0) reading.drop(entry, 'it names nobody', typed[0]);
    else
      reading.keep(
        entry,
        'authors',
        isAsTyped ? undefined : isNamed ? 'given the name that the archive has for the key' : 'split into names',
      );
    if (typeof entry.value !== 'string' && hasTables(entry.value))
      reading.tell(entry, { field: `${entry.key}: more than names`, fate: 'dropped', why: 'a byline has names alone' });
  }
  if (names.size > 0) reading.front.authors = [...names.values()].map((name) => ({ name }));
}

/** Reads topics, people, organizations and places. */
export function readTerms(reading: MatterReading): void {
  for (const kind of ['topics', 'people', 'organizations', 'places'] as const) {
    const names = new Map<string, string>();
    for (const entry of reading.of(kind)) {
      const typed = textsOf(entry.value, ['name', 'title', 'slug']);
      const isText = typeof entry.value === 'string';
      // https://jekyllrb.com/docs/posts/#tags
      const isSpaced =
        isText &&
        reading.context.hasSpacedTags === true &&
        /^(?:tags|categories)$/u.test(entry.key) &&
        !/[,;]/u.test(typed[0] ?? '');
      const divider = isSpaced ? /\s+/u : /\s*[,;]\s*/u;
      const found = (isText ? typed.flatMap((text) => text.split(divider)) : typed)
        .map((name) => reading.words(name))
        .filter((name) => name !== '');
      const real = found.filter((name) => !/^uncategori[sz]ed$/iu.test(name));
      for (const name of real) {
        const same = names.get(idOf(name));
        if (same === undefined) names.set(idOf(name), name);
        else if (nameKey(same) !== nameKey(name) && /[^\p{L}\p{N}\s_-]/u.test(name + same))
          reading.tell(entry, {
            field: entry.key,
            value: name,
            fate: 'dropped',
            why: `it has the same address as ${same}`,
          });
      }
      for (const name of found.filter((one) => !real.includes(one)))
        reading.drop(entry, 'it only says that there is none', name);
      if (real.length > 0)
        reading.keep(
          entry,
          kind,
          isText && real.length > 1 ? `split at its ${isSpaced ? 'spaces, as Jekyll does' : 'commas'}` : undefined,
        );
      else if (found.length === 0) reading.drop(entry, 'it names none');
    }
    if (names.size > 0) reading.front[kind] = [...names.values()].map((name) => ({ name }));
  }
}

/** Reads what a story has one of: its section, where it was filed, its id, its series. */
export function readLabels(reading: MatterReading): void {
  for (const entry of reading.of('section', 'dateline', 'id', 'series')) {
    const [typed = ''] = textsOf(entry.value, ['name', 'title']);
    const words = reading.words(typed);
    const field = entry.purpose;
    if (words === '') reading.drop(entry, 'it has no words', typed);
    else if (field === 'series') {
      reading.front.series = { name: words };
      reading.keep(entry, 'series');
    } else if (field === 'section' || field === 'dateline' || field === 'id') {
      if (reading.front[field] === undefined) {
        reading.front[field] = words;
        reading.keep(entry, field);
      } else reading.drop(entry, 'another key gives it', typed);
    }
  }
}
