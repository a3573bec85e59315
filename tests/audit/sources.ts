/** For an editor who audits the archive: `node tests/audit/sources.ts [CONTENT]` lists every story's sources and quotes. */
import { resolve } from 'node:path';
import { createSession } from '../../src/build/session.ts';
import { printable } from '../../src/cli/report.ts';
import type { Article } from '../../src/model/article.ts';
import { toLine, type Problem } from '../../src/model/problem.ts';
import { PLATFORMS, type Statement, type Tweet } from '../../src/model/quote.ts';
import type { Source } from '../../src/model/source.ts';
import { readArticle } from '../../src/reading/article.ts';
import { listContent, readFileBytes } from '../../src/reading/folder.ts';

/** What the audit prints, and its exit code: 1 when a story names no source or cannot be read. */
interface Audit {
  readonly lines: readonly string[];
  readonly code: 0 | 1;
}

/** Audits the stories of a content folder; the clock `now` (ms since 1970) is read for embargoes alone. */
export function auditFolder(contentDir: string, now: number): Audit {
  const { files, problems } = listContent(contentDir);
  // A folder that cannot be read hides its stories.
  const errors = problems.filter(
    ({ severity, file }) => severity === 'error' && /^(?:\.$|articles(?:\/|$))/u.test(file),
  );
  const stories: Article[] = [];
  for (const file of files.filter(({ kind }) => kind === 'article')) {
    const { bytes, problem: unread } = readFileBytes(file);
    if (unread) errors.push(unread);
    if (!bytes) continue;
    const { value, problems: found } = readArticle(bytes, file.path.slice('articles/'.length));
    if (value) stories.push(value);
    else errors.push(...found.filter(({ severity }) => severity === 'error'));
  }
  return auditStories(stories, errors, now);
}

/** Audits stories; `errors` are those for which others could not be read. */
function auditStories(stories: readonly Article[], errors: readonly Problem[], now: number): Audit {
  const bare = stories.filter(({ sources }) => sources.length === 0).map(({ path }) => `articles/${path}`);
  const [sources, posts, statements] = [
    stories.flatMap((story) => story.sources),
    stories.flatMap(({ tweets }) => tweets),
    stories.flatMap((story) => story.statements),
  ];
  const hosts = new Set(sources.flatMap(({ url }) => (url === undefined ? [] : hostOf(url))));
  const lines = [
    ...stories.flatMap((story) => [...linesOfStory(story, now), '']),
    ...listed('Stories that cannot be read', errors.map(toLine)),
    ...listed('Stories without sources', bare),
    `Quotes whose source is not named: ${statements.filter(({ source }) => source === undefined).length}`,
    `Posts without id, address and archived copy: ${posts.filter((post) => traceOf(post) === '').length}`,
    `Stories: ${stories.length}, sources: ${sources.length}, hosts: ${hosts.size}, ` +
      `quotes: ${posts.length + statements.length} (posts: ${posts.length}, statements: ${statements.length})`,
  ];
  return { lines: lines.map(printable), code: bare.length + errors.length > 0 ? 1 : 0 };
}

function linesOfStory(story: Article, now: number): string[] {
  return [
    `articles/${story.path}`,
    `  ${story.title} | ${story.day} | ${stateOf(story, now)}`,
    ...(story.sources.length === 0 ? ['  no sources'] : story.sources.flatMap(linesOfSource)),
    ...story.tweets.map((post) => `  ${lineOfPost(post)}`),
    ...story.statements.map((statement) => `  ${lineOfStatement(statement, story.sources)}`),
  ];
}

/** Gives the state that the ledger counts the story under. */
function stateOf({ status, embargo, withdrawn }: Article, now: number): string {
  if (status === 'draft') return 'draft';
  if (embargo !== undefined && Date.parse(embargo) > now) return 'embargoed';
  return withdrawn ? 'withdrawn' : 'published';
}

function linesOfSource({ title, publisher, published, url, archived }: Source, index: number): string[] {
  const copy = archived ? [archived.url, ...(archived.date === undefined ? [] : [archived.date])].join(' of ') : 'none';
  return [
    `  ${index + 1}. ${title} | ${publisher ?? 'publisher not given'} | ${published ?? 'day not given'}`,
    `     ${url ?? 'address not given'} | archived copy: ${copy}`,
  ];
}

function lineOfPost(post: Tweet): string {
  const { key, author, handle, platform, date, captured = 'way of capture not given' } = post;
  const trace = traceOf(post) || 'no id, address or archived copy';
  const who = `${author}, ${handle} on ${PLATFORMS[platform]}`;
  return `${named('post', key)} | ${who} | ${date} | from the post itself (${captured}; ${trace})`;
}

/** Gives what leads to the original of a post; empty where nothing does. */
function traceOf({ url, archived, id }: Tweet): string {
  return [url, archived && `archived copy ${archived.url}`, id && `id ${id}`].filter(Boolean).join(', ');
}

function lineOfStatement({ key, speaker, date = 'day not given', source }: Statement, sources: readonly Source[]) {
  const index = sources.findIndex((candidate) => candidate.key === source);
  const found = source === undefined ? undefined : sources[index];
  const carrier = found ? `source ${index + 1}, ${found.publisher ?? found.title}` : 'no source named';
  return `${named('statement', key)} | ${speaker} | ${date} | ${carrier}`;
}

const named = (kind: string, key: string | undefined) => (key === undefined ? kind : `${kind} ${key}`);

/** Gives the host as the site's own list of sources names it. */
const hostOf = (url: string) => new URL(url).hostname.replace(/^www\./u, '');

const listed = (head: string, entries: readonly string[]) =>
  entries.length === 0 ? [`${head}: none`] : [`${head}:`, ...entries.map((entry) => `  ${entry}`)];

if (import.meta.main) {
  const folder = process.argv[2];
  const { contentDir, now = Date.now() } = createSession(folder === undefined ? {} : { contentDir: resolve(folder) });
  const { lines, code } = auditFolder(contentDir, now);
  console.log(lines.join('\n'));
  process.exitCode = code;
}
