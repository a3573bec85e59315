/** The account of one item: each of its fields gets one fate. */
import type { Fate } from '../foreign.ts';

/** Collects fates in the order in which they are told; of two of one field the first holds, unless their values differ. */
export class Ledger {
  readonly #fates: Fate[] = [];
  readonly #told = new Set<string>();

  kept(field: string, as: string): void {
    this.#tell({ field, fate: 'kept', as });
  }

  changed(field: string, as: string, how: string): void {
    this.#tell({ field, fate: 'changed', as, how });
  }

  proposed(field: string, as: string, how: string): void {
    this.#tell({ field, fate: 'proposed', as, how });
  }

  /** `value` tells which one it is, or what it said. */
  dropped(field: string, why: string, value = ''): void {
    this.#tell({ field, ...(value !== '' && { value }), fate: 'dropped', why });
  }

  has(field: string): boolean {
    return this.#told.has(field);
  }

  get fates(): readonly Fate[] {
    return this.#fates;
  }

  /** Takes back what was told of a field, so that something else can be. */
  protected takeBack(isTaken: (fate: Fate) => boolean): void {
    for (const fate of this.#fates.filter(isTaken)) this.#told.delete(fate.field);
    this.#fates.splice(0, this.#fates.length, ...this.#fates.filter((fate) => !isTaken(fate)));
  }

  #tell(fate: Fate): void {
    const key = fate.value === undefined ? fate.field : `${fate.field} ${fate.value}`;
    if (this.#told.has(key)) return;
    this.#told.add(fate.field).add(key);
    this.#fates.push(fate);
  }
}
