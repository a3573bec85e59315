/** Names in plain text → proposals for an editor. */
import type { PostEntry } from '../../capture/result.ts';
import type { DraftFront, Fate } from '../foreign.ts';
import { namedInText } from './named-in-text.ts';
import type { FoundName, RegisteredNames } from './registered-names.ts';

const NAMED = ['people', 'organizations', 'places'] as const;

interface Proposing {
  readonly source: string;
  readonly posts: readonly PostEntry[];
  /** Guesses are made in English alone. */
  readonly isGuessing: boolean;
  readonly registered: RegisteredNames;
}

/** Names of the registry come first; what is guessed beside them names nobody a second time. */
export async function proposeNames(
  { source, posts, isGuessing, registered }: Proposing,
  front: { -readonly [Key in keyof DraftFront]: DraftFront[Key] },
  fates: Fate[],
): Promise<void> {
  let prose = source;
  for (const { text: words } of posts) if (words !== undefined) prose = prose.replace(words, '');
  prose = prose.replaceAll(/^\s*[—–-].*@\w+\).*$/gmu, '');
  const known = registered.in(prose);
  const named = isGuessing ? await namedInText(prose) : undefined;
  for (const kind of NAMED) {
    const own = known.filter((found) => found.kind === kind).map(({ name }) => name);
    const guessed = (named?.[kind] ?? []).filter((name) => !isKnown(name, kind, known));
    if (own.length > 0)
      fates.push({
        field: `names of the registry in the text (${kind})`,
        fate: 'proposed',
        as: kind,
        how: 'found by the names and aliases of its entries',
      });
    if (guessed.length > 0)
      fates.push({ field: `names in the text (${kind})`, fate: 'proposed', as: kind, how: 'guessed from the words' });
    if (own.length + guessed.length > 0) front[kind] = [...own, ...guessed].map((name) => ({ name }));
  }
}

/** `Jaishankar` and `Dr S Jaishankar` are no others than `S Jaishankar`; the `Bank of Oman` is another than `Oman`. */
function isKnown(guess: string, kind: FoundName['kind'], known: readonly FoundName[]): boolean {
  const words = ` ${guess} `;
  return known.some((found) =>
    [found.name, found.as].some(
      (one) => ` ${one} `.includes(words) || (found.kind === kind && words.includes(` ${one} `)),
    ),
  );
}
