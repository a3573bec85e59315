/** One item of ninjs 1.0 to 3.1 → a story. */
import { time } from '../../model/fields.ts';
import type { DraftBody, DraftFront, ImportOptions, InputFile, Item, SkippedItem } from '../foreign.ts';
import { cleanNames, splitByline } from '../items/bylines.ts';
import { readForeignDate } from '../items/foreign-date.ts';
import { asList, asText, isObject, type JsonObject } from '../items/foreign-json.ts';
import { readLanguage } from '../items/language.ts';
import { Ledger } from '../items/ledger.ts';

/** Values by names in lower case. */
type Fields = ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;

/** 1.x and 2.x write names in lower case, 3.x as `pubStatus`. */
export function lowered(item: JsonObject): Fields {
  return new Map(Object.entries(item).map(([name, value]) => [name.toLowerCase(), { name, value }]));
}

function inner(object: JsonObject, name: string): unknown {
  return object[name] ?? Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Tells whether an item was withheld or cancelled. */
export function isOver(fields: Fields): boolean {
  return /^(?:withheld|cancell?ed)$/iu.test(asText(fields.get('pubstatus')?.value) ?? '');
}

/** Versions are compared as numbers, then by their time. */
export function orderOf(fields: Fields): string {
  const version = asText(fields.get('version')?.value) ?? '';
  const created = asText(fields.get('versioncreated')?.value) ?? '';
  const moment = Date.parse(created);
  return `${/^\d+$/u.test(version) ? version.padStart(20, '0') : '0'.repeat(20)} ${Number.isNaN(moment) ? '' : new Date(moment).toISOString()}`;
}

const OTHER_TYPES: Readonly<Record<string, string>> = {
  picture: 'a picture',
  audio: 'a sound',
  video: 'a video',
  graphic: 'a graphic',
  event: 'an event',
  planning: 'a plan of coverage',
  package: 'a package of other items',
};

/** Gives the story that a value of a file is, or says why it is none; `ends` has the versions in which items were withheld or cancelled, by address. */
export function toItem(
  value: unknown,
  file: InputFile,
  index: number,
  ends: ReadonlyMap<string, string>,
  options: ImportOptions,
): Item {
  const place = { file: file.path, item: index };
  if (!isObject(value))
    return {
      kind: 'skipped',
      place,
      name: `item ${String(index)}`,
      reason: 'unreadable',
      message: 'It is no JSON object.',
    };
  const fields = lowered(value);
  const uri = asText(fields.get('uri')?.value);
  const ledger = new Ledger();
  const front: DraftFront = {};
  const title = titleOf(fields, ledger);
  const name = title ?? uri ?? `item ${String(index)}`;
  const skip = (reason: SkippedItem['reason'], message: string): SkippedItem => ({
    kind: 'skipped',
    place,
    name,
    reason,
    message,
  });

  const type = asText(fields.get('type')?.value)?.toLowerCase();
  const other = type === undefined ? undefined : OTHER_TYPES[type];
  if (other !== undefined) return skip('not-a-story', `The item is ${other}.`);
  if (type === undefined && fields.has('eventdetails')) return skip('not-a-story', 'The item is an event.');
  const order = orderOf(fields);
  if (isOver(fields)) return skip('cancelled', `Its status is ${asText(fields.get('pubstatus')?.value) ?? ''}.`);
  if (uri !== undefined && (ends.get(uri) ?? '') > order)
    return skip('cancelled', 'A later version of it says that it was withheld or cancelled.');

  if (title !== undefined) front.title = title;
  const body = bodyOf(fields, ledger);
  if (!body) return skip('empty', 'The item has no text.');
  datesOf(fields, front, ledger, options);
  if (front.date === undefined) return skip('undated', 'Nothing in the item gives a date.');
  for (const [key, { name: field, value: given }] of fields) fill(key, field, given, front, ledger, options);
  return {
    kind: 'story',
    place,
    name,
    front,
    body,
    ...(uri !== undefined && { version: { key: uri, order } }),
    fates: ledger.fates.toSorted((one, two) => rankIn(value, one.field) - rankIn(value, two.field)),
  };
}

function rankIn(item: JsonObject, field: string): number {
  return Object.keys(item).indexOf(field.replace(/\[.*$/u, ''));
}

/** Texts with roles: `headlines: [{ role: 'main', value: '…' }]`, or `headline` and `headline_main` of ninjs 1. */
interface Role {
  readonly field: string;
  readonly role: string;
  readonly type: string;
  readonly value: string;
}

function rolesOf(fields: Fields, plural: string, singular: string): Role[] {
  const roles: Role[] = [];
  for (const [key, { name, value }] of fields) {
    if (key === plural) {
      const list = asList(value);
      for (const [index, one] of list.entries()) {
        const text = asText(isObject(one) ? inner(one, 'value') : one);
        if (text === undefined) continue;
        roles.push({
          field: list.length === 1 ? name : `${name}[${String(index)}]`,
          role: (asText(isObject(one) ? inner(one, 'role') : undefined) ?? '').toLowerCase(),
          type: (asText(isObject(one) ? inner(one, 'contenttype') : undefined) ?? '').toLowerCase(),
          value: text,
        });
      }
    } else if (key === singular || key.startsWith(`${singular}_`)) {
      const text = asText(value);
      const role = key.slice(singular.length + 1);
      if (text !== undefined)
        roles.push({ field: name, role, type: /x?html/u.test(role) ? 'text/html' : 'text/plain', value: text });
    }
  }
  return roles;
}

/** Gives words without tags and on one line. */
function plain({ value }: Role): string {
  return value
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/&(?:amp|#38);/gu, '&')
    .replace(/&(?:nbsp|#160);/gu, ' ')
    .replace(/&(?:quot|#34);/gu, '"')
    .replace(/&(?:apos|#39);/gu, "'")
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function titleOf(fields: Fields, ledger: Ledger): string | undefined {
  const headlines = rolesOf(fields, 'headlines', 'headline');
  const main = headlines.find(({ role }) => role === 'main' || role === '') ?? headlines[0];
  const own = fields.get('title');
  const ownText = asText(own?.value);
  if (main) {
    if (plain(main) === main.value) ledger.kept(main.field, 'title');
    else ledger.changed(main.field, 'title', 'put on one line without tags');
    for (const other of headlines) ledger.dropped(other.field, `${main.field} gives the title`);
    if (own) ledger.dropped(own.name, `${main.field} gives the title`);
    return plain(main);
  }
  if (own && ownText !== undefined) {
    ledger.kept(own.name, 'title');
    return ownText;
  }
  return undefined;
}

function formOf({ role, type, value }: Role): 'html' | 'text' | 'nitf' | 'other' {
  if (/html/u.test(type) || /html/u.test(role)) return 'html';
  if (/nitf/u.test(type) || /^nitf/u.test(role)) return 'nitf';
  if (/xml/u.test(type)) return /<body\.content[\s>]/u.test(value) ? 'nitf' : 'other';
  return 'text';
}

function bodyOf(fields: Fields, ledger: Ledger): DraftBody | undefined {
  const bodies = rolesOf(fields, 'bodies', 'body').map((role) => ({ ...role, form: formOf(role) }));
  const rank = ['html', 'nitf', 'text', 'other'];
  const [best] = bodies.toSorted((one, two) => rank.indexOf(one.form) - rank.indexOf(two.form));
  const descriptions = rolesOf(fields, 'descriptions', 'description');
  if (!best || plain(best) === '') {
    const [words] = descriptions;
    if (!words || plain(words) === '') return undefined;
    ledger.changed(words.field, 'body', 'taken as the text, since the item has no body');
    return { format: /html/u.test(words.type) || /<p[\s>]/u.test(words.value) ? 'html' : 'text', text: words.value };
  }
  const isMarkup = best.form !== 'text' || /<(?:p|br|div)[\s/>]/iu.test(best.value);
  const text =
    best.form === 'nitf'
      ? (/<body\.content[^>]*>([\s\S]*?)<\/body\.content>/u.exec(best.value)?.[1] ?? best.value)
      : best.value;
  if (best.form === 'nitf') ledger.changed(best.field, 'body', 'taken from its NITF');
  else ledger.kept(best.field, 'body');
  for (const other of bodies) ledger.dropped(other.field, `${best.field} gives the text`);
  return { format: isMarkup ? 'html' : 'text', text };
}

/** The day of the first version is the date, and that of the newest one `updated`. */
function datesOf(fields: Fields, front: DraftFront, ledger: Ledger, { language }: ImportOptions): void {
  for (const key of ['firstcreated', 'versioncreated', 'contentcreated']) {
    const field = fields.get(key);
    if (!field) continue;
    const found = readForeignDate(asText(field.value) ?? '', { language });
    const as = front.date === undefined ? 'date' : 'updated';
    if (!found) ledger.dropped(field.name, 'it is no date');
    else if (key === 'contentcreated' && as === 'updated') ledger.dropped(field.name, 'the item has a date of its own');
    else if (found.date === front.date) ledger.kept(field.name, 'date');
    else if (as === 'updated' && Date.parse(found.date) < Date.parse(String(front.date)))
      ledger.dropped(field.name, 'it is before the date');
    else {
      front[as] = found.date;
      if (found.how === undefined) ledger.kept(field.name, as);
      else ledger.changed(field.name, as, found.how);
    }
  }
}

const TERMS: Readonly<Record<string, 'people' | 'organizations' | 'places' | 'topics'>> = {
  person: 'people',
  people: 'people',
  organisation: 'organizations',
  organisations: 'organizations',
  place: 'places',
  places: 'places',
  subject: 'topics',
  subjects: 'topics',
};

/** Fields that no story has, with the reason. */
const DROPPED: Readonly<Record<string, string>> = {
  standard: 'it names the version of ninjs',
  $standard: 'it names the version of ninjs',
  type: 'it says that the item is a text',
  mimetype: 'it says of what form the item is',
  representationtype: 'it says whether the item is whole',
  profile: 'it says of what parts the item is made',
  urgency: 'it was for the editors who received it',
  ednote: 'it was for the editors who received it',
  slugline: 'it was for the editors who received it',
  charcount: 'it counts the text',
  wordcount: 'it counts the text',
  expires: 'an archive keeps its stories',
  altids: 'a story has one id',
  usageterms: 'terms of use belong to the licence of the site',
  copyrightholder: 'rights belong to the licence of the site',
  copyrightnotice: 'rights belong to the licence of the site',
  rightsinfo: 'rights belong to the licence of the site',
  renditions: 'files lie elsewhere, and none is fetched',
  trustindicators: 'they are about the publisher',
  trustindicator: 'they are about the publisher',
  eventdetails: 'a story has no calendar',
  events: 'a story has no calendar',
  infosources: 'it names who gave the information, not what they said',
  contentcreated: 'it is no date',
  objects: 'a story has no field for things that are neither people, organizations nor places',
};

function fill(
  key: string,
  field: string,
  value: unknown,
  front: DraftFront,
  ledger: Ledger,
  { language: own }: ImportOptions,
): void {
  if (ledger.has(field) || ledger.fates.some((fate) => fate.field.startsWith(`${field}[`))) return;
  const text = asText(value);
  const terms = TERMS[key];
  if (terms !== undefined) {
    fillTerms(terms, field, value, front, ledger);
    return;
  }
  switch (key) {
    case 'uri':
      if (text === undefined) break;
      front.id = text;
      ledger.kept(field, 'id');
      return;
    case 'version':
      ledger.dropped(field, 'the newest version is the story');
      return;
    case 'pubstatus':
      ledger.kept(field, 'status');
      return;
    case 'embargoed':
    case 'embargo':
      fillEmbargo(field, text, front, ledger);
      return;
    case 'language': {
      const language = readLanguage(text);
      if (language === undefined) ledger.dropped(field, 'it is no language tag');
      else {
        if (language !== own) front.language = language;
        ledger.kept(field, 'language');
      }
      return;
    }
    case 'by':
    case 'byline': {
      const names = splitByline(text ?? '');
      if (names.length === 0) break;
      front.authors = names.map((name) => ({ name }));
      if (names.length === 1 && names[0] === text) ledger.kept(field, 'authors');
      else ledger.changed(field, 'authors', 'read as a list of names');
      return;
    }
    case 'located':
      if (text === undefined) break;
      front.dateline = text;
      ledger.kept(field, 'dateline');
      return;
    case 'genres':
    case 'genre':
      fillGenre(field, value, front, ledger);
      return;
    case 'associations':
      ledger.dropped(field, `${associated(value)} beside the text lie elsewhere, and none is fetched`);
      return;
    default:
  }
  if (/^descriptions?(?:_|$)/u.test(key)) {
    fillSummary(key, field, value, front, ledger);
    return;
  }
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  ledger.dropped(field, isEmpty ? 'it is empty' : (DROPPED[key] ?? 'no field of a story is like it'));
}

function fillEmbargo(field: string, text: string | undefined, front: DraftFront, ledger: Ledger): void {
  const found = readForeignDate(text ?? '');
  if (found && time.safeParse(found.date).success) {
    front.embargo = found.date;
    ledger.kept(field, 'embargo');
  } else {
    front.status = 'draft';
    ledger.proposed(field, 'status', 'made a draft, since the end of its embargo is no time with a zone');
  }
}

const GENRES: readonly (readonly [RegExp, NonNullable<DraftFront['type']>])[] = [
  [/analy/iu, 'analysis'],
  [/opinion|editorial|comment|column|debatt/iu, 'opinion'],
];

function fillGenre(field: string, value: unknown, front: DraftFront, ledger: Ledger): void {
  const names = namesIn(value);
  const [, type] = GENRES.find(([pattern]) => names.some((name) => pattern.test(name))) ?? [];
  if (type === undefined) ledger.dropped(field, 'it is no kind of text that is told apart here');
  else {
    front.type = type;
    ledger.changed(field, 'type', `read as ${type}`);
  }
}

function namesIn(value: unknown): string[] {
  return cleanNames(asList(value).flatMap((one) => asText(isObject(one) ? inner(one, 'name') : one) ?? []));
}

function fillTerms(
  as: 'people' | 'organizations' | 'places' | 'topics',
  field: string,
  value: unknown,
  front: DraftFront,
  ledger: Ledger,
): void {
  const names = namesIn(value);
  if (names.length === 0) {
    ledger.dropped(field, 'it holds no names');
    return;
  }
  front[as] = [...(front[as] ?? []), ...names.map((name) => ({ name }))];
  const hasCodes = asList(value).some(
    (one) => isObject(one) && Object.keys(one).some((key) => key.toLowerCase() !== 'name'),
  );
  if (hasCodes) ledger.changed(field, as, 'cut to its names, without codes and relations');
  else ledger.kept(field, as);
}

function fillSummary(key: string, field: string, value: unknown, front: DraftFront, ledger: Ledger): void {
  const roles = rolesOf(new Map([[key, { name: field, value }]]), 'descriptions', 'description');
  const best = roles.find(({ role }) => /summary|lead|abstract/u.test(role)) ?? roles[0];
  const words = best && plain(best);
  if (words === undefined || words === '') ledger.dropped(field, 'it is empty');
  else if (front.summary !== undefined) ledger.dropped(field, 'the item has a summary already');
  else {
    front.summary = words;
    for (const role of roles) {
      if (role !== best) ledger.dropped(role.field, 'the item has a summary already');
      else if (words === role.value) ledger.kept(role.field, 'summary');
      else ledger.changed(role.field, 'summary', 'put on one line without tags');
    }
  }
}

/** Counts what stands beside a text by its type: “2 pictures and 1 graphic”. */
function associated(value: unknown): string {
  const list = isObject(value) ? Object.values(value) : asList(value);
  const counts = new Map<string, number>();
  for (const one of list) {
    const type = asText(isObject(one) ? inner(one, 'type') : undefined) ?? 'item';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const parts = [...counts].map(([type, count]) => `${String(count)} ${type}${count === 1 ? '' : 's'}`);
  return parts.length === 0 ? 'things' : parts.join(', ');
}
