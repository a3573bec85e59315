/** NITF 3.x: one article a file. */
import { shortened, wordsOf } from '../body/words.ts';
import { shareOf } from '../bytes/file-head.ts';
import { childOf, lineOf, readXml, type XmlElement, type XmlNote } from '../bytes/xml-stream.ts';
import type { Importer, ImportOptions, Input, Item, ItemPlace } from '../foreign.ts';
import { Draft, skipped } from '../items/draft.ts';
import { nitfBody, readNitfHead } from './nitf-text.ts';

/** Articles in NITF. */
export const importer: Importer = {
  format: 'nitf',
  title: 'NITF 3.x (news articles in XML)',
  recognizes: (input) =>
    shareOf(
      input,
      (head) => /<(?:\w+:)?nitf\b/u.test(head) && !/<(?:\w+:)?(?:newsItem|newsMessage|contentSet)\b/u.test(head),
    ),
  items,
};

async function* items(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  for (const file of input.files) {
    let number = 0;
    for await (const part of readXml(file.absolute, (name) => name === 'nitf')) {
      number += 1;
      const place = {
        file: file.path,
        line: part.kind === 'fault' ? part.line : part.element.line,
        ...(number > 1 && { item: number }),
      };
      if (part.kind === 'fault')
        yield skipped(
          place,
          part.element ? headline(part.element) || file.path : file.path,
          'unreadable',
          part.message,
        );
      else yield article(part.element, part.notes, place, options);
    }
    if (number === 0) yield skipped({ file: file.path }, file.path, 'not-a-story', 'It holds no article in NITF.');
  }
}

const headline = (nitf: XmlElement): string =>
  lineOf(childOf(childOf(childOf(childOf(nitf, 'body'), 'body.head'), 'hedline'), 'hl1')) ||
  lineOf(childOf(childOf(nitf, 'head'), 'title'));

function article(element: XmlElement, notes: readonly XmlNote[], place: ItemPlace, options: ImportOptions): Item {
  const html = nitfBody(element);
  const name = headline(element) || shortened(wordsOf(html)) || place.file;
  const status = childOf(childOf(element, 'head'), 'docdata')?.attributes.get('management-status');
  if (status !== undefined && /cancell?ed|withheld|embargoed/u.test(status))
    return skipped(place, name, 'cancelled', `Its status is “${shortened(status, 40)}”.`);
  if (wordsOf(html) === '') return skipped(place, name, 'empty', 'It has no text.');
  const draft = new Draft();
  readNitfHead(element, draft, '');
  if (draft.front.date === undefined)
    return skipped(place, name, 'undated', 'It has no date of issue, of release or of its story.');
  if (status !== undefined) draft.kept('management-status', 'status');
  const language = element.attributes.get('xml:lang') ?? childOf(element, 'body')?.attributes.get('xml:lang');
  if (language !== undefined) draft.language('xml:lang', language, options.language);
  draft.kept('body.content', 'body');
  draft.proposeTitle(wordsOf(html), 'hl1');
  for (const note of notes) draft.dropped(note.field, note.why);
  const { id } = draft.front;
  return draft.story(
    place,
    { format: 'html', text: html },
    id === undefined ? {} : { version: { key: id, order: draft.front.updated ?? draft.front.date } },
  );
}
