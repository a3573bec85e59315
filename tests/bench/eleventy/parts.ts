/** Parts that several of Eleventy's templates share, with the same substance as Dateline's components. */
import type { MonthCounts } from '../../../src/archive/rows.ts';
import { TINTS } from '../../../src/layouts/calendar.ts';
import { dateAddress, termAddress } from '../../../src/model/addresses.ts';
import { daysOf } from '../../../src/model/day.ts';
import { type Item, mostNamed, type Story, theArchive } from './archive.ts';
import { count, esc, type Form, words } from './frame.ts';

/** Keeps what a function of a text gave. */
export function kept<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}

const FULLNESS = ['', '1 or 2 stories', '3 to 9 stories', '10 to 19 stories', '20 stories or more'];
const stepOf = (number: number, bounds: readonly number[]) => bounds.filter((bound) => number >= bound).length;

interface Tick {
  readonly date: string;
  readonly step: number;
  readonly text: string;
  readonly label?: string;
}

function ruler(above: string, ticks: readonly Tick[], id = ''): string {
  const marks = ticks.map(({ date, step, text, label }) =>
    step === 0
      ? `<li><span>${text}</span></li>`
      : `<li><a class="t${step}" href="${dateAddress(date)}"${label === undefined ? '' : ` aria-label="${label}"`}>${text}</a></li>`,
  );
  return `<nav class="ruler" aria-label="Place in time"${id} lang="en"><p>${above}</p><ol role="list">${marks.join('')}</ol></nav>`;
}

/** Rulers are drawn once and marked for each page. */
function marked(text: string, date: string): string {
  const link = `href="${dateAddress(date)}"`;
  return text.replace(link, `${link} aria-current="date"`);
}

const linkTo = (date: string, text: string) => `<a href="${dateAddress(date)}">${text}</a> `;
const daysRuler = kept((month) => {
  const { days } = theArchive();
  const ticks = daysOf(month).map((date) => {
    const step = stepOf(days.get(date)?.length ?? 0, [1, 3, 10, 20]);
    return { date, step, text: words(date, 'number'), label: `${words(date, 'dayAndMonth')}, ${FULLNESS[step] ?? ''}` };
  });
  return ruler(linkTo(month.slice(0, 4), month.slice(0, 4)) + linkTo(month, words(month, 'month')), ticks);
});
const monthsRuler = kept((year) => {
  const { months } = theArchive();
  const ticks = monthsIn(year).map((date) => ({
    date,
    step: stepOf(months.get(date)?.length ?? 0, [1, 10, 100, 500]),
    text: words(date, 'shortMonth'),
    label: words(date, 'shortMonthAndYear'),
  }));
  return ruler(linkTo(year, year), ticks);
});
const yearsRuler = kept((id) => {
  const years = [...theArchive().years].reverse();
  const ticks = years.map(([date, { length }]) => ({ date, step: stepOf(length, [1, 100, 1000, 10_000]), text: date }));
  return ruler('<a href="/#page.calendar">All years</a> ', ticks, id === '' ? '' : ` id="${id}"`);
});

/** Lists the months of a year. */
export function monthsIn(year: string): string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

/** Draws the ruler of a page of a day, month or year; without a date, of no year. */
export function rulerFor(date: string, id = ''): string {
  if (date.length === 10) return marked(daysRuler(date.slice(0, 7)), date);
  return date.length === 7 ? marked(monthsRuler(date.slice(0, 4)), date) : marked(yearsRuler(id), date);
}

/** Counts the stories of each day of a month. */
export function monthCounts(month: string): MonthCounts {
  const { days, months } = theArchive();
  return { month, count: months.get(month)?.length ?? 0, days: daysOf(month).map((day) => days.get(day)?.length ?? 0) };
}

/** Links a topic by its name. */
export function topicLink(id: string): string {
  return `<a href="${termAddress('topics', id)}"><bdi>${esc(topicName(id))}</bdi></a>`;
}

/** Gives the registered name of a topic. */
export function topicName(id: string): string {
  return theArchive().topics.get(id)?.name ?? id;
}

/** Lists names under a heading; nothing for none. */
export function names(id: string, title: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return `<section aria-labelledby="${id}"><h2 class="minor" id="${id}">${title}</h2><ul class="names" role="list">${rows.join('')}</ul></section>`;
}

