/** Does work for each of some things, several at once, and gives what comes of it in their order. Work must not fail. */
export async function* inOrder<T, R>(
  things: Iterable<T>,
  atOnce: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const thing of things) {
    running.push(work(thing));
    if (running.length < atOnce) continue;
    const first = running.shift();
    if (first) yield await first;
  }
  for (const promise of running) yield await promise;
}
