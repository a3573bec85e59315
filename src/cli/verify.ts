import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { ChecksumList } from '../build/checksum-list.ts';
import { readAddresses, toAddress, type Copy } from '../build/copy-addresses.ts';
import { checkFolder } from '../build/copy-folder.ts';
import { checkCopies } from '../build/copy-served.ts';
import { countIn, noTotals, type Difference, type Totals } from '../build/difference.ts';
import { CHECKSUMS } from '../model/addresses.ts';
import { textOf, UsageError, type Command } from './command.ts';
import { pathFromHere, printable, printJson, progressLine } from './report.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'compare a copy of the site with its SHA256SUMS: a folder, an address, or a file of addresses',
  args: 'TARGET',
  flags: {
    against: { value: 'FILE', help: 'SHA256SUMS of the original (default: that of the folder; needed for addresses).' },
    timeout: { value: 'SECONDS', help: 'How long a host may take for one file (default: 30).' },
  },
  async run(flags, [target = '']) {
    const against = textOf(flags, 'against');
    const timeout = timeoutOf(textOf(flags, 'timeout') ?? '30');
    const place = placeOf(target);
    const listFile = listOf(place, against);
    const isJson = flags['json'] === true;
    const differences: Difference[] = [];
    const report = isJson ? (found: Difference) => void differences.push(found) : print;
    const damage = noTotals();
    const reportLine = (found: Difference) => {
      countIn(damage, found);
      report(found);
    };
    const onProgress = isJson ? () => undefined : progressLine();
    const list = await ChecksumList.read(listFile, pathFromHere(listFile), reportLine);
    try {
      const check = {
        ...{ list, listFile, timeout, report },
        onProgress: (done: number) => onProgress('checking', done, undefined),
      };
      const totals =
        place.kind === 'folder'
          ? await checkFolder(place.folder, check)
          : await checkCopies(copiesOf(place, list, reportLine), check);
      totals.damaged += damage.damaged;
      if (isJson) printJson({ differences, totals });
      else console.log(toTotalsLine(totals));
      return totals.same === totals.listed && totals.extra + totals.damaged === 0 ? 0 : 1;
    } finally {
      list.close();
    }
  },
};

/** What is to be checked. */
type Target =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'address'; readonly root: URL }
  | { readonly kind: 'addresses'; readonly file: string };

function placeOf(target: string): Target {
  if (/^https?:\/\//iu.test(target)) {
    const address = toAddress(target);
    if (!address) throw new UsageError(`${target} is no plain address.`);
    return { kind: 'address', root: new URL(address.href.replace(/\/*$/u, '/')) };
  }
  const path = resolve(target);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return { kind: 'folder', folder: path };
  if (found?.isFile() === true) return { kind: 'addresses', file: path };
  throw new UsageError(`There is no ${target}: name a folder, an http(s) address, or a file of addresses.`);
}

function listOf(place: Target, against: string | undefined): string {
  if (against === undefined && place.kind !== 'folder')
    throw new UsageError('verify needs --against FILE for addresses: what a host says of itself proves nothing.');
  const file = against ?? join(place.kind === 'folder' ? place.folder : '', CHECKSUMS);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return resolve(file);
  throw new UsageError(`There is no ${pathFromHere(file)}: name the SHA256SUMS of the original with --against.`);
}

function timeoutOf(seconds: string): number {
  if (!/^[1-9]\d{0,4}$/u.test(seconds)) throw new UsageError(`--timeout ${seconds} is not a number of seconds.`);
  return Number(seconds) * 1000;
}

function copiesOf(place: Target, list: ChecksumList, report: (found: Difference) => void): readonly Copy[] {
  if (place.kind === 'address') return [{ root: place.root, pages: [] }];
  if (place.kind === 'folder') return [];
  return readAddresses(readFileSync(place.file, 'utf8'), list, pathFromHere(place.file), report);
}

function print({ path, line, column, code, message, fix }: Difference): void {
  const place = line === undefined ? path : `${path}:${line}:${column}`;
  console.log(styleText('red', printable(`${place}  ${code}  ${message}  ${fix}`)));
}

function toTotalsLine({ listed, same, changed, missing, unreachable, extra, links, damaged }: Totals): string {
  return (
    `listed ${listed} = same ${same} + changed ${changed} + missing ${missing} + unreachable ${unreachable} + link ${links}; ` +
    `extra ${extra}, damaged lines ${damaged}`
  );
}
