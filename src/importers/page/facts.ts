/** Everything that a page says of its story, and what became of it. */
import { isWebAddress } from '../../model/fields.ts';
import { decodeEntities } from '../body/words.ts';
import type { DraftFront, ImportOptions, Item, ItemPlace, SkipReason, StoryItem } from '../foreign.ts';
import { cleanNames, splitByline, splitList } from '../items/bylines.ts';
import { isLater } from '../items/foreign-date.ts';
import { asList, asText, isObject, type JsonObject } from '../items/foreign-json.ts';
import { readLanguage } from '../items/language.ts';
import { Ledger } from '../items/ledger.ts';
import { datesOf, OF_PICTURE, type DateCandidate } from './date.ts';
import { bare, readPage, tidy, wordsOf } from './document.ts';
import { articleIn, namesOf } from './linked-data.ts';
import { firstOf, type Meta, metaOf } from './meta.ts';
import { type PageText, textOf } from './text.ts';
import { isSite, sitesOf, titlesOf } from './title.ts';

/** Where a page was found, and what is known of it from there. */
export interface PageSetting extends ImportOptions {
  readonly place: ItemPlace;
  /** Address at which it was saved, where an archive says so. */
  readonly address?: string | undefined;
  /** When it was saved, where an archive says so (RFC 3339). */
  readonly saved?: string | undefined;
}

/** Words below which a page has no story. */
const FEWEST_WORDS = 15;
/** Words below which a text is looked for once more, among what looks like boilerplate too. */
const FEW_WORDS = 70;

/** Times of publication and of change that lie closer together tell of no change. */
const SAME_MOMENT_MS = 60_000;

/** Makes the story of a page. */
export function pageToItem(html: string, setting: PageSetting): Item {
  const { document, linkedData, pageData, isCut } = readPage(html);
  const ledger = new Ledger();
  const meta = metaOf(document);
  const address = addressOf(html, document, meta, setting, ledger);
  const node = articleIn(linkedData, [
    wordsOf(document.querySelector('h1')),
    ...(meta.get('og:title') ?? []),
    wordsOf(document.querySelector('title')),
  ]);
  const sites = sitesOf(meta, node ? namesOf(node['publisher']) : [], address);
  const language = languageOf(document, meta, node);
  const title = tellTitle(titlesOf(document, meta, node, sites), ledger);
  const dates = datesOf(document, meta, node, { language: language?.tag, address, title, pageData });
  const front: DraftFront = { ...(title !== undefined && { title }) };
  const date = tellDates(dates, front, ledger);
  fillOthers(front, document, meta, node, sites, ledger);
  fillOrigin(front, address, meta, node, ledger);
  if (language) {
    ledger.kept(language.field, 'language');
    if (language.tag !== setting.language) front.language = language.tag;
  }
  const reference = referenceOf(node);
  const text = betterOf(textOf(document, title, reference), () =>
    textOf(readPage(html).document, title, reference, false),
  );
  const name = title ?? address ?? setting.place.file;
  const skip = (reason: SkipReason, message: string): Item => ({
    kind: 'skipped',
    place: setting.place,
    name,
    reason,
    message,
  });
  const wrong = reasonAgainst(title, text, address, meta, node, dates[0]);
  if (wrong) return skip(...wrong);
  if (!text) return skip('empty', 'No running text was found in the page.');
  if (date === undefined)
    return skip('undated', `Nothing in the page says when it was published (${String(text.words)} words).`);
  tellText(text, node, reference, isCut, ledger);
  tellRest(meta, node, ledger);
  const slug = slugOf(address);
  return {
    kind: 'story',
    place: setting.place,
    name,
    front,
    body: { format: 'html', text: text.html, ...(address !== undefined && { base: address }) },
    ...(slug !== undefined && { slug }),
    ...(setting.saved !== undefined && address !== undefined && { version: { key: address, order: setting.saved } }),
    fates: ledger.fates,
  } satisfies StoryItem;
}

