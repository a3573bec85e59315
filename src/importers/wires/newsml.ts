/** NewsML-G2: news items with a text, alone, in messages, or beside packages and concepts. */
import { shortened, wordsOf } from '../body/words.ts';
import { readPieces } from '../bytes/byte-stream.ts';
import { shareOf } from '../bytes/file-head.ts';
import { childOf, lineOf, readXml, type XmlElement, type XmlNote } from '../bytes/xml-stream.ts';
import type { Importer, ImportOptions, Input, InputFile, Item, ItemPlace } from '../foreign.ts';
import { Draft, skipped } from '../items/draft.ts';
import { newsItemText, readNewsItem } from './newsml-item.ts';

/** Kinds of item in a file of NewsML-G2, as people call them. */
const KINDS: Readonly<Record<string, string>> = {
  newsItem: 'a news item',
  packageItem: 'a package of other items',
  conceptItem: 'a concept: an entry of a vocabulary',
  knowledgeItem: 'a set of concepts: a vocabulary',
  planningItem: 'a plan of coverage',
  catalogItem: 'a catalogue of vocabularies',
};

/** Items of NewsML-G2. */
export const importer: Importer = {
  format: 'newsml',
  title: 'NewsML-G2',
  recognizes: (input) =>
    shareOf(input, (head) =>
      /iptc\.org\/std\/nar\/|<(?:\w+:)?(?:newsItem|newsMessage|packageItem|contentSet|contentMeta|itemMeta)\b/u.test(
        head,
      ),
    ),
  items,
};

async function* items(input: Input, options: ImportOptions): AsyncGenerator<Item> {
  const cancelled = await cancelledVersions(input);
  for (const file of input.files) {
    let number = 0;
    for await (const part of readXml(file.absolute, (name) => name in KINDS)) {
      number += 1;
      const line = part.kind === 'fault' ? part.line : part.element.line;
      const id = part.element?.attributes.get('guid');
      const place = { file: file.path, line, item: id ?? number };
      if (part.kind === 'fault')
        yield skipped(
          place,
          part.element ? headline(part.element) || file.path : file.path,
          'unreadable',
          part.message,
        );
      else yield newsItem(part.element, part.notes, place, options, cancelled);
    }
    if (number === 0) yield skipped({ file: file.path }, file.path, 'not-a-story', await rootOf(file));
  }
}

async function rootOf(file: InputFile): Promise<string> {
  for await (const { element } of readXml(file.absolute, () => true))
    return `It holds no item of NewsML-G2: it begins with <${shortened(element?.name ?? '', 40)}>.`;
  return 'It holds no item of NewsML-G2.';
}

const headline = (item: XmlElement): string =>
  lineOf(childOf(childOf(item, 'contentMeta'), 'headline')) || lineOf(childOf(childOf(item, 'itemMeta'), 'title'));

function newsItem(
  element: XmlElement,
  notes: readonly XmlNote[],
  place: ItemPlace,
  options: ImportOptions,
  cancelled: ReadonlyMap<string, number>,
): Item {
  const guid = element.attributes.get('guid') ?? '';
  const version = versionOf(element);
  const name = headline(element) || guid || place.file;
  if (element.name !== 'newsItem')
    return skipped(place, name, 'not-a-story', `It is ${KINDS[element.name] ?? element.name}.`);
  if (childOf(element, 'itemMeta') === undefined && childOf(element, 'contentSet') === undefined)
    return skipped(place, name, 'empty', 'It has no content: it stands for an item of another file.');
  const status = statusOf(element);
  if (isCancelled(status))
    return skipped(place, name, 'cancelled', `Its publisher says that it is ${shortened(status, 40)}.`);
  const until = cancelled.get(guid) ?? -1;
  if (until >= version) return skipped(place, name, 'cancelled', `Version ${until} of it was cancelled or withheld.`);
  const text = newsItemText(element);
  if ('missing' in text) return skipped(place, name, text.missing === 'words' ? 'empty' : 'not-a-story', text.message);

  const draft = new Draft();
  readNewsItem(element, draft, text, options.language);
  if (draft.front.date === undefined) return skipped(place, name, 'undated', 'None of its dates is one.');
  draft.proposeTitle(text.body.format === 'html' ? wordsOf(text.body.text) : text.body.text, 'headline');
  for (const note of notes) draft.dropped(note.field, note.why);
  if (guid === '') return draft.story(place, text.body);
  draft.text('@guid', 'id', guid);
  draft.kept('@version', 'version');
  return draft.story(place, text.body, { version: { key: guid, order: String(version).padStart(12, '0') } });
}

function versionOf(element: XmlElement): number {
  const version = Number(element.attributes.get('version') ?? '1');
  return Number.isSafeInteger(version) && version >= 0 ? version : 1;
}

/** Gives the last part of the code of a publishing status: `usable`, `withheld` or `canceled`. */
function statusOf(element: XmlElement): string {
  const status = childOf(childOf(element, 'itemMeta'), 'pubStatus');
  const code = status?.attributes.get('qcode') ?? status?.attributes.get('uri') ?? 'usable';
  return code.split(/[:/#]/u).at(-1) ?? code;
}

const isCancelled = (status: string): boolean => /^(?:cancell?ed|withheld)$/iu.test(status);

/** Gives, by guid, the latest version that says that an item is cancelled: earlier ones are then no stories either. */
async function cancelledVersions(input: Input): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const file of input.files) {
    if (!(await mentionsCancelling(file))) continue;
    for await (const { element } of readXml(file.absolute, (name) => name === 'newsItem')) {
      if (element === undefined || !isCancelled(statusOf(element))) continue;
      const guid = element.attributes.get('guid') ?? '';
      found.set(guid, Math.max(found.get(guid) ?? 0, versionOf(element)));
    }
  }
  return found;
}

const CANCELLING = /pubStatus\b[^<>]{0,400}(?:cancell?ed|withheld)/iu;

async function mentionsCancelling(file: InputFile): Promise<boolean> {
  let last = '';
  for await (const { text } of readPieces(file.absolute)) {
    if (CANCELLING.test(last + text)) return true;
    last = text.slice(-500);
  }
  return false;
}
