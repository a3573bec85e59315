/** Replies of oEmbed endpoints (https://oembed.com), one or several, also as caches of site generators keep them. */
import { parsePostAddress } from '../model/post-address.ts';
import { cleanName } from './attribution.ts';
import { plainAddress, wordless } from './record.ts';
import { refuse, type Taken } from './result.ts';

/** Reads the posts of one embed’s HTML. */
export type ReadHtml = (html: string) => readonly Taken[];

/** Deepest nesting and largest number of values that are looked through. */
const DEEPEST = 8;
const MOST = 50_000;

/** Finds every reply in parsed JSON, and every error; `readHtml` reads the HTML in them. Undefined where there is neither. */
export function readReplies(json: unknown, readHtml: ReadHtml): Taken[] | undefined {
  const found: Taken[] = [];
  let seen = 0;
  const visit = (value: unknown, depth: number): void => {
    seen += 1;
    if (depth > DEEPEST || seen > MOST || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const entry of value) visit(entry, depth + 1);
      return;
    }
    const reply = value as Readonly<Record<string, unknown>>;
    const taken = readReply(reply, readHtml);
    if (taken) found.push(...taken);
    else for (const entry of Object.values(reply)) visit(entry, depth + 1);
  };
  visit(json, 0);
  return found.length > 0 ? found : undefined;
}

function readReply(reply: Readonly<Record<string, unknown>>, readHtml: ReadHtml): Taken[] | undefined {
  const given = (name: string): string | undefined => {
    const value = reply[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const html = given('html');
  const error = errorIn(reply);
  if (error !== undefined && html === undefined) return [gone(error, given('request') ?? given('url'))];
  const isReply =
    given('author_name') !== undefined || given('author_url') !== undefined || given('provider_name') !== undefined;
  if (!isReply && html === undefined) return undefined;
  const url = given('url');
  if (html === undefined) return isReply && url !== undefined ? [wordless(undefined, plainAddress(url))] : undefined;
  const error404 = errorText(html);
  const taken = readHtml(html);
  if (taken.length === 0) {
    if (error404 !== undefined) return [gone(error404, url)];
    return isReply ? [wordless(undefined, url === undefined ? undefined : plainAddress(url))] : undefined;
  }
  return taken.map((one) => (taken.length === 1 ? agreeing(one, given('author_name'), given('author_url'), url) : one));
}

/** Takes the author’s name from the reply, and refuses a reply whose parts are of different posts. */
function agreeing(
  taken: Taken,
  name: string | undefined,
  authorUrl: string | undefined,
  url: string | undefined,
): Taken {
  if ('refusal' in taken) {
    const named = url === undefined ? undefined : plainAddress(url);
    return taken.refusal.code === 'capture-wordless' && !taken.refusal.reason.includes('(')
      ? wordless(undefined, named)
      : taken;
  }
  const { post } = taken;
  const disagree = (what: string): Taken =>
    refuse(
      'capture-disagrees',
      `In the oEmbed reply of ${post.url ?? `@${post.handle}`}, ${what}.`,
      'Ask for the reply anew.',
    );
  const shown = name === undefined ? undefined : cleanName(name);
  if (shown !== undefined && shown !== cleanName(post.author))
    return disagree(`author_name is “${shown}”, and the embed names “${post.author}”`);
  const account = authorUrl === undefined ? undefined : accountIn(authorUrl);
  if (
    account !== undefined &&
    account.toLowerCase() !== post.handle.split('@')[0]?.toLowerCase() &&
    account.toLowerCase() !== post.handle.toLowerCase()
  )
    return disagree(`author_url is of @${account}, and the embed of @${post.handle}`);
  const address = url === undefined ? undefined : parsePostAddress(plainAddress(url) ?? '');
  if (address && post.id !== undefined && address.id !== post.id)
    return disagree(`url has the id ${address.id}, and the embed ${post.id}`);
  const { captured: _, ...rest } = post;
  const known = address && post.id === undefined ? { id: address.id, url: plainAddress(url ?? '') ?? '' } : {};
  return { ...taken, post: { ...rest, ...known, captured: 'oembed' } };
}

function accountIn(address: string): string | undefined {
  const [, account] =
    /^https?:\/\/(?:www\.|mobile\.)?(?:twitter\.com|x\.com|bsky\.app\/profile|[^/]+\/@|[^/]+\/users)\/?(?!@)([^/?#]+)\/?(?:[?#]|$)/u.exec(
      address,
    ) ??
    /^https?:\/\/[^/]+\/@([^/?#]+)\/?(?:[?#]|$)/u.exec(address) ??
    [];
  return account?.startsWith('did:') === true ? undefined : account;
}

function errorIn(reply: Readonly<Record<string, unknown>>): string | undefined {
  const { error, errors, message } = reply;
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  if (typeof first === 'object' && first !== null && 'message' in first && typeof first.message === 'string')
    return first.message;
  if (typeof error === 'string') return typeof message === 'string' ? message : error;
  return undefined;
}

/** What platforms say in the place of a post, without whatever else is on the page. */
const ERRORS: readonly RegExp[] = [
  /Sorry, that page (?:does not|doesn[’']t) exist/iu,
  /(?:this|that) page (?:does not|doesn[’']t) exist/iu,
  /Sorry, you are not authorized to see this (?:status|tweet|post)/iu,
  /not authorized to (?:see|view) (?:this|that)[^<.]{0,40}/iu,
  /This (?:Tweet|Post) (?:is unavailable|was deleted|is from an? (?:suspended|protected|account)[^<.]{0,60}|has been (?:deleted|removed)[^<.]{0,60})/iu,
  /(?:Account suspended|This account (?:owner limits|doesn[’']t exist)[^<.]{0,60})/iu,
  /(?:Post|Record|Status) not found/iu,
];

/** Finds the words by which a platform says that it does not show a post. */
export function errorText(text: string): string | undefined {
  const start = text.slice(0, 100_000);
  for (const error of ERRORS) {
    const [found] = error.exec(start) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The refusal of what is an error and no post. */
export function gone(message: string, address: string | undefined): Taken {
  const named = address === undefined ? '' : ` (${address.slice(0, 200)})`;
  return refuse(
    'capture-gone',
    `The platform did not give the post${named}: “${message.slice(0, 120)}”.`,
    'If its words were saved elsewhere, capture that.',
  );
}