/** Where little is left of a page, its text may have been called what boilerplate is called. */
function betterOf(text: PageText | undefined, again: () => PageText | undefined): PageText | undefined {
  if (text && text.words >= FEW_WORDS) return text;
  const other = again();
  return other && other.words > Math.max(3 * (text?.words ?? 0), FEW_WORDS) ? other : (text ?? other);
}

function addressOf(
  html: string,
  document: Document,
  meta: Meta,
  setting: PageSetting,
  ledger: Ledger,
): string | undefined {
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? undefined;
  const [, saved] = /<!--\s*saved from url=\(\d+\)(\S+)/u.exec(html.slice(0, 2000)) ?? [];
  const candidates: [string, string | undefined][] = [
    ['link canonical', canonical],
    ['og:url', meta.get('og:url')?.[0]],
    ['address of the record', setting.address],
    ['saved from', saved],
  ];
  let found: string | undefined;
  for (const [field, value] of candidates) {
    if (value === undefined) continue;
    const address = URL.canParse(value, setting.address) ? new URL(value, setting.address).href : undefined;
    if (address === undefined || !isWebAddress(address)) ledger.dropped(field, 'it is no http(s) address');
    else if (found !== undefined) {
      if (address === found) ledger.kept(field, 'original.url');
      else ledger.dropped(field, 'another address of the page was taken');
    } else if (
      new URL(address).pathname === '/' &&
      candidates.some(([, other]) => other !== undefined && isDeeper(other, address))
    )
      ledger.dropped(field, 'it is that of the site');
    else {
      found = address;
      ledger.kept(field, 'original.url');
    }
  }
  return found;
}

function isDeeper(other: string, address: string): boolean {
  return (
    URL.canParse(other) &&
    new URL(other).pathname.length > 1 &&
    new URL(other).hostname.replace(/^www\./u, '') === new URL(address).hostname.replace(/^www\./u, '')
  );
}

function slugOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const parts = new URL(address).pathname.split('/').filter((part) => part !== '' && !/^index\.\w+$/u.test(part));
  const last = parts
    .at(-1)
    ?.replace(/\.(?:html?|php|aspx?|xhtml|shtml|stm|story)$/iu, '')
    .replace(/[-_]\d{5,}(?:[-_]\d+)*$/u, '');
  // A number or a code names nothing; then the title does.
  const words = last?.split(/[-_]/u).filter((word) => /^\p{L}{2,}$/u.test(word)) ?? [];
  return words.length >= 4 ? last : undefined;
}

function languageOf(
  document: Document,
  meta: Meta,
  node: JsonObject | undefined,
): { tag: string; field: string } | undefined {
  const root = document.documentElement;
  const candidates: [string, string | undefined][] = [
    ['html lang', root.getAttribute('lang') ?? root.getAttribute('xml:lang') ?? undefined],
    ['JSON-LD inLanguage', asText(asList(node?.['inLanguage'])[0])],
    ['content-language', meta.get('content-language')?.[0]],
    ['og:locale', meta.get('og:locale')?.[0]],
    ['language', meta.get('language')?.[0]],
  ];
  for (const [field, value] of candidates) {
    const tag = readLanguage(value);
    if (tag !== undefined && tag !== 'und') return { tag, field };
  }
  return undefined;
}

function tellTitle(titles: ReturnType<typeof titlesOf>, ledger: Ledger): string | undefined {
  const [best] = titles;
  if (!best) return undefined;
  const agreeing = titles.filter(({ text }) => bare(text) === bare(best.text)).length;
  if (best.text === best.raw) ledger.kept(best.field, 'title');
  else ledger.changed(best.field, 'title', 'freed of the name of the site');
  for (const { field, text } of titles)
    ledger.dropped(
      field,
      bare(text) === bare(best.text)
        ? `${best.field} gives the same title`
        : `${best.field} gives the title${agreeing > 1 ? ', and others with it' : ''}`,
    );
  return best.text;
}

