import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import type { DraftFront, Fate } from '../foreign.ts';
import type { DateOrder } from '../items/foreign-date.ts';
import { type Purpose, purposeOf, rankOf } from './matter-keys.ts';
import { oneLine, shortened, textsOf } from './matter-values.ts';
import type { MatterField, MatterValue } from './matter.ts';

/** What is known beside the front matter. */
export interface FieldContext {
  /** Path of the file in the input. */
  readonly path: string;
  readonly order: DateOrder | undefined;
  /** Language of the archive. */
  readonly language: string;
  /** Names of authors by key. */
  readonly authors?: ReadonlyMap<string, string>;
  /** `tags: storms ports` are two, as Jekyll takes them. */
  readonly hasSpacedTags?: boolean;
  /** Values of variables that texts may hold. */
  readonly values: ReadonlyMap<string, string>;
}

/** A key of front matter with its value. */
export interface Entry {
  readonly key: string;
  readonly value: MatterValue;
  readonly purpose: Purpose | undefined;
  /** Place among the keys of its purpose. */
  readonly rank: number;
}

type Front = { -readonly [Key in keyof DraftFront]: DraftFront[Key] };

/** Front matter while it is read: what a story has of it so far, and what became of each key. */
export class MatterReading {
  readonly entries: readonly Entry[];
  readonly context: FieldContext;
  readonly front: Front = {};
  slug: string | undefined;
  translation: string | undefined;
  /** By key; a key without one has no fate yet. */
  readonly #fates = new Map<Entry, Fate[]>();
  readonly #more: Fate[] = [];

  constructor(fields: readonly MatterField[], context: FieldContext) {
    this.context = context;
    this.entries = fields.map(([key, value]) => {
      const purpose = purposeOf(key);
      return { key: shortened(key), value, purpose, rank: purpose === undefined ? -1 : rankOf(key, purpose) };
    });
    this.#twice();
    for (const entry of this.entries) if (textsOf(entry.value).length === 0) this.drop(entry, 'it is empty');
  }

  /** What became of the keys, in their order, and of what stands beside the front matter. */
  get fates(): Fate[] {
    return [...this.entries.flatMap((entry) => this.#fates.get(entry) ?? []), ...this.#more];
  }

  /** Tells of what stands beside the front matter. */
  add(fate: Fate): void {
    this.#more.push(fate);
  }

  /** Gives the entries that are not settled. */
  unsettled(): Entry[] {
    return this.entries.filter((entry) => !this.#fates.has(entry));
  }

  /** Tells what became of a key; of one with several parts, of each. */
  tell(entry: Entry, fate: Fate): void {
    this.#fates.set(entry, [...(this.#fates.get(entry) ?? []), fate]);
  }

  /** Tells that a story has what a key says; `how` where it was changed. */
  keep(entry: Entry, as: string, how?: string): void {
    this.tell(
      entry,
      how === undefined ? { field: entry.key, fate: 'kept', as } : { field: entry.key, fate: 'changed', as, how },
    );
  }

  /** Tells that a story does not have what a key says. */
  drop(entry: Entry, why: string, value?: string): void {
    this.tell(entry, {
      field: entry.key,
      ...(value !== undefined && { value: shortened(value) }),
      fate: 'dropped',
      why,
    });
  }

  /** Gives the entries of a purpose that are not settled, the one that counts first. */
  of(...purposes: Purpose[]): Entry[] {
    return this.entries
      .filter((entry) => entry.purpose !== undefined && purposes.includes(entry.purpose) && !this.#fates.has(entry))
      .toSorted((one, other) => one.rank - other.rank);
  }

  #twice(): void {
    const seen = new Map<string, Entry>();
    for (const entry of this.entries) {
      const before = seen.get(entry.key);
      if (before) {
        const [typed = ''] = textsOf(before.value);
        const isSame = typed === textsOf(entry.value)[0];
        this.drop(
          before,
          isSame ? 'it stands there twice' : 'the same key stands there once more, and the last counts',
          typed,
        );
      }
      seen.set(entry.key, entry);
    }
  }

  /** Gives the words of a text that may hold HTML, entities and variables, on one line. */
  words(typed: string): string {
    const named = typed.replaceAll(
      /\{\{-?\s*([\w.]{1,60})\s*-?\}\}/gu,
      (whole, name: string) => this.context.values.get(name) ?? whole,
    );
    return oneLine(/[<&]/u.test(named) ? toString(fromHtml(named, { fragment: true })) : named);
  }
}