/** Lists what stories name most. */
export function mostNames(
  id: string,
  title: string,
  stories: readonly Story[],
  kind: keyof Pick<Item['data'], 'subjects' | 'people' | 'places'>,
  { limit = 10, but }: { limit?: number; but?: string } = {},
): string {
  const rows = mostNamed(stories, (data) => data[kind], limit, but).map(({ name, count: times }) => {
    const text = kind === 'subjects' ? topicLink(name) : `<bdi>${esc(name)}</bdi>`;
    return `<li class="counted">${text}<span class="small num"> ${times}</span></li>`;
  });
  return names(id, title, rows);
}

const labelOf = ({ item }: Story) => {
  const [topic] = item.data.subjects;
  return topic === undefined ? '' : `<p class="label"><bdi>${esc(topicName(topic))}</bdi></p>`;
};
const linkOf = ({ url, title }: Story) => `<a href="${url}">${esc(title)}</a>`;

/** Lists stories with topic and summary, or headlines alone. */
export function entries(
  stories: readonly Story[],
  level: 2 | 3,
  kind: '' | ' columns' | ' columns brief' = '',
): string {
  const brief = kind === ' columns brief';
  const rows = stories.map((story) => {
    const summary = brief ? '' : `<p class="summary">${esc(story.item.data.description)}</p>`;
    return `<li>${brief ? '' : labelOf(story)}<h${level} class="title">${linkOf(story)}</h${level}>${summary}</li>`;
  });
  return `<ol class="entries${kind}" role="list">${rows.join('')}</ol>`;
}

/** Lists stories by date. */
export function dated(stories: readonly Story[], form: Form, level: 2 | 3, brief = false): string {
  const rows = stories.map((story) => {
    const summary = brief ? '' : `<p class="summary">${esc(story.item.data.description)}</p>`;
    return `<li><time datetime="${story.day}">${words(story.day, form)}</time><h${level} class="title">${linkOf(story)}</h${level}>${summary}</li>`;
  });
  return `<ol class="entries" role="list">${rows.join('')}</ol>`;
}

/** Sets a story large. */
export function lead(story: Story): string {
  const { description, sources } = story.item.data;
  return `<article class="lead">${labelOf(story)}<h2>${linkOf(story)}</h2><p class="summary large">${esc(description)}</p><p class="small">With ${sources.length} source${sources.length === 1 ? '' : 's'}</p></article>`;
}

/** Writes a day as a stamp. */
export function stamp(
  day: string,
  {
    tag = 'p',
    small = false,
    linked = false,
    stories,
  }: { tag?: 'p' | 'h1'; small?: boolean; linked?: boolean; stories?: number } = {},
): string {
  const month = words(day, 'month');
  const shown = linked ? `<a href="${dateAddress(day.slice(0, 7))}">${month}</a>` : month;
  return `<${tag} class="stamp${small ? ' tiny' : ''}"><time datetime="${day}"><span>${words(day, 'weekday')}</span> <b>${words(day, 'number')}</b> ${small ? '' : `<span>${shown}</span>`}</time>${
    stories === undefined ? '' : `<span> <a href="${dateAddress(day)}">${count(stories)}</a></span>`
  }</${tag}>`;
}

/** A page's neighbour. */
export interface Neighbour {
  readonly address: string;
  readonly label: string;
  readonly title: string;
  readonly note?: string;
}

/** Links what lies before and after. */
export function turn(label: string, before: Neighbour | undefined, after: Neighbour | undefined, id = ''): string {
  if (!before && !after) return '';
  const side = (rel: string, other: Neighbour | undefined) =>
    other === undefined
      ? ''
      : `<a rel="${rel}" class="${rel}" href="${other.address}"><span class="label">${other.label}</span> <strong>${esc(other.title)}</strong> ${other.note === undefined ? '' : `<span class="small">${other.note}</span>`}</a>`;
  return `<nav class="turn" aria-label="${label}"${id === '' ? '' : ` id="${id}"`} lang="en">${side('prev', before)}${side('next', after)}</nav>`;
}

/** Links the pages of a long list. */
export function pager(pages: number, current: number, addressOf: (page: number) => string): string {
  if (pages === 1) return '';
  const items = Array.from({ length: pages }, (_, index) =>
    index + 1 === current
      ? `<li><b aria-current="page">${current}</b></li>`
      : `<li><a href="${addressOf(index + 1)}">${index + 1}</a></li>`,
  );
  return `<nav class="pages" aria-label="Pages"><ol role="list">${items.join('')}</ol></nav>`;
}

/** Explains the tints of calendars. */
export const KEY = `<ul class="key small" role="list" aria-label="Stories a day, by tint">${TINTS.map(({ tint, label }) => `<li><i class="${tint}"></i>${label}</li>`).join('')}</ul>`;