function tellDates(dates: readonly DateCandidate[], front: DraftFront, ledger: Ledger): string | undefined {
  const [best] = dates;
  if (!best) return undefined;
  const { date, how, precision } = best.found;
  front.date = date;
  const against = dates.filter(
    ({ found, isChange, weight }) =>
      !isChange &&
      weight >= 2.5 &&
      found.precision !== 'month' &&
      Math.abs(Date.parse(found.date.slice(0, 10)) - Date.parse(date.slice(0, 10))) > 86_400_000,
  );
  if (best.isChange)
    ledger.proposed(best.field, 'date', 'taken from the day of the last change, since no other is given');
  else if (precision === 'month' || precision === 'year') ledger.proposed(best.field, 'date', how ?? 'not exact');
  else if (best.field === OF_PICTURE)
    ledger.proposed(best.field, 'date', 'taken from the day of its picture, since no other is given');
  else if (best.weight < 1.2) ledger.proposed(best.field, 'date', 'found in the words of the page');
  else if (against.length > 0)
    ledger.proposed(
      best.field,
      'date',
      `taken, although ${[...new Set(against.map(({ field, found }) => `${field} says ${found.date.slice(0, 10)}`))].join(' and ')}`,
    );
  else if (how !== undefined) ledger.changed(best.field, 'date', how);
  else if (best.raw === date) ledger.kept(best.field, 'date');
  else ledger.changed(best.field, 'date', 'written as RFC 3339 has it');
  const change = best.isChange
    ? undefined
    : dates.find(
        (one) =>
          one.isChange &&
          one.weight >= 1 &&
          isLater(one.found.date, date, SAME_MOMENT_MS) &&
          /odif|pdated/u.test(one.field),
      );
  if (change) {
    front.updated = change.found.date;
    ledger.kept(change.field, 'updated');
  }
  for (const { field, isChange } of dates)
    ledger.dropped(field, isChange ? 'it is no later than the date' : `${best.field} gives the date`);
  return date;
}

const AUTHORS = [
  'author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'byl',
  'article:author',
  'article:author_name',
  'og:article:author',
  'cxenseparse:author',
  'twitter:data1',
];
const SECTIONS = ['article:section', 'og:article:section', 'parsely-section', 'section', 'cxenseparse:section'];
const TAGS = [
  'article:tag',
  'og:article:tag',
  'news_keywords',
  'parsely-tags',
  'sailthru.tags',
  'keywords',
  'dc.subject',
];
const SUMMARIES = [
  'og:description',
  'description',
  'twitter:description',
  'dc.description',
  'sailthru.description',
  'dcterms.description',
  'abstract',
];

