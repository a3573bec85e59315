/** What Eleventy's templates know of the whole archive: computed once, when Eleventy asks for its collections. */
import { dayNumber, monthOf, yearOf } from '../../../src/model/day.ts';

/** A story as Eleventy hands it to collections. */
export interface Item {
  readonly url: string;
  readonly inputPath: string;
  readonly date: Date;
  readonly templateContent: string;
  readonly data: {
    readonly title: string;
    readonly description: string;
    readonly desk: string;
    readonly subjects: readonly string[];
    readonly people: readonly string[];
    readonly places: readonly string[];
    readonly sources: readonly { readonly title: string; readonly url: string; readonly publisher: string }[];
  };
}

/** A topic of the registry. */
export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** A story with its day; lists of stories are newest first. */
export interface Story {
  readonly item: Item;
  readonly url: string;
  readonly day: string;
  readonly title: string;
  /** Its place among all stories. */
  readonly place: number;
}

/** One page of a list of stories: of a day, or of a topic's year. */
export interface ListPage {
  readonly key: string;
  readonly number: number;
  readonly pages: number;
  readonly stories: readonly Story[];
  readonly count: number;
}

/** The archive by day, month, year, topic and person. */
export interface Archive {
  readonly stories: readonly Story[];
  readonly byUrl: ReadonlyMap<string, Story>;
  readonly days: ReadonlyMap<string, readonly Story[]>;
  readonly months: ReadonlyMap<string, readonly Story[]>;
  readonly years: ReadonlyMap<string, readonly Story[]>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly byTopic: ReadonlyMap<string, readonly Story[]>;
  /** By topic and year: `topic-001/2010`. */
  readonly byTopicYear: ReadonlyMap<string, readonly Story[]>;
  readonly byPerson: ReadonlyMap<string, readonly Story[]>;
  /** The days of a date such as 01-05, newest year first. */
  readonly sameDay: ReadonlyMap<string, readonly string[]>;
}

let archive: Archive | undefined;

/** Gives the archive. Throws before Eleventy has asked for its collections. */
export function theArchive(): Archive {
  if (!archive) throw new Error('Eleventy has not read the stories yet.');
  return archive;
}

/** Arranges the stories that Eleventy has read. */
export function arrange(items: readonly Item[], topics: readonly Topic[]): Archive {
  const sorted = items.toSorted((a, b) => b.date.getTime() - a.date.getTime() || (a.url < b.url ? 1 : -1));
  const stories = sorted.map((item, place): Story => {
    return { item, url: item.url, day: item.date.toISOString().slice(0, 10), title: item.data.title, place };
  });
  const days = grouped(stories, ({ day }) => [day]);
  archive = {
    stories,
    byUrl: new Map(stories.map((story) => [story.url, story])),
    days,
    months: grouped(stories, ({ day }) => [monthOf(day)]),
    years: grouped(stories, ({ day }) => [yearOf(day)]),
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    byTopic: grouped(stories, ({ item }) => item.data.subjects),
    byTopicYear: grouped(stories, ({ item, day }) => item.data.subjects.map((id) => `${id}/${yearOf(day)}`)),
    byPerson: grouped(stories, ({ item }) => item.data.people),
    sameDay: grouped([...days.keys()], (day) => [day.slice(5)]),
  };
  return archive;
}

function grouped<T>(list: readonly T[], keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of list) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  }
  return groups;
}

const LIST_LENGTH = 200;

/** Cuts lists into pages of 200. */
export function listPages(lists: ReadonlyMap<string, readonly Story[]>): ListPage[] {
  return Array.from(lists, ([key, stories]) => {
    const pages = Math.ceil(stories.length / LIST_LENGTH);
    return Array.from({ length: pages }, (_, index): ListPage => {
      const part = stories.slice(index * LIST_LENGTH, (index + 1) * LIST_LENGTH);
      return { key, number: index + 1, pages, stories: part, count: stories.length };
    });
  }).flat();
}

/** Gives the values that stories name most, with how often; the most first, then by name. */
export function mostNamed(
  stories: readonly Story[],
  of: (story: Item['data']) => readonly string[],
  limit: number,
  but?: string,
): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { item } of stories) for (const name of of(item.data)) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (but !== undefined) counts.delete(but);
  return Array.from(counts, ([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
}

/** Dateline's rule: stories at most this far either way within each shared term, and what a shared term counts for against days. */
const WINDOW = 25;
const WEIGHT = { people: 300, topics: 200 };
const RELATED_DAYS = 365;
const SHOWN = 6;

/** Gives the stories that share terms and time with one. */
export function relatedTo(story: Story): Story[] {
  const { byTopic, byPerson } = theArchive();
  const { people, subjects } = story.item.data;
  const day = dayNumber(story.day);
  const scores = new Map<Story, number>();
  const lists = [
    ...people.map((name) => ({ list: byPerson.get(name) ?? [], weight: WEIGHT.people })),
    ...subjects.map((id) => ({ list: byTopic.get(id) ?? [], weight: WEIGHT.topics })),
  ];
  for (const { list, weight } of lists) {
    const place = placeOf(list, story);
    for (let index = Math.max(0, place - WINDOW); index <= place + WINDOW && index < list.length; index++) {
      const other = list[index];
      if (other === undefined || other === story) continue;
      const distance = Math.min(RELATED_DAYS, Math.abs(dayNumber(other.day) - day));
      scores.set(other, (scores.get(other) ?? -distance) + weight);
    }
  }
  return [...scores]
    .sort(([a, x], [b, y]) => y - x || a.place - b.place)
    .slice(0, SHOWN)
    .map(([other]) => other);
}

/** Finds a story in a list in the order of places. */
function placeOf(list: readonly Story[], story: Story): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.place ?? Infinity) < story.place) low = middle + 1;
    else high = middle;
  }
  return low;
}
