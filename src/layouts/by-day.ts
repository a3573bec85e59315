/** What lies on one day, in a list that is in order of time. */
interface OfDay<T> {
  readonly day: string;
  readonly entries: readonly T[];
}

/** Cuts a list that is in order of time into days, without changing its order. */
export function byDay<T>(list: readonly T[], dayOf: (entry: T) => string): OfDay<T>[] {
  const days: { day: string; entries: T[] }[] = [];
  for (const entry of list) {
    const day = dayOf(entry);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
