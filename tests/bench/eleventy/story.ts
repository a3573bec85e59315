/** Eleventy's page of a story. */
import { toNewsArticle } from '../../../src/formats/json-ld.ts';
import { toStoryMeta } from '../../../src/formats/meta-tags.ts';
import { dateAddress, termAddress } from '../../../src/model/addresses.ts';
import { MADE_SITE } from '../generate.ts';
import { relatedTo, type Story, theArchive } from './archive.ts';
import { absolute, ARCHIVE, crumbs, esc, frame, IMAGE, words } from './frame.ts';
import { dated, rulerFor, stamp, topicLink, topicName, turn } from './parts.ts';

function recordOf({ title, day, url, item }: Story, above: readonly { name: string; address: string }[], text: string) {
  const { description, desk, subjects, people, places, sources } = item.data;
  return toNewsArticle(
    {
      address: absolute(url),
      title,
      type: 'news',
      date: day,
      lang: 'en',
      summary: description,
      section: desk,
      words: text.replace(/<[^>]*>/gu, ' ').match(/\S+/gu)?.length,
      authors: [],
      terms: [
        ...subjects.map((id) => ({
          kind: 'topics' as const,
          name: topicName(id),
          address: absolute(termAddress('topics', id)),
        })),
        ...people.map((name) => ({ kind: 'people' as const, name })),
        ...places.map((name) => ({ kind: 'places' as const, name })),
      ],
      sources,
      posts: [],
      pictures: [],
      corrections: [],
      translations: [],
    },
    ARCHIVE,
    crumbs([...above, { name: title, address: url }]),
  );
}

const neighbour = (label: string, other: Story | undefined) =>
  other && { address: other.url, label: `${label}, ${words(other.day, 'weekdayAndDay')}`, title: other.title };

/** Writes the page of the story at an address around its text. */
export function storyPage(url: string, text: string): string {
  const { byUrl, stories } = theArchive();
  const story = byUrl.get(url);
  if (!story) throw new Error(`No story stands at ${url}.`);
  const { title, day, item, place } = story;
  const { description, desk, subjects, people, places, sources } = item.data;
  const [after, before] = [stories[place - 1], stories[place + 1]];
  const [month, long] = [day.slice(0, 7), words(day, 'day')];
  const above = [
    { name: day.slice(0, 4), address: dateAddress(day.slice(0, 4)) },
    { name: words(month, 'month'), address: dateAddress(month) },
  ];
  const related = relatedTo(story);
  const list = (values: readonly string[]) => values.map((name) => `<li><bdi>${esc(name)}</bdi></li>`).join('');
  const references = sources.map(
    (source, index) =>
      `<li id="source.${index + 1}"><div><div class="reference"><a href="${esc(source.url)}"><bdi>${esc(source.title)}</bdi></a><p class="small facts"><bdi>${esc(source.publisher)}</bdi>, day of publication not recorded</p><p class="small">No archived copy recorded</p></div></div></li>`,
  );
  return frame(
    {
      title,
      window: `${title}, ${long} — ${MADE_SITE.title}`,
      description,
      address: url,
      meta: toStoryMeta({
        title,
        description,
        site: MADE_SITE.title,
        address: absolute(url),
        language: 'en',
        image: IMAGE,
        date: day,
        corrections: [],
        section: desk,
        topics: subjects.map(topicName),
        authors: [],
      }),
      record: recordOf(story, above, text),
      head: `<link rel="cite-as" href="${absolute(url)}"><link rel="type" href="https://schema.org/NewsArticle">`,
      before: before?.url,
      after: after?.url,
      ruler: rulerFor(day),
    },
    `<article><header class="sheet"><div class="margin" lang="en">${stamp(day, { linked: true })}</div><div class="head"><p class="label topics">${subjects.map((id) => `<span>${topicLink(id)} </span>`).join('')}</p><h1>${esc(title)}</h1><p class="stand">${esc(description)}</p></div></header>` +
      `<div class="sheet wide"><div class="margin" lang="en"><dl class="facts narrow"><div class="fact"><dt>By</dt><dd>Author not recorded</dd></div><div class="fact"><dt>Section</dt><dd><bdi>${esc(desk)}</bdi></dd></div><div class="fact"><dt>Published</dt><dd><time datetime="${day}">${words(day, 'shortDay')}</time></dd></div></dl></div>` +
      `<div class="text"><p class="age small" lang="en" dir="ltr">First published on <time datetime="${day}">${long}</time>. This page records what was known then.${after ? ' <a href="#story.after">What came after</a>' : ''}</p><div class="prose">${text}</div></div>` +
      `<div class="aside" lang="en"><section aria-labelledby="story.people"><h2 class="minor" id="story.people">People in this story</h2><ul class="names" role="list">${list(people)}</ul></section><section aria-labelledby="story.terms"><h2 class="minor" id="story.terms">Also filed under</h2><ul class="names" role="list">${list(places)}</ul></section></div></div>` +
      `<section class="sheet" aria-labelledby="story.sources"><h2 id="story.sources" lang="en" dir="ltr">Sources</h2><div lang="en" dir="ltr"><ol class="sources" role="list">${references.join('')}</ol></div></section>` +
      (related.length === 0
        ? ''
        : `<section class="sheet related" aria-labelledby="story.related"><h2 id="story.related" lang="en" dir="ltr">Related stories</h2><div lang="en" dir="ltr">${dated(related, 'shortDay', 3, true)}</div></section>`) +
      `<section class="sheet" aria-labelledby="story.cite"><h2 id="story.cite" lang="en" dir="ltr">Cite this page</h2><div lang="en" dir="ltr"><p><span>“${esc(title)}.” </span><cite>${MADE_SITE.title}</cite><span>, ${long}.</span></p><p class="small address"><bdi>${absolute(url)}</bdi></p></div></section></article>${turn('Before and after', neighbour('Before', before), neighbour('After', after), 'story.after')}`,
  );
}
