/** Dates in the data that a page has for its own programs: what frameworks load their pages from, and layers of trackers. */
import { bare } from './document.ts';

const KEYED =
  /(?<![a-z])(?:(?:article|page|content|story|post)[._-]?)?(?:date[._-]?published|publish(?:ed)?[._-]?(?:at|date(?:[._-]?time)?|time(?:stamp)?|on|utc)|publication[._-]?(?:date(?:[._-]?time)?|time)|pub[._-]?date|first[._-]?publish(?:ed)?(?:[._-]?(?:at|date|time|on))?|original[._-]?publi[a-z]*[._-]?date)\\?["']?\s*[:=,]\s*(?:\\?["'](?<text>[^"'\\<>]{8,40})\\?["']|(?<moment>\d{10}(?:\d{3})?)(?!\d))/giu;

/** Dates that are read in a page’s data. */
const MOST_DATES = 200;
/** Characters between the title of a story and its date in one record. */
const NEAREST = 20_000;

/** Gives the date of the page’s own story: the only one there, or that next to its title; else the first, which may be another’s. */
export function datesInData(
  scripts: readonly string[],
  title: string | undefined,
): { readonly raw: string; readonly isOwn: boolean }[] {
  let best: { raw: string; distance: number } | undefined;
  const all: string[] = [];
  for (const script of scripts) {
    const places = placesOf(title, script);
    for (const match of script.matchAll(KEYED)) {
      const raw = match.groups?.['text'] ?? match.groups?.['moment'];
      if (raw === undefined || !/\d/u.test(raw)) continue;
      if (all.push(raw) > MOST_DATES) break;
      const distance = Math.min(...places.map((place) => Math.abs(place - match.index)));
      if (distance < (best?.distance ?? NEAREST)) best = { raw, distance };
    }
  }
  if (best) return [{ raw: best.raw, isOwn: true }];
  const [first] = all;
  return first === undefined ? [] : [{ raw: first, isOwn: new Set(all.map((raw) => raw.slice(0, 10))).size === 1 }];
}

/** Gives where a script has the title, by its longest stretch of plain words, which no way of escaping changes. */
function placesOf(title: string | undefined, script: string): number[] {
  const [words] = (title?.match(/[A-Za-z\d][A-Za-z\d ,.-]*/gu) ?? []).toSorted((one, two) => two.length - one.length);
  if (words === undefined || bare(words).length < 10) return [];
  const places: number[] = [];
  for (let at = script.indexOf(words); at !== -1 && places.length < 20; at = script.indexOf(words, at + words.length))
    places.push(at);
  return places;
}
