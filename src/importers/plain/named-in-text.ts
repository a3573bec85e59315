/** People, places and organizations that an English text seems to name. All are guesses. */

import { writtenOut } from './statements.ts';

/** Names in the order in which the text has them, in its spelling. */
export interface NamedInText {
  readonly people: readonly string[];
  readonly places: readonly string[];
  readonly organizations: readonly string[];
}

/** Most names of one kind that are proposed. */
const MOST = 20;

/** Guesses at names. */
export async function namedInText(text: string): Promise<NamedInText> {
  const { default: compromise } = await import('compromise');
  const document = compromise(text);
  const places = distinct(namesOf(document.places().out('array')).filter((name) => !name.includes('-')));
  const organizations = distinct([
    ...[...text.matchAll(BODY)].map(([name]) => name),
    ...namesOf(document.organizations().out('array')),
  ]);
  const people = distinct([
    ...[...text.matchAll(TITLED)].map(({ groups }) => groups?.['name'] ?? ''),
    ...namesOf(document.people().out('array')).filter((name) => name.includes(' ')),
  ]);
  const isOther = (name: string): boolean =>
    places.includes(name) || organizations.some((other) => other.includes(name));
  return {
    people: people.filter((name) => !isOther(name)).slice(0, MOST),
    places: places.filter((name) => !organizations.includes(name)).slice(0, MOST),
    organizations: organizations.filter((name) => writtenOut(name, text) === undefined).slice(0, MOST),
  };
}

const NAME = String.raw`\p{Lu}[\p{L}’'.-]*(?:[ \t]+(?:al-|bin |von |van |de )?\p{Lu}[\p{L}’'-]+){1,3}`;
const TITLE =
  'President|Prime Minister|Minister|Secretary|General|Chancellor|Senator|Governor|Ambassador|Commander|Colonel|Sir|Dr\\.?|Mr\\.?|Mrs\\.?|Ms\\.?|counterpart|spokesperson|spokesman|spokeswoman|FM|commander';
const TITLED = new RegExp(String.raw`\b(?:${TITLE})\s+(?!(?:${TITLE})\b)(?<name>${NAME})`, 'gu');
const BODY =
  /(?:\p{Lu}[\p{L}’'-]+\s+){0,3}(?:Ministry|Department|University|Bank|Council|Office|Court)\s+(?:of|for)\s+(?:the\s+)?\p{Lu}[\p{L}’'-]+(?:\s+(?:and\s+)?\p{Lu}[\p{L}’'-]+){0,3}|(?:\p{Lu}[\p{L}’'-]+\s+){1,4}(?:Forces?|Party|Council|Corporation|Company|Agency|Association|Union|Committee|Commission|University|Institute)\b/gu;
const HONORIFIC = new RegExp(String.raw`^(?:(?:${TITLE}|External|Affairs|Foreign)\s+)+`, 'u');

function namesOf(found: unknown): string[] {
  return (Array.isArray(found) ? (found as unknown[]) : []).filter((name): name is string => typeof name === 'string');
}

/** Takes off what belongs to the sentence, and what is named twice. */
function distinct(found: readonly string[]): string[] {
  const names: string[] = [];
  for (const one of found) {
    const name = one
      .replaceAll(/\s+/gu, ' ')
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      .replace(/[’']s$|[’']$/u, '')
      .replace(/^(?:The|the|A)\s+/u, '')
      .replace(HONORIFIC, '')
      .trim();
    if (!/^\p{Lu}/u.test(name) || name.length < 2 || /(?:^|\s)(?:Dr|Mr|Mrs|Ms|S)\.?$/u.test(name)) continue;
    if (!names.some((known) => known === name || known.includes(` ${name}`) || known.startsWith(`${name} `)))
      names.push(name);
  }
  return names;
}