function fillOthers(
  front: DraftFront,
  document: Document,
  meta: Meta,
  node: JsonObject | undefined,
  sites: readonly string[],
  ledger: Ledger,
): void {
  const authors: [string, string[]][] = [
    ['JSON-LD author', node ? namesOf(node['author']).flatMap((name) => splitByline(decodeEntities(name))) : []],
    ...AUTHORS.filter(
      (name) => name !== 'twitter:data1' || /by|author/iu.test(meta.get('twitter:label1')?.[0] ?? ''),
    ).map((name): [string, string[]] => [name, (meta.get(name) ?? []).flatMap(splitByline)]),
    [
      'itemprop author',
      [...document.querySelectorAll('[itemprop~="author"]')]
        .slice(0, 10)
        .flatMap((one) => splitByline(wordsOf(one.querySelector('[itemprop~="name"]') ?? one))),
    ],
    [
      'rel author',
      [...document.querySelectorAll('[rel~="author"], [class~="byline" i] a, [class~="author-name" i]')]
        .filter((one) => !one.closest('aside, footer, [class*="comment" i], [class*="related" i]'))
        .slice(0, 10)
        .flatMap((one) => splitByline(wordsOf(one))),
    ],
  ];
  for (const [field, names] of authors) {
    if (names.length === 0) continue;
    const people = cleanNames(names).filter((name) => isName(name) && !isSite(name, sites));
    if (people.length === 0) ledger.dropped(field, 'it names no person');
    else if (front.authors) ledger.dropped(field, 'another place gives the authors');
    else {
      front.authors = people.map((name) => ({ name }));
      ledger.kept(field, 'authors');
    }
  }
  const sections: [string, string | undefined][] = [
    ...SECTIONS.map((name): [string, string | undefined] => [name, meta.get(name)?.[0]]),
    ['JSON-LD articleSection', asText(asList(node?.['articleSection'])[0])],
  ];
  for (const [field, value] of sections) {
    if (value === undefined) continue;
    if (front.section !== undefined) ledger.dropped(field, 'another place gives the section');
    else if (URL.canParse(value)) ledger.dropped(field, 'it is an address');
    else {
      front.section = tidy(decodeEntities(value));
      ledger.kept(field, 'section');
    }
  }
  const tags: [string, string[]][] = [
    ...TAGS.map((name): [string, string[]] => [name, (meta.get(name) ?? []).flatMap(splitList)]),
    [
      'JSON-LD keywords',
      asList(node?.['keywords']).flatMap((one) =>
        splitList(decodeEntities(asText(isObject(one) ? one['name'] : one) ?? '')),
      ),
    ],
  ];
  for (const [field, values] of tags) {
    if (values.length === 0) continue;
    const names = cleanNames(values).filter((name) => !isSite(name, sites));
    if (front.topics) ledger.dropped(field, 'another place gives the topics');
    else if (names.length === 0 || (field === 'keywords' && names.length > 25))
      ledger.dropped(field, 'it names no topics of the story');
    else {
      front.topics = names.map((name) => ({ name }));
      ledger.kept(field, 'topics');
    }
  }
  const summaries: [string, string | undefined][] = [
    ...SUMMARIES.map((name): [string, string | undefined] => [name, meta.get(name)?.[0]]),
    ['JSON-LD description', asText(node?.['description'])],
  ];
  for (const [field, value] of summaries) {
    const words = tidy(decodeEntities(value ?? ''));
    if (words === '') continue;
    if (front.summary !== undefined) ledger.dropped(field, 'another place gives the summary');
    else {
      front.summary = words;
      if (/(?:…|\.\.\.)$/u.test(words)) ledger.proposed(field, 'summary', 'taken, although it breaks off');
      else ledger.kept(field, 'summary');
    }
  }
  const type = asList(node?.['@type']).map((one) => asText(one) ?? '');
  const kinds: readonly (readonly [RegExp, NonNullable<DraftFront['type']>])[] = [
    [/^Opinion/u, 'opinion'],
    [/^Analysis/u, 'analysis'],
    [/^LiveBlog/u, 'live'],
  ];
  const [, kind] = kinds.find(([pattern]) => type.some((one) => pattern.test(one))) ?? [];
  if (kind !== undefined) {
    front.type = kind;
    ledger.kept('JSON-LD @type', 'type');
  }
}

/** Tells whether a byline is a name: no address, no sentence, no time. */
function isName(text: string): boolean {
  return (
    text.length <= 60 &&
    text.split(' ').length <= 6 &&
    !/https?:|www\.|@|\p{Nd}|[?!:/\\{}<>=]/u.test(text) &&
    /\p{L}{2}/u.test(text) &&
    !/^(?:admin|administrator|staff|editor|redaktion|webmaster|author|null|undefined|view|follow|more|read)\b/iu.test(
      text,
    )
  );
}

function fillOrigin(
  front: DraftFront,
  address: string | undefined,
  meta: Meta,
  node: JsonObject | undefined,
  ledger: Ledger,
): void {
  if (address === undefined) return;
  const publisher = node ? namesOf(node['publisher'])[0] : undefined;
  const named =
    publisher === undefined ? firstOf(meta, ['og:site_name', 'dc.publisher', 'application-name']) : undefined;
  if (named) ledger.kept(named.name, 'original.publisher');
  const name = publisher ?? named?.value;
  front.original = {
    url: address,
    ...(name !== undefined && tidy(name) !== '' && { publisher: tidy(decodeEntities(name)) }),
  };
}

function referenceOf(node: JsonObject | undefined): string | undefined {
  const text = asText(node?.['articleBody']);
  if (text === undefined) return undefined;
  return decodeEntities(text.replace(/<(?:br|\/p|\/div)[^>]*>/giu, '\n').replace(/<[^<>]*>/gu, ' '));
}

