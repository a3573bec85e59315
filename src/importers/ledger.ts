/** The account of one item: each of its fields gets one fate. */
import type { Fate } from './foreign.ts';

/** Collects fates in the order in which they are told; of two of one field the first holds. */
export class Ledger {
  readonly #fates = new Map<string, Fate>();

  kept(field: string, as: string): void {
    this.#tell({ field, fate: 'kept', as });
  }

  changed(field: string, as: string, how: string): void {
    this.#tell({ field, fate: 'changed', as, how });
  }

  proposed(field: string, as: string, how: string): void {
    this.#tell({ field, fate: 'proposed', as, how });
  }

  dropped(field: string, why: string): void {
    this.#tell({ field, fate: 'dropped', why });
  }

  has(field: string): boolean {
    return this.#fates.has(field);
  }

  get fates(): readonly Fate[] {
    return [...this.#fates.values()];
  }

  #tell(fate: Fate): void {
    if (!this.#fates.has(fate.field)) this.#fates.set(fate.field, fate);
  }
}
