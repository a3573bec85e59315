import { createHash } from 'node:crypto';
import { NOT_FOUND } from '../model/addresses.ts';
import type { ChecksumList } from './checksum-list.ts';
import { addressOf, frontOf, type Copy, type Served } from './copy-addresses.ts';
import { messageOf, shortened } from './copy-folder.ts';
import { countIn, noTotals, type Difference, type Totals } from './difference.ts';
import { inOrder } from './in-order.ts';

/** Requests that wait at once: as many as a browser makes to one host. */
const AT_ONCE = 6;
/** After so many files in a row that could not be fetched, a host is not asked for more. */
const PATIENCE = 12;
const MOST_REDIRECTS = 5;

/** What copies on the web are checked with. */
export interface WebCheck {
  readonly list: ChecksumList;
  /** How long a file may take, in ms. */
  readonly timeout: number;
  readonly report: (found: Difference) => void;
  readonly onProgress: (done: number) => void;
}

/** Fetches files of copies and compares what is served with a list, copy after copy. */
export async function checkCopies(copies: readonly Copy[], check: WebCheck): Promise<Totals> {
  const totals = noTotals();
  let done = 0;
  for (const copy of copies) await checkCopy(copy, check, totals, () => check.onProgress(++done));
  return totals;
}

async function checkCopy(
  { root, pages }: Copy,
  { list, timeout, report }: WebCheck,
  totals: Totals,
  onDone: () => void,
): Promise<void> {
  const isWhole = pages.length === 0;
  const count = isWhole ? list.size : pages.length;
  totals.listed += count;
  let [asked, failures, unasked] = [0, 0, 0];
  const ask = (served: Served) => {
    asked++;
    return compare(served, timeout);
  };
  const take = (difference: Difference | undefined) => {
    onDone();
    failures = difference?.code === 'copy-unreachable' ? failures + 1 : 0;
    if (difference) {
      countIn(totals, difference);
      report(difference);
    } else totals.same++;
  };
  const front = isWhole ? frontOf(root, list) : undefined;
  if (front) {
    const difference = await ask(front);
    take(difference);
    if (difference?.code === 'copy-missing') {
      totals.missing += count - asked;
      const message = `There is no front page, so this is no root of a copy: ${count - asked} more files were not asked for.`;
      report({ code: 'copy-missing', path: root.href, message, fix: 'Give the address of the front page.' });
      return;
    }
  }
  const due = function* (): Generator<Served> {
    for (const served of isWhole ? everyFile(root, list) : pages) {
      if (served.path === front?.path) continue;
      // Answers that are on their way may still be good.
      if (failures >= PATIENCE) unasked = count - asked;
      if (unasked > 0) return;
      yield served;
    }
  };
  for await (const difference of inOrder(due(), AT_ONCE, ask)) take(difference);
  if (unasked === 0) return;
  totals.unreachable += unasked;
  const message = `The host failed ${PATIENCE} times in a row: ${unasked} more files were not asked for.`;
  report({ code: 'copy-unreachable', path: root.href, message, fix: 'Ask again later.' });
}

function* everyFile(root: URL, list: ChecksumList): Generator<Served> {
  for (const { path, sha256 } of list.unfound()) yield { path, sha256, address: addressOf(root, path) };
}

/** Gives what is wrong with a file as it is served; undefined where its bytes are those of the list. */
async function compare({ path, sha256, address }: Served, timeout: number): Promise<Difference | undefined> {
  const differs = (code: Difference['code'], message: string, fix: string): Difference => ({
    ...{ code, path: address.href, message, fix },
  });
  const answer = await fetchDigest(address, path, timeout);
  if ('why' in answer) return differs('copy-unreachable', answer.why, 'Ask again later, or ask the host.');
  if (answer.sha256 === undefined)
    return differs('copy-missing', `The host has no ${path}.`, 'Copy it from the original.');
  if (answer.sha256 === sha256) return undefined;
  return differs(
    'copy-changed',
    `The SHA-256 of what is served begins with ${shortened(answer.sha256)}, not with ${shortened(sha256)}.`,
    'Have the host serve files as they are: minified pages and injected scripts are the usual reason. If it does, copy the file again.',
  );
}

/** A served file's SHA-256, undefined where there is none; or why it could not be fetched. */
type Answer = { readonly sha256: string | undefined } | { readonly why: string };

async function fetchDigest(address: URL, path: string, timeout: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeout);
  try {
    let place = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await fetch(place, { redirect: 'manual', signal });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return await digestOf(response, path);
      await response.body?.cancel();
      if (!URL.canParse(location, place.href)) return { why: `It leads to ${location}, which is no address.` };
      place = new URL(location, place.href);
      if (place.origin !== address.origin) return { why: `It leads to ${place.href}, at another host.` };
    }
    return { why: `It leads on more than ${MOST_REDIRECTS} times.` };
  } catch (error) {
    return {
      why: signal.aborted ? `It took more than ${timeout / 1000} s.` : `It cannot be fetched: ${reasonOf(error)}.`,
    };
  }
}

async function digestOf(response: Response, path: string): Promise<Answer> {
  const { status, body } = response;
  // Hosts answer with the page for what is not there as what it says, also where it is asked for itself.
  const isFile = status === 200 || (status === 404 && path === NOT_FOUND.slice(1));
  if (!isFile) {
    await body?.cancel();
    return status === 404 || status === 410 ? { sha256: undefined } : { why: `The host answers ${status}.` };
  }
  const digest = createHash('sha256');
  if (body) for await (const chunk of body) digest.update(chunk);
  return { sha256: digest.digest('hex') };
}

/** Fetch says why it failed in the cause alone; one of several addresses that were tried, in a code. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return messageOf(error);
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}
