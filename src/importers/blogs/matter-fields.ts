/** Front matter of other generators → fields of a story, with what became of each. */
import type { DraftFront, Fate } from '../foreign.ts';
import { readAddresses, readOrigin, readRelated } from './matter-addresses.ts';
import { readDate, readUpdated } from './matter-dates.ts';
import { readAuthors, readLabels, readTerms } from './matter-names.ts';
import { readPicture } from './matter-pictures.ts';
import { type Entry, type FieldContext, MatterReading } from './matter-reading.ts';
import { comparable, languageOf, oneLine, textsOf } from './matter-values.ts';
import type { MatterField } from './matter.ts';

/** What front matter says. */
export interface Fields {
  readonly front: DraftFront;
  readonly fates: readonly Fate[];
  readonly slug?: string;
  readonly translationKey?: string;
  /** `true` where it says that it is no story but a page or a list. */
  readonly isPage: boolean;
}

/** Reads fields. Never throws, whatever they hold. */
export function readFields(fields: readonly MatterField[], context: FieldContext): Fields {
  const reading = new MatterReading(fields, context);
  for (const read of [
    readTitle,
    readLanguage,
    readDate,
    readUpdated,
    readStatus,
    readSummary,
    readAuthors,
    readTerms,
    readLabels,
    readTranslation,
    readAddresses,
    readRelated,
    readOrigin,
    readPicture,
    dropRest,
  ])
    read(reading);
  const { entries, front, fates, slug, translation } = reading;
  return {
    front,
    fates,
    isPage: entries.some(({ purpose }) => purpose === 'page') && front.date === undefined,
    ...(slug !== undefined && { slug }),
    ...(translation !== undefined && { translationKey: translation }),
  };
}

function readTitle(reading: MatterReading): void {
  for (const entry of reading.of('title')) {
    const [typed = ''] = textsOf(entry.value);
    const title = reading.words(typed);
    if (reading.front.title !== undefined) reading.drop(entry, 'another key gives the title', typed);
    else if (title === '') reading.drop(entry, 'it has no words', typed);
    else {
      reading.front.title = title;
      reading.keep(entry, 'title', title === oneLine(typed) ? undefined : 'freed of markup');
    }
  }
}

function readStatus(reading: MatterReading): void {
  const drafts: Readonly<Record<string, RegExp>> = {
    draft: /^(?:true|yes|1|on)$/iu,
    published: /^(?:false|no|0|off)$/iu,
    status: /^(?:draft|pending|private|unpublished|hidden|in[ -]?review|wip|idea)$/iu,
  };
  for (const entry of reading.of('draft', 'published', 'status')) {
    const [typed = ''] = textsOf(entry.value);
    const isDraft = drafts[entry.purpose ?? '']?.test(typed) === true;
    if (isDraft) reading.front.status = 'draft';
    reading.keep(entry, 'status');
  }
  if (/(?:^|\/)_?drafts?\//iu.test(reading.context.path) && reading.front.status === undefined) {
    reading.front.status = 'draft';
    reading.add({ field: 'folder of drafts', fate: 'kept', as: 'status' });
  }
  for (const entry of reading.of('expiry'))
    reading.drop(entry, 'an archive keeps what its site let expire', textsOf(entry.value)[0]);
}

function readSummary(reading: MatterReading): void {
  let from: Entry | undefined;
  for (const entry of reading.of('summary')) {
    const typed = textsOf(entry.value).join(' ');
    const words = reading.words(typed);
    if (words === '') reading.drop(entry, 'it has no words', typed);
    else if (from === undefined) {
      from = entry;
      reading.front.summary = words;
      reading.keep(entry, 'summary', words === oneLine(typed) ? undefined : 'freed of markup');
    } else if (comparable(words) === comparable(reading.front.summary ?? ''))
      reading.drop(entry, `it says the same as ${from.key}`);
    else reading.drop(entry, `${from.key} gives the summary`, words);
  }
}

function readLanguage(reading: MatterReading): void {
  for (const entry of reading.of('language')) {
    const [typed = ''] = textsOf(entry.value);
    const tag = languageOf(typed);
    if (tag === undefined) reading.drop(entry, 'it is no language', typed);
    else {
      reading.front.language = tag;
      reading.keep(entry, 'language', tag === typed ? undefined : `written as ${tag}`);
    }
  }
}

function readTranslation(reading: MatterReading): void {
  for (const entry of reading.of('translation')) {
    const [typed = ''] = textsOf(entry.value);
    reading.translation = typed;
    reading.keep(entry, 'translationOf');
  }
}

function dropRest(reading: MatterReading): void {
  for (const entry of reading.unsettled()) {
    const isLayout = entry.purpose === 'layout' || entry.purpose === 'page';
    reading.drop(
      entry,
      isLayout ? 'it only tells the generator how to show the page' : 'a story has no such field',
      textsOf(entry.value).join(', '),
    );
  }
}
