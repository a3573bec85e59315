/** Posts and statements in plain text → records, with their places. */
import { capture } from '../../capture/capture.ts';
import type { PostEntry } from '../../capture/result.ts';
import { slugOf } from '../../reading/slug.ts';
import type { DraftFront, Fate } from '../foreign.ts';
import { attributed } from './posts.ts';
import type { RegisteredNames } from './registered-names.ts';
import { type PlainStatement, readStatement, writtenOut } from './statements.ts';
import type { PlainBlock } from './story.ts';

/** Blocks with the places of what was found in them. */
export interface Placed {
  readonly blocks: readonly PlainBlock[];
  readonly posts: readonly PostEntry[];
  readonly statements: NonNullable<DraftFront['statements']>;
}

/** A block that is the place of a quote. */
export const PLACE = /^::(?:tweet|statement)\{key="[^"]*"\}$/u;

/** Puts places where posts and statements stand. */
export function placeQuotes(blocks: readonly PlainBlock[], fates: Fate[], registered: RegisteredNames): Placed {
  const whole = attributed(blocks.map(({ text: words }) => words).join('\n\n'));
  const captured = capture(whole, { setting: 'story' });
  for (const { handle, key } of captured.posts)
    fates.push({
      field: 'post in the text',
      value: key ?? handle,
      fate: 'changed',
      as: 'tweets',
      how: 'made a record, with its place in the text',
    });
  for (const { message } of captured.notes)
    fates.push({
      field: 'post in the text',
      fate: 'proposed',
      as: 'tweets',
      how: `read with something taken for granted: ${message}`,
    });
  const headings = new Set(blocks.filter(({ kind }) => kind === 'heading').map(({ text: words }) => words));
  const keys = new Set<string>();
  const statements: NonNullable<DraftFront['statements']> = [];
  const placed = captured.text.split(/\n{2,}/u).map((part): PlainBlock => {
    const words = part.trim();
    if (headings.has(words)) return { kind: 'heading', text: words };
    const found = readStatement(words);
    if (found === undefined) return { kind: 'paragraph', text: words };
    const key = keyOf(found, keys);
    const speaker = speakerIn(found.speaker, registered) ?? writtenOut(found.speaker, whole) ?? found.speaker;
    statements.push({ key, speaker, text: found.words });
    fates.push(...statementFates(found, key, speaker, registered));
    return { kind: 'paragraph', text: `::statement{key="${key}"}` };
  });
  return { blocks: placed.filter(({ text: words }) => words !== ''), posts: captured.posts, statements };
}

/** Gives the registered form of a speaker’s name, also of one behind an office: `Harbour Minister Ada Example`. */
function speakerIn(speaker: string, registered: RegisteredNames): string | undefined {
  const [only, other] = registered.in(speaker).filter(({ kind }) => kind === 'people');
  return registered.formOf(speaker) ?? (only && !other && speaker.endsWith(only.as) ? only.name : undefined);
}

function statementFates(
  { speaker, attribution }: PlainStatement,
  key: string,
  name: string,
  registered: RegisteredNames,
): Fate[] {
  const source = speakerIn(speaker, registered) === undefined ? 'the text seems to write out' : 'the registry knows';
  const as = name === speaker ? speaker : `${speaker}, which ${source} as ${name}`;
  return [
    {
      field: 'statement in the text',
      value: key,
      fate: 'proposed',
      as: 'statements',
      how: `taken for words of ${as}; the text does not say on which day`,
    },
    {
      field: 'attribution of a statement',
      value: attribution,
      fate: 'changed',
      as: 'statements',
      how: 'replaced by the place of the statement, which names its speaker',
    },
  ];
}

function keyOf({ speaker }: PlainStatement, taken: Set<string>): string {
  const base = slugOf(speaker).slice(0, 40).replace(/-+$/u, '') || 'statement';
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  taken.add(key);
  return key;
}
