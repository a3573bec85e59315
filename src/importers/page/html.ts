/** Saved web pages: files, folders of them, and WARC archives. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { headOf } from '../bytes/file-head.ts';
import type {
  ArchivedPicture,
  Importer,
  ImportOptions,
  Input,
  InputFile,
  Item,
  SkippedItem,
  SkipReason,
} from '../foreign.ts';
import { decodePage, MOST_PAGE_BYTES } from './document.ts';
import { pageToItem, type PageSetting } from './facts.ts';
import { responsesIn } from './warc.ts';

const PAGE = /\.(?:x?html?|shtml)(?:\.gz)?$/iu;
const WARC = /\.warc(?:\.gz)?$/iu;

/** Web pages as browsers and crawlers save them. */
export const html: Importer = {
  format: 'html',
  title: 'Web pages: HTML files, or WARC archives of them',
  recognizes: async ({ files, isFolder }) => {
    const pages = files.filter(({ path }) => PAGE.test(path) || WARC.test(path));
    const [first] = pages;
    if (!first || (isFolder && pages.length < files.length / 4)) return 0;
    if (WARC.test(first.path)) return 1;
    return /<(?:!doctype html|html|head|body)[\s>]/iu.test(await headOf(first)) ? 0.9 : 0.4;
  },
  items: async function* (input, options) {
    for (const file of input.files) {
      if (WARC.test(file.path)) yield* recordsOf(file, options);
      else yield await pageOf(file, input, options);
    }
  },
  pictures: async function* (input, wanted) {
    for (const file of input.files) if (WARC.test(file.path)) yield* picturesOf(file, wanted);
  },
};

/** Gives the pictures of an archive that are wanted, until it can be read no further, which was told with its pages. */
async function* picturesOf(file: InputFile, wanted: ReadonlySet<string>): AsyncGenerator<ArchivedPicture> {
  const plain = (address: string): string => (URL.canParse(address) ? new URL(address).href : address);
  const isWanted = (address: string): boolean => wanted.has(plain(address));
  try {
    for await (const { address, status, body } of responsesIn(file.absolute, MOST_PAGE_BYTES, isWanted))
      if (address !== undefined && body && status >= 200 && status <= 299)
        yield { address: plain(address), bytes: body };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

async function pageOf(file: InputFile, input: Input, options: ImportOptions): Promise<Item> {
  const place = { file: file.path };
  const skip = skipper(place, file.path);
  if (!PAGE.test(file.path) && input.isFolder) return skip('not-a-story', 'The file is no web page.');
  // Browsers save the frames and advertisements of a page beside it.
  if (/_files\//u.test(file.path)) return skip('not-a-story', 'The file belongs to another saved page.');
  if (file.size > MOST_PAGE_BYTES) return skip('unreadable', TOO_LARGE);
  const bytes = await readFile(file.absolute);
  if (!/\.gz$/iu.test(file.path)) return read(bytes, '', { ...options, place });
  try {
    return read(gunzipSync(bytes, { maxOutputLength: MOST_PAGE_BYTES }), '', { ...options, place });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return skip('unreadable', `It cannot be decompressed: ${error.message.replace(/\.$/u, '')}.`);
  }
}

async function* recordsOf(file: InputFile, options: ImportOptions): AsyncGenerator<Item> {
  let count = 0;
  try {
    for await (const response of responsesIn(file.absolute, MOST_PAGE_BYTES)) {
      count += 1;
      const { index, address, date, status, contentType, body, wrong, isRevisit } = response;
      const place = { file: `${file.path}!${String(index)}`, item: index };
      const skip = skipper(place, address ?? `record ${String(index)}`);
      if (isRevisit === true) yield skip('duplicate', 'It was the same as at an earlier visit, says the archive.');
      else if (/^image\//iu.test(contentType))
        yield skip('not-a-story', 'It is a picture; stories that show it bring it along.');
      else if (!/^(?:text\/html|application\/xhtml\+xml)/iu.test(contentType) && contentType !== '')
        yield skip('not-a-story', `The record is of the type ${contentType.replace(/\s*;.*$/u, '')}.`);
      else if (!body) yield skip('unreadable', wrong ?? 'It has no body.');
      else if (status < 200 || status > 299) yield skip('not-a-story', `Its server answered ${String(status)}.`);
      else yield read(body, contentType, { ...options, place, address, saved: date });
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    yield skipper({ file: file.path }, file.path)(
      'unreadable',
      `After ${String(count)} responses the archive cannot be read: ${error.message.replace(/\.$/u, '')}.`,
    );
  }
}

const TOO_LARGE = `The page has more than ${String(MOST_PAGE_BYTES / 1024 ** 2)} MiB.`;

function skipper(place: SkippedItem['place'], name: string): (reason: SkipReason, message: string) => SkippedItem {
  return (reason, message) => ({ kind: 'skipped', place, name, reason, message });
}

function read(bytes: Uint8Array, contentType: string, setting: PageSetting): Item {
  const skip = skipper(setting.place, setting.address ?? setting.place.file);
  const text = decodePage(bytes, contentType);
  if (text === undefined) return skip('unreadable', 'What stands there is no text.');
  try {
    return pageToItem(text, setting);
  } catch (error) {
    // Elements within elements by the thousands end the parser’s stack, and selectors within broken markup its patience.
    if (!(error instanceof Error)) throw error;
    return skip('unreadable', `The page’s markup cannot be read: ${error.message.replace(/\.$/u, '')}.`);
  }
}
