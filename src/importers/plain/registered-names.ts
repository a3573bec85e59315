/** Names of a registry in a text, in whatever language and script it is. */
import type { TermKind } from '../../model/registry.ts';
import { nameKey } from '../../reading/slug.ts';
import type { Registered } from '../foreign.ts';

/** A name of the registry that a text has. */
export interface FoundName {
  readonly kind: TermKind;
  /** As the registry has it. */
  readonly name: string;
  /** As the text has it first. */
  readonly as: string;
}

interface Candidate extends Pick<FoundName, 'kind' | 'name'> {
  readonly written: string;
}

/** Characters that a name needs, for it not to be found where another word is meant; `US` and `UN` are known by their capitals. */
const SHORTEST = 3;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** The names of a registry, to be found in texts. */
export class RegisteredNames {
  readonly #byFirstWord = new Map<string, Candidate[]>();
  readonly #unspaced: Candidate[] = [];
  readonly #byKey = new Map<string, Candidate>();

  constructor(terms: readonly Registered[]) {
    for (const { kind, name, aliases } of terms)
      for (const one of [name, ...aliases]) {
        const written = plain(one);
        const [first = ''] = written.match(WORD) ?? [];
        const candidate = { kind, name, written };
        if (!this.#byKey.has(nameKey(one))) this.#byKey.set(nameKey(one), candidate);
        if (UNSPACED.test(written)) this.#unspaced.push(candidate);
        else if (written.length >= SHORTEST || /^\p{Lu}+$/u.test(written))
          this.#byFirstWord.set(first, [...(this.#byFirstWord.get(first) ?? []), candidate]);
      }
    for (const list of [...this.#byFirstWord.values(), this.#unspaced])
      list.sort((one, other) => other.written.length - one.written.length);
  }

  /** Gives the name in the form of the registry, if it has it. */
  formOf(name: string): string | undefined {
    return this.#byKey.get(nameKey(name))?.name;
  }

  /** Finds names in the order of the text, each once; of two that overlap the longer one. */
  in(text: string): FoundName[] {
    const shown = plain(text);
    const taken: { readonly at: number; readonly end: number; readonly found: Candidate }[] = [];
    const take = (at: number, found: Candidate): void => {
      const end = at + found.written.length;
      if (!taken.some((other) => at < other.end && other.at < end)) taken.push({ at, end, found });
    };
    let end = 0;
    for (const { 0: word, index } of shown.matchAll(WORD)) {
      if (index < end) continue;
      const found = this.#byFirstWord
        .get(word)
        ?.find(({ written }) => shown.startsWith(written, index) && isEnd(shown, index + written.length));
      if (!found) continue;
      take(index, found);
      end = index + found.written.length;
    }
    for (const candidate of this.#unspaced) {
      const at = shown.indexOf(candidate.written);
      if (at !== -1) take(at, candidate);
    }
    const names = new Map<string, FoundName>();
    for (const { found } of taken.toSorted((one, other) => one.at - other.at)) {
      const { kind, name, written } = found;
      const key = `${kind} ${name}`;
      if (!names.has(key)) names.set(key, { kind, name, as: written });
    }
    return [...names.values()];
  }
}

/** A name ends where no letter follows, so that `Oman` is not found in `Omanis`. */
function isEnd(text: string, at: number): boolean {
  return !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2));
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll('’', "'").replaceAll(/\s+/gu, ' ').trim();
}
