/** Eleventy's pages of days, months and years, and the front page. */
import { type Cell, weeksOf, WEEKDAY_SAMPLES } from '../../../src/layouts/calendar.ts';
import { HEAD, heatOf } from '../../../src/layouts/heat.ts';
import { dateAddress } from '../../../src/model/addresses.ts';
import { MADE_SITE } from '../generate.ts';
import { type ListPage, type Story, theArchive } from './archive.ts';
import { count, esc, frame, menu, words } from './frame.ts';
import {
  entries,
  KEY,
  kept,
  lead,
  monthCounts,
  monthsIn,
  mostNames,
  names,
  type Neighbour,
  pager,
  rulerFor,
  stamp,
  turn,
} from './parts.ts';

/** The neighbours of each key of a map whose keys are newest first. */
const neighboursIn = kept((kind) => {
  const keys = [...theArchive()[kind as 'days' | 'months' | 'years'].keys()];
  return new Map(keys.map((key, index) => [key, { before: keys[index + 1], after: keys[index - 1] }]));
});

function beside(
  kind: 'days' | 'months' | 'years',
  date: string,
  labels: readonly [string, string],
  title: (date: string) => string,
) {
  const { before, after } = neighboursIn(kind).get(date) ?? {};
  const neighbour = (other: string | undefined, label: string): Neighbour | undefined =>
    other === undefined
      ? undefined
      : {
          address: dateAddress(other),
          label,
          title: title(other),
          note: count(theArchive()[kind].get(other)?.length ?? 0),
        };
  return { before: neighbour(before, labels[0]), after: neighbour(after, labels[1]) };
}

function otherYears(day: string): string {
  const { sameDay, days } = theArchive();
  const others = (sameDay.get(day.slice(5)) ?? []).filter((other) => other !== day);
  const rows = others.flatMap((other) =>
    (days.get(other) ?? [])
      .slice(0, 3)
      .map(
        ({ url, title }) =>
          `<li><a href="${url}"><bdi>${esc(title)}</bdi></a><span class="small note"> ${other.slice(0, 4)}</span></li>`,
      ),
  );
  return names('list.other-years', `${words(day, 'dayAndMonth')} in other years`, rows);
}

/** Writes a page of a day. */
export function dayPage({ key: day, number, pages, stories, count: total }: ListPage): string {
  const text = words(day, 'weekdayAndDay');
  const [month, year] = [day.slice(0, 7), day.slice(0, 4)];
  const all = theArchive().days.get(day) ?? [];
  const [first] = number === 1 ? stories : [];
  const rest = first ? stories.slice(1) : stories;
  const { before, after } = beside('days', day, ['Before', 'After'], (other) => words(other, 'weekdayAndDay'));
  return frame(
    {
      title: number === 1 ? text : `${text}, page ${number}`,
      description: `${count(total)} of ${text}.`,
      address: dateAddress(day, number),
      above: [
        { name: year, address: dateAddress(year) },
        { name: words(month, 'month'), address: dateAddress(month) },
      ],
      entry: 'Calendar',
      before: before?.address,
      after: after?.address,
      ruler: rulerFor(day),
    },
    `<div class="sheet wide"><div class="margin">${stamp(day, { tag: 'h1', linked: true })}<p class="small">${count(total)}</p></div><div class="matter"><div>${
      first ? lead(first) : ''
    }${rest.length > 0 ? entries(rest, 2) : ''}</div>${pager(pages, number, (page) => dateAddress(day, page))}</div><div class="aside">${mostNames('list.people', 'People named this day', all, 'people')}${mostNames('list.places', 'Places', all, 'places')}${mostNames('list.topics', 'Topics', all, 'subjects')}${otherYears(day)}</div></div>${turn('Days before and after', before, after)}`,
  );
}

function calendarHead(form: 'short' | 'narrow'): string {
  const cells = WEEKDAY_SAMPLES.map((day) => {
    const name = words(day, 'weekday');
    return `<th scope="col" abbr="${name}">${name.slice(0, form === 'short' ? 3 : 1)}</th>`;
  });
  return `<thead><tr>${cells.join('')}</tr></thead>`;
}

function calendarBody(month: string, cellOf: (cell: Cell) => string): string {
  const weeks = weeksOf(monthCounts(month)).map(
    (week) => `<tr>${week.map((cell) => (cell ? cellOf(cell) : '<td></td>')).join('')}</tr>`,
  );
  return `<tbody>${weeks.join('')}</tbody>`;
}

const largeCell = ({ day, count: number, tint }: Cell) => {
  const date = `<b>${words(day, 'number')}</b>`;
  if (number === 0) return `<td><span>${date}</span></td>`;
  return `<td class="${tint}"><a href="${dateAddress(day)}">${date} <span class="num">${number}<span class="unit">${number === 1 ? ' story' : ' stories'}</span></span></a></td>`;
};
const smallCell = ({ day, count: number, tint }: Cell) => {
  const date = words(day, 'number');
  if (number === 0) return `<td><span>${date}</span></td>`;
  return `<td class="${tint}"><a href="${dateAddress(day)}" aria-label="${words(day, 'dayAndMonth')}, ${count(number)}">${date}</a></td>`;
};

