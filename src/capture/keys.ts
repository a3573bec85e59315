import { dayOf } from '../model/day.ts';
import { slugOf } from '../reading/slug.ts';
import type { PostEntry } from './result.ts';

/** Gives a post the key by which the text places it: account and day, and a number where that is taken. Adds it to `taken`. */
export function keyFor({ handle, date }: PostEntry, taken: Set<string>): string {
  const base = `${slugOf(handle).slice(0, 45) || 'post'}-${dayOf(date)}`.replace(/-{2,}/gu, '-');
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  taken.add(key);
  return key;
}
