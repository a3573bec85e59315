/** Eleventy's pages of topics. */
import { CHART_HEIGHT, densityOf } from '../../../src/layouts/density.ts';
import { termAddress } from '../../../src/model/addresses.ts';
import { type ListPage, type Story, theArchive, type Topic } from './archive.ts';
import { count, esc, frame, words } from './frame.ts';
import { dated, monthsIn, mostNames, names, type Neighbour, pager, turn } from './parts.ts';

const ALL = { name: 'Topics', address: '/topics/' };
const NEWEST = 50;
const SAMPLE_YEAR = '2024';

/** Writes the A–Z of topics. */
export function topicsPage(): string {
  const { topics, byTopic } = theArchive();
  const initials = Map.groupBy(topics.values(), ({ name }) => name.charAt(0));
  const sections = Array.from(initials, ([initial, members], index) => {
    const rows = members.map(
      ({ id, name }) =>
        `<li><a href="${termAddress('topics', id)}"><bdi>${esc(name)}</bdi></a><span class="small num"> ${byTopic.get(id)?.length ?? 0}</span></li>`,
    );
    return `<section aria-labelledby="letter.${index + 1}"><h2 id="letter.${index + 1}">${initial}</h2><ul role="list">${rows.join('')}</ul></section>`;
  });
  const stand = 'What the stories are about.';
  return frame(
    { title: 'Topics', description: stand, address: '/topics/', entry: 'Topics' },
    `<div class="sheet"><div class="margin"><p class="label">A to Z</p></div><div class="head"><h1><bdi>Topics</bdi></h1><p class="stand" dir="auto">${stand}</p></div></div><div class="sheet"><div class="matter across"><div class="index">${sections.join('')}</div></div></div>`,
  );
}

/** The years of a topic, newest first, with their stories month by month. */
function yearsOf(stories: readonly Story[]) {
  const years = new Map<string, number[]>();
  for (const { day } of stories) {
    const year = day.slice(0, 4);
    const months = years.get(year) ?? Array.from({ length: 12 }, () => 0);
    const month = Number(day.slice(5, 7)) - 1;
    months[month] = (months[month] ?? 0) + 1;
    years.set(year, months);
  }
  return Array.from(years, ([year, months]) => ({
    year,
    months,
    count: months.reduce((sum, number) => sum + number, 0),
  }));
}

function chart(years: ReturnType<typeof yearsOf>): string {
  const density = densityOf(years);
  if (!density) return '';
  const { width, needleWidth, needles, most, labels, span, years: listed } = density;
  const bars = needles.map(
    ({ x, y, height }) => `<rect x="${x}" y="${y}" width="${needleWidth}" height="${height}"></rect>`,
  );
  const when = most.date === undefined ? '' : ` in <time datetime="${most.date}">${words(most.date, 'month')}</time>`;
  const heads = monthsIn(SAMPLE_YEAR).map((month) => `<th scope="col">${words(month, 'shortMonth')}</th>`);
  const rows = listed.map(
    ({ year, months }) =>
      `<tr><th scope="row">${year}</th>${months.map((number) => `<td>${number}</td>`).join('')}</tr>`,
  );
  return `<figure class="density"><figcaption class="small">Stories a month${most.count > 1 ? `. Most${when}: <b>${most.count}</b>` : ''}</figcaption><svg viewBox="0 0 ${width} ${CHART_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Stories a month, ${span[0]} to ${span[1]}">${bars.join('')}</svg><ol class="small" role="list" aria-hidden="true">${labels.map((label) => `<li>${label}</li>`).join('')}</ol></figure><details class="small"><summary>The same figures as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Stories a month"><table><thead><tr><th scope="col">Year</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

/** Writes the page of a topic. */
export function topicPage({ id, name, description }: Topic): string {
  const stories = theArchive().byTopic.get(id) ?? [];
  const newest = stories.slice(0, NEWEST);
  const years = yearsOf(stories);
  const rows = years.map(
    ({ year, count: number }) =>
      `<li class="counted"><a href="${termAddress('topics', id, year)}"><bdi>${year}</bdi></a><span class="small num"> ${number}</span></li>`,
  );
  const list = newest.length === 0 ? '<p>No story is filed here yet.</p>' : dated(newest, 'shortDay', 3);
  const order = newest.length < stories.length ? `The newest ${NEWEST} stories` : 'Stories, newest first';
  return frame(
    { title: name, description, address: termAddress('topics', id), above: [ALL], entry: 'Topics' },
    `<div class="sheet"><div class="margin"><p class="label">Topic</p><p class="small">${count(stories.length)}</p></div><div class="head"><h1><bdi>${esc(name)}</bdi></h1><p class="stand" dir="auto">${esc(description)}</p>${chart(years)}</div></div><div class="sheet wide"><h2>${order}</h2><div>${list}</div><div class="aside">${names('term.years', 'By year', rows)}${mostNames('term.people', 'Named beside', newest, 'people', { limit: 8 })}${mostNames('term.topics', 'Topics beside', newest, 'subjects', { limit: 8, but: id })}</div></div>`,
  );
}

/** The years in which a topic has stories, newest first; listed once for each topic. */
const yearsByTopic = new Map<string, string[]>();
function yearsIn(id: string): string[] {
  let years = yearsByTopic.get(id);
  if (!years) {
    years = [...new Set((theArchive().byTopic.get(id) ?? []).map(({ day }) => day.slice(0, 4)))];
    yearsByTopic.set(id, years);
  }
  return years;
}

/** Writes a page of a topic's year. */
export function topicYearPage({ key, number, pages, stories, count: total }: ListPage): string {
  const [id = '', year = ''] = key.split('/');
  const { topics, byTopicYear } = theArchive();
  const name = topics.get(id)?.name ?? id;
  const years = yearsIn(id);
  const place = years.indexOf(year);
  const neighbour = (label: string, other: string | undefined): Neighbour | undefined =>
    other === undefined
      ? undefined
      : {
          address: termAddress('topics', id, other),
          label,
          title: other,
          note: count(byTopicYear.get(`${id}/${other}`)?.length ?? 0),
        };
  const [before, after] = [neighbour('Before', years[place + 1]), neighbour('After', years[place - 1])];
  return frame(
    {
      title: `${name} in ${year}${number > 1 ? `, page ${number}` : ''}`,
      description: `${count(total)} of ${year} filed under ${name}.`,
      address: termAddress('topics', id, year, number),
      above: [ALL, { name, address: termAddress('topics', id) }],
      entry: 'Topics',
      before: before?.address,
      after: after?.address,
    },
    `<div class="sheet"><div class="margin"><p class="label">Topic</p><p class="small">${count(total)}, newest first<br><a href="${termAddress('topics', id)}">All years</a></p></div><div class="head"><h1><bdi>${esc(name)} in ${year}</bdi></h1></div></div><div class="sheet"><div class="matter across">${dated(stories, 'shortDayAndMonth', 2)}${pager(pages, number, (page) => termAddress('topics', id, year, page))}</div></div>${turn('Years before and after', before, after)}`,
  );
}