/** Writes the page of a month. */
export function monthPage(month: string): string {
  const { months, days } = theArchive();
  const stories = months.get(month) ?? [];
  const year = month.slice(0, 4);
  const title = words(month, 'month');
  const held = [...new Set(stories.map(({ day }) => day))].reverse();
  const { before, after } = beside('months', month, ['The month before', 'The month after'], (other) =>
    words(other, 'month'),
  );
  const sections = held.map((day) => {
    const own = days.get(day) ?? [];
    return `<section class="sheet brief" aria-label="${words(day, 'weekdayAndDay')}"><div class="margin">${stamp(day, { small: true, stories: own.length })}</div><div>${entries(own.slice(0, 6), 2, ' columns brief')}</div></section>`;
  });
  return frame(
    {
      title,
      description: `${count(stories.length)} of ${title}, by day.`,
      address: dateAddress(month),
      above: [{ name: year, address: dateAddress(year) }],
      entry: 'Calendar',
      before: before?.address,
      after: after?.address,
      ruler: rulerFor(month),
    },
    `<div class="sheet"><div class="margin"><h1><span class="name">${words(month, 'monthAlone')}</span> <span class="small"><a href="${dateAddress(year)}">${year}</a></span></h1></div><div class="calendar"><table class="cal"><caption>${count(stories.length)} on ${held.length} day${held.length === 1 ? '' : 's'}</caption>${calendarHead('short')}${calendarBody(month, largeCell)}</table>${KEY}</div></div>${sections.join('')}<div class="sheet"><div class="across terms">${mostNames('list.topics', 'Topics of the month', stories, 'subjects')}${mostNames('list.people', 'People of the month', stories, 'people')}</div></div>${turn('Months before and after', before, after)}`,
  );
}

function heat(year: string): string {
  const months = monthsIn(year).map(monthCounts);
  const { width, height, layers, months: labels } = heatOf(months);
  const total = months.reduce((sum, month) => sum + month.count, 0);
  const texts = labels.map(({ month, x }) => `<text x="${x}" y="${HEAD - 5}">${words(month, 'shortMonth')}</text>`);
  const paths = layers.map(({ tint, path }) => `<path class="${tint === '' ? 'empty' : tint}" d="${path}"></path>`);
  return `<svg class="heat" lang="en" viewBox="0 0 ${width} ${height}" role="img" aria-label="Stories on each day of ${year}: ${count(total)}">${texts.join('')}${paths.join('')}</svg>`;
}

/** Writes the page of a year. */
export function yearPage(year: string): string {
  const stories = theArchive().years.get(year) ?? [];
  const { before, after } = beside('years', year, ['The year before', 'The year after'], (other) => other);
  const tables = monthsIn(year).map((month) => {
    const number = monthCounts(month).count;
    const name = words(month, 'monthAlone');
    const caption = number === 0 ? `<b>${name}</b>` : `<a href="${dateAddress(month)}">${name}</a> ${count(number)}`;
    return `<table class="cal${number === 0 ? ' empty' : ''}"><caption>${caption}</caption>${calendarHead('narrow')}${calendarBody(month, smallCell)}</table>`;
  });
  const days = new Set(stories.map(({ day }) => day)).size;
  return frame(
    {
      title: year,
      description: `${count(stories.length)} of ${year}, by day.`,
      address: dateAddress(year),
      entry: 'Calendar',
      before: before?.address,
      after: after?.address,
      ruler: rulerFor(year),
    },
    `<div class="sheet"><div class="margin"><h1>${year}</h1><p class="small">${count(stories.length)} on ${days} days</p>${KEY}</div><div class="matter">${heat(year)}<div class="months">${tables.join('')}</div><div class="terms">${mostNames('list.topics', 'Topics of the year', stories, 'subjects')}${mostNames('list.people', 'People of the year', stories, 'people')}</div></div></div>${turn('Years before and after', before, after)}`,
  );
}

/** Writes the front page: four days at least, and up to eight while they hold fewer than twelve stories. */
export function frontPage(): string {
  const archive = theArchive();
  const shown: [string, readonly Story[]][] = [];
  for (const [day, stories] of archive.days) {
    const enough = shown.reduce((sum, [, list]) => sum + list.slice(0, 7).length, 0) >= 12;
    if (shown.length >= (enough ? 4 : 8)) break;
    shown.push([day, stories]);
  }
  const sections = shown.map(([day, stories], index) => {
    const cards = stories.slice(0, 7);
    const [first] = index === 0 ? cards : [];
    const rest = first ? cards.slice(1) : cards;
    const aside = first
      ? `<div class="aside">${otherYears(day)}${mostNames('list.topics', 'Topics of the newest stories', archive.stories.slice(0, 100), 'subjects', { limit: 8 })}</div>`
      : '';
    return `<section class="sheet ${first ? 'wide' : 'later'}" aria-label="${words(day, 'weekdayAndDay')}"><div class="margin">${stamp(day, { stories: stories.length })}</div><div>${first ? lead(first) : ''}${rest.length > 0 ? entries(rest, 3, ' columns') : ''}</div>${aside}</section>`;
  });
  const [year, oldest] = [shown[0]?.[0].slice(0, 4) ?? '', shown.at(-1)?.[0] ?? ''];
  const month = oldest.slice(0, 7);
  return frame(
    {
      address: '/',
      masthead: `<header class="mast" lang="en"><p class="ear">A permanent news archive.</p><h1><bdi>${MADE_SITE.title}</bdi></h1><p class="ear">${MADE_SITE.publisher}</p><div class="line">${menu('Latest')}</div></header>`,
      ruler: rulerFor(year, 'page.calendar'),
    },
    `${sections.join('')}<section class="sheet" aria-labelledby="list.year"><h2 id="list.year"><a href="${dateAddress(year)}">${year}, day by day</a></h2>${heat(year)}</section>${turn(
      'Older',
      {
        address: dateAddress(month),
        label: `Before ${words(oldest, 'dayAndMonth')}`,
        title: `All of ${words(month, 'month')}`,
      },
      { address: dateAddress(oldest.slice(0, 4)), label: 'Further back', title: `Calendar of ${oldest.slice(0, 4)}` },
    )}`,
  );
}
