import { RESERVED_IDS } from '../model/addresses.ts';
import { type Article, articleSchema, type FrontMatter } from '../model/article.ts';
import { dayNumber, dayOf, hasTime, instantOf } from '../model/day.ts';
import { ID_PATTERN } from '../model/fields.ts';
import { problem, type Problem } from '../model/problem.ts';
import { withhold } from '../model/quote.ts';
import { checkArchivedCopies } from './archived-copies.ts';
import { writeOutBareTexts } from './bare-names.ts';
import { readParts } from './parts.ts';
import { checkPosts, checkStatements } from './posts.ts';
import type { Place, Reading, Report, SoundParts } from './reading.ts';
import { slugOfPath } from './slug.ts';
import { suggest } from './suggest.ts';
import { validate } from './validate.ts';
import type { ParsedYaml } from './yaml.ts';

const BARE_LISTS = { authors: 'name', topics: 'name', people: 'name', organizations: 'name', places: 'name' };
const BARE_SINGLES = { series: 'name' };

/** What came of reading a story; `sound` is what can still be checked of one that has errors. */
export interface ArticleReading extends Reading<Article> {
  readonly sound?: SoundParts<FrontMatter>;
}

/** Reads a story; `path` is relative to `content/articles/`, with forward slashes. Never throws, whatever the bytes. */
export function readArticle(bytes: Uint8Array, path: string): ArticleReading {
  const file = `articles/${path}`;
  const { parts, problems: broken } = readParts(bytes, file);
  if (!parts) return { value: undefined, problems: broken, places: {} };

  const parsed = writeOutBareTexts(parts.parsed, BARE_LISTS, BARE_SINGLES);
  const { value, sound, problems: faults } = validate(articleSchema, { ...parsed, value: parsed.value ?? {} }, file);
  const problems = [...broken, ...faults, ...checkArticle(sound, path, parsed, file)];
  const hasError = problems.some(({ severity }) => severity === 'error');
  if (hasError || !value) {
    const { body, bodyLine } = parts;
    return { value: undefined, problems, places: parsed.places, sound: { front: withheldIn(sound), body, bodyLine } };
  }

  if (value.sources.length === 0 && value.status === 'published' && !value.withdrawn) {
    const message = 'The story names no source.';
    problems.push(
      problem('source-none', file, undefined, 'sources', message, 'Add sources: with what the story rests on.'),
    );
  }
  return {
    value: {
      ...withheldIn(value),
      path,
      day: dayOf(value.date),
      finalSlug: value.slug ?? slugOfPath(path),
      body: parts.body,
      bodyLine: parts.bodyLine,
    },
    problems,
    places: parsed.places,
  };
}

/** From here on, nothing knows the words that must not be shown. */
function withheldIn<F extends Partial<FrontMatter>>(front: F): F {
  const { tweets, statements } = front;
  return {
    ...front,
    ...(tweets && { tweets: tweets.map(withhold) }),
    ...(statements && { statements: statements.map(withhold) }),
  };
}

/** Checks what fields say about one another; each check needs only the fields that it names to be sound. */
function checkArticle(
  front: Partial<FrontMatter>,
  path: string,
  { value, places }: ParsedYaml,
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, field, message, fix) => {
    problems.push(problem(code, file, placeOf(places, field), field, message, fix));
  };
  checkOrder(front, report);
  checkKeys(front, report);
  checkPosts(front.tweets ?? [], report);
  checkStatements(front.statements ?? [], report);
  checkArchivedCopies(front, report);
  checkSlug(front, path, report, value?.['slug'] !== undefined);
  checkReview(front, report);
  return problems;
}

function placeOf(places: Readonly<Record<string, Place>>, field: string): Place | undefined {
  return places[field] ?? (field.includes('.') ? placeOf(places, field.slice(0, field.lastIndexOf('.'))) : undefined);
}

function checkOrder({ date, updated, corrections = [], withdrawn }: Partial<FrontMatter>, report: Report): void {
  if (date === undefined) return;
  const fix = 'Correct the one that is wrong.';
  const mustFollow = (field: string, name: string, later: string): void => {
    if (isBefore(later, date))
      report('date-order', field, `${name} (${later}) is before the story’s date (${date}).`, fix);
  };
  if (updated !== undefined) mustFollow('updated', 'updated', updated);
  corrections.forEach((correction, index) => {
    mustFollow(`corrections.${index}.date`, `The date of correction ${index + 1}`, correction.date);
  });
  if (withdrawn) mustFollow('withdrawn.date', 'The date of withdrawal', withdrawn.date);
}

/** Compares instants where both are known, days where not. */
function isBefore(later: string, earlier: string): boolean {
  return hasTime(later) && hasTime(earlier)
    ? instantOf(later) < instantOf(earlier)
    : dayNumber(dayOf(later)) < dayNumber(dayOf(earlier));
}

function checkKeys({ tweets, statements, sources }: Partial<FrontMatter>, report: Report): void {
  const quotes = [
    ...(tweets ?? []).map(({ key }, index) => ({ key, field: `tweets.${index}.key` })),
    ...(statements ?? []).map(({ key }, index) => ({ key, field: `statements.${index}.key` })),
  ];
  checkUnique(quotes, 'tweet or statement', report);
  checkUnique(
    (sources ?? []).map(({ key }, index) => ({ key, field: `sources.${index}.key` })),
    'source',
    report,
  );

  if (!sources || !statements) return;
  const known = new Set(sources.flatMap(({ key }) => key ?? []));
  statements.forEach(({ source }, index) => {
    if (source === undefined || known.has(source)) return;
    const meant = suggest(source, known);
    const fix =
      meant === undefined ? `Add key: ${source} to the source that carries the words.` : `Did you mean ${meant}?`;
    report('source-key-missing', `statements.${index}.source`, `No source of this story has the key ${source}.`, fix);
  });
}

function checkUnique(
  entries: readonly { key: string | undefined; field: string }[],
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { key, field } of entries) {
    if (key === undefined) continue;
    if (seen.has(key))
      report('quote-key-duplicate', field, `Another ${what} has the key ${key} too.`, 'Give one of them another key.');
    seen.add(key);
  }
}

function checkReview({ review = [] }: Partial<FrontMatter>, report: Report): void {
  if (review.length === 0) return;
  const message = `An importer proposed ${review.join(', ')}, and nobody has looked yet.`;
  report('review-pending', 'review', message, 'Correct them where they are wrong, and take review: out.');
}

function checkSlug({ slug }: Partial<FrontMatter>, path: string, report: Report, isGiven: boolean): void {
  if (isGiven && slug === undefined) return;
  const final = slug ?? slugOfPath(path);
  if (!RESERVED_IDS.has(final) && ID_PATTERN.test(final)) return;
  const what = isGiven ? `slug is “${final}”` : `The file’s name gives the slug ${final}`;
  report(
    'slug-invalid',
    'slug',
    `${what}, which Dateline keeps for a page of its own.`,
    isGiven ? `Write another slug, e.g. ${final}-story` : `Add slug: with another name, e.g. slug: ${final}-story`,
  );
}
