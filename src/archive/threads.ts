/** Which posts of a story stand together: threads, and posts within those that quote them. */

/** A post, with the indexes of those of its story that it quotes and answers. */
export interface LinkedPost {
  readonly quoted?: number | undefined;
  readonly replyTo?: number | undefined;
}

/** A post in its thread, with the one that it quotes where that stands inside it. */
export interface ThreadPost {
  readonly index: number;
  readonly quoted?: ThreadPost;
}

/** Posts that stand together, a post before those that answer it. */
export interface Thread {
  readonly posts: readonly ThreadPost[];
  /** Whether the text gives it its place. */
  readonly isPlaced: boolean;
}

/**
 * Puts a story's posts together, so that each stands once: an answer with what it answers, a quoted post within the one that quotes
 * it. `runs` are the posts that the text places, in order; those of one run follow one another with nothing between them. A post that
 * the text places stays there: it is joined only to what it answers within its run. Gives placed threads first, in the order of the text.
 */
export function threadsOf(posts: readonly LinkedPost[], runs: readonly (readonly number[])[]): Thread[] {
  const placed = new Set(runs.flat());
  const order = [...placed, ...posts.keys()];
  const rank = new Map([...new Set(order)].map((index, place) => [index, place]));
  const inside = quotedInside(posts, placed, rank);
  const groups = joinAnswers(posts, runs, new Set(inside.keys()));
  const within = new Map([...inside].map(([quoted, by]) => [by, quoted]));
  const toPost = (index: number): ThreadPost => {
    const quoted = within.get(index);
    return { index, ...(quoted !== undefined && { quoted: toPost(quoted) }) };
  };
  return groups.map((group) => ({
    posts: inOrder(group, posts, rank).map(toPost),
    isPlaced: group.some((index) => placed.has(index)),
  }));
}

/** Finds the posts that stand inside the first that quotes them: those that the text does not place and that belong to no thread. */
function quotedInside(
  posts: readonly LinkedPost[],
  placed: ReadonlySet<number>,
  rank: ReadonlyMap<number, number>,
): Map<number, number> {
  const inThreads = new Set(posts.flatMap(({ replyTo }, index) => (replyTo === undefined ? [] : [index, replyTo])));
  const inside = new Map<number, number>();
  for (const by of rank.keys()) {
    const quoted = posts[by]?.quoted;
    if (quoted === undefined || placed.has(quoted) || inThreads.has(quoted) || inside.has(quoted)) continue;
    // Posts that quote one another in a circle do not all vanish into each other.
    let outermost = by;
    for (let around = inside.get(by); around !== undefined; around = inside.get(around)) outermost = around;
    if (outermost !== quoted) inside.set(quoted, by);
  }
  return inside;
}

function joinAnswers(
  posts: readonly LinkedPost[],
  runs: readonly (readonly number[])[],
  inside: ReadonlySet<number>,
): number[][] {
  const groups: number[][] = [];
  const groupOf = new Map<number, number[]>();
  const put = (index: number, group: number[] | undefined) => {
    const chosen = group ?? [];
    if (!group) groups.push(chosen);
    chosen.push(index);
    groupOf.set(index, chosen);
  };
  for (const run of runs) {
    let current: number[] | undefined;
    for (const index of run) {
      const replyTo = posts[index]?.replyTo;
      put(index, replyTo !== undefined && current?.includes(replyTo) === true ? current : undefined);
      current = groupOf.get(index);
    }
  }
  let free = [...posts.keys()].filter((index) => !groupOf.has(index) && !inside.has(index));
  while (free.length > 0) {
    const known = (index: number) => {
      const answered = posts[index]?.replyTo;
      const answer = posts.findIndex(({ replyTo }, other) => replyTo === index && groupOf.has(other));
      return (answered === undefined ? undefined : groupOf.get(answered)) ?? groupOf.get(answer);
    };
    const next = free.find((index) => known(index) !== undefined) ?? free[0] ?? 0;
    put(next, known(next));
    free = free.filter((index) => index !== next);
  }
  return groups;
}

/** Puts a thread's posts in order: each before its answers, and these, each with its own, in the order of the text or of the record. */
function inOrder(group: readonly number[], posts: readonly LinkedPost[], rank: ReadonlyMap<number, number>): number[] {
  const ranked = group.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  const ordered = new Set<number>();
  const add = (index: number) => {
    if (ordered.has(index)) return;
    ordered.add(index);
    for (const other of ranked) if (posts[other]?.replyTo === index) add(other);
  };
  for (const index of ranked) {
    const replyTo = posts[index]?.replyTo;
    if (replyTo === undefined || !group.includes(replyTo)) add(index);
  }
  // Posts that answer one another in a circle, which checks refuse, are not lost here.
  ranked.forEach(add);
  return [...ordered];
}