const ERROR_PAGE =
  /^(?:(?:error\s*)?(?:40[0-9]|41\d|50[0-9])\b|page not found|not found|access denied|forbidden|just a moment|attention required|are you a (?:human|robot)|service unavailable|seite nicht gefunden|page introuvable|página no encontrada|pagina niet gevonden|pagina non trovata)/iu;

function reasonAgainst(
  title: string | undefined,
  text: PageText | undefined,
  address: string | undefined,
  meta: Meta,
  node: JsonObject | undefined,
  date: DateCandidate | undefined,
): [SkipReason, string] | undefined {
  const words = text?.words ?? 0;
  if (ERROR_PAGE.test(title ?? '') && words < 250) return ['not-a-story', 'The page is an error of its server.'];
  const isFront =
    address !== undefined &&
    /^\/(?:[a-z]{2}\/)?(?:index\.\w+)?$/u.test(new URL(address).pathname) &&
    new URL(address).search === '';
  if (isFront && !node && (date?.weight ?? 0) < 2.5 && !/article/u.test(meta.get('og:type')?.[0] ?? ''))
    return ['not-a-story', 'The page is the front page of its site.'];
  if (words < FEWEST_WORDS) return ['empty', `The page has no running text (${String(words)} words).`];
  if (!date && !node && /website|blog/u.test(meta.get('og:type')?.[0] ?? '') && words < 150)
    return ['not-a-story', 'The page is a list of others, or about the site.'];
  return undefined;
}

function tellText(
  text: PageText,
  node: JsonObject | undefined,
  reference: string | undefined,
  isCut: boolean,
  ledger: Ledger,
): void {
  const isClosed = /^false$/iu.test(JSON.stringify(node?.['isAccessibleForFree'] ?? '').replaceAll('"', ''));
  if (isCut) ledger.changed('text', 'body', 'cut, since the page is too long');
  else if (isClosed && text.words < 150)
    ledger.proposed(
      'text',
      'body',
      `taken, although the page says that it is not free to read, and has ${String(text.words)} words alone`,
    );
  else
    ledger.changed(
      'text',
      'body',
      `taken from ${text.from}, without menus, links to other stories, what stands twice and the like`,
    );
  if (reference !== undefined) {
    if (text.from === 'JSON-LD articleBody') ledger.kept('JSON-LD articleBody', 'body');
    else ledger.dropped('JSON-LD articleBody', 'the page gives the same text with its form');
  }
}

/** Names of meta tags that tell programs how to show the page, or whose it is. */
const TECHNICAL =
  /^(?:viewport|charset|robots|googlebot|referrer|theme-color|generator|format-detection|content-type|x-ua-compatible|refresh|msapplication|apple-|al:|fb:|google|msvalidate|yandex|p:domain|twitter:(?:card|site|creator|app|widgets)|og:(?:type|site_name|locale)|color-scheme|csrf|handheldfriendly|mobile)/u;

/** Tells of every field that no rule asked for. */
function tellRest(meta: Meta, node: JsonObject | undefined, ledger: Ledger): void {
  for (const name of meta.keys()) {
    if (/image|thumbnail|video|audio/u.test(name))
      ledger.dropped(name, 'pictures and films lie elsewhere, and none is fetched');
    else ledger.dropped(name, TECHNICAL.test(name) ? 'it is for programs' : 'no field of a story is like it');
  }
  for (const [key, value] of Object.entries(node ?? {})) {
    if (/^(?:@context|@id|@type|url|mainEntityOfPage|isAccessibleForFree|hasPart|isPartOf|wordCount)$/u.test(key))
      ledger.dropped(`JSON-LD ${key}`, 'it is for programs');
    else if (key === 'publisher') ledger.kept('JSON-LD publisher', 'original.publisher');
    else if (/image|thumbnail|video|audio/iu.test(key))
      ledger.dropped(`JSON-LD ${key}`, 'pictures and films lie elsewhere, and none is fetched');
    else if (/comment|interaction/iu.test(key)) ledger.dropped(`JSON-LD ${key}`, 'comments are no part of a story');
    else
      ledger.dropped(
        `JSON-LD ${key}`,
        value === null || value === '' ? 'it is empty' : 'no field of a story is like it',
      );
  }
}
