/**
 * A build that is killed, or that the disk fails, leaves the whole old or the whole new site, and the next command goes on from there.
 * One archive lives through all trials, so that what one spoils shows in the next. DATELINE_KILLS says how many kills there are
 * (default 4); half as many builds meet a fault of the disk.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inodesOf } from '../build/generations-site.ts';
import { KilledArchive, type Edition, type Ended, type Fault, type Site } from './kills-archive.ts';
import { pointsOf } from './kills-points.ts';

const KILLS = Number(process.env['DATELINE_KILLS'] ?? 4);
const TIMEOUT = 180_000 + KILLS * 15_000;

/** What a build is broken off in, and its share of all trials. */
interface Way {
  readonly other: Edition;
  readonly isFull: boolean;
  readonly isCold: boolean;
  readonly share: number;
}

const WAYS: Readonly<Record<string, Way>> = {
  'of a few changed pages': { other: 'edited', isFull: false, isCold: false, share: 0.4 },
  'of all pages by several threads': { other: 'retitled', isFull: false, isCold: false, share: 0.25 },
  'from the start over a site': { other: 'edited', isFull: true, isCold: false, share: 0.2 },
  'where no site is': { other: 'edited', isFull: false, isCold: true, share: 0.15 },
};

const archive = new KilledArchive();
/** Calls of an unbroken build of each kind, and how long it took. */
const measured = new Map<Way, { readonly trace: string; readonly span: number }>();
let edition: Edition = 'first';
let trials = 0;
let broken = 0;

beforeAll(() => archive.prepare(), TIMEOUT);
afterAll(() => archive.remove());

/** Brings the content from one edition to the other, with no site before it or with the one of the edition before, which it gives. */
function turn({ other, isCold }: Way): Site {
  const before = isCold ? undefined : archive.siteOf(edition);
  edition = edition === 'first' ? other : 'first';
  if (isCold) archive.forget();
  archive.write(edition);
  return before;
}

/** A build that is broken off, what it has to leave, and a build that is not. */
async function tryOut(way: Way, start: () => Promise<Ended & { how: string }>, isRight: (ended: Ended) => void) {
  if (edition !== 'first' && edition !== way.other) await goHome();
  const former = edition;
  const before = turn(way);
  const ended = await start();
  trials++;
  try {
    if (ended.code !== 0) {
      broken++;
      isRight(ended);
    }
    checkSite(before, ended.code === 0);
    if (trials % 3 === 0) await readFirst(before);
    // A build of the same content would write over whatever the broken one left; one of what was there before would not.
    if (trials % 2 === 0) archive.write((edition = former));
    await finish();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`Trial ${trials}, ${ended.how}: ${what}\n\nThe build said:\n${ended.stderr}`, { cause: error });
  }
}

/** The site is the old one or the new one; between the two renames of the swap both lie beside its place. */
function checkSite(before: Site, isDone: boolean): void {
  const after = archive.siteOf(edition);
  const live = archive.site();
  if (isDone) {
    expect(live).toEqual(after);
  } else if (live === undefined && before !== undefined) {
    expect(archive.site(archive.old)).toEqual(before);
    expect(archive.site(archive.back)).toEqual(after);
  } else if (live !== undefined) {
    expect([before, after]).toContainEqual(live);
  }
}

/** A command that only reads comes before the next build. */
async function readFirst(before: Site): Promise<void> {
  if (trials % 2 === 0) {
    const { code, stderr } = await archive.check().ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return;
  }
  const { child, ended } = archive.preview();
  child.stdout.once('data', () => child.kill('SIGTERM'));
  const { code, stderr } = await ended;
  if (before === undefined && !existsSync(archive.out)) return;
  expect(code, stderr).toBe(0);
  expect([before, archive.siteOf(edition)]).toContainEqual(archive.site());
}

/** The next build succeeds, and nothing of the one before is left. */
async function finish(): Promise<void> {
  const { code, stderr } = await archive.build().ended;
  expect(code, `The next build said:\n${stderr}`).toBe(0);
  expect(archive.site()).toEqual(archive.siteOf(edition));
  expect(inodesOf(archive.back)).toEqual(inodesOf(archive.out));
  expect(archive.leftovers()).toEqual([]);
}

async function goHome(): Promise<void> {
  edition = 'first';
  archive.write(edition);
  await finish();
}

/** Builds once to note its calls, and gives these with how long that took, in ms. */
async function measure(way: Way): Promise<{ readonly trace: string; readonly span: number }> {
  const known = measured.get(way);
  if (known) return known;
  await goHome();
  turn(way);
  const trace = join(archive.folder, `trace-${measured.size}`);
  rmSync(trace, { force: true });
  const started = performance.now();
  const { code, stderr } = await archive.build({ isFull: way.isFull, fault: { fault: 'SIGKILL', at: 0, trace } }).ended;
  expect(code, stderr).toBe(0);
  const found = { trace, span: performance.now() - started };
  measured.set(way, found);
  return found;
}

const broke = async (way: Way, fault: Fault) => {
  const ended = await archive.build({ isFull: way.isFull, fault }).ended;
  return { ...ended, how: `${fault.fault} at call ${fault.at}` };
};

const signalled = async (way: Way, signal: NodeJS.Signals, after: number) => {
  const { child, ended } = archive.build({ isFull: way.isFull });
  await setTimeout(after);
  child.kill(signal);
  return { ...(await ended), how: `${signal} after ${Math.round(after)} ms` };
};

const isKilled = ({ signal }: Ended) => expect(signal).toBe('SIGKILL');

/** A refusal of the system is told in words that name it and its place, and is no fault of this program. */
function isTold({ code, stdout, stderr }: Ended): void {
  const said = stderr.replaceAll(/^torture: .*\n/gmu, '');
  expect(code).toBe(1);
  // Content that cannot be read is a problem of the content, with its name, a reason and a way to mend it.
  if (said === 'Nothing was published.\n') {
    expect(stdout).toMatch(/^\S+:1:1 {2}(?:file-unreadable|content-missing) {2}.*\b(?:cannot|may not) be \w+/mu);
    return;
  }
  expect(said).toMatch(/ENOSPC|EIO|EACCES|EMFILE/u);
  expect(said).toContain(archive.folder);
  expect(said).not.toMatch(/^\s+at /mu);
  // What fails once the new site stands is told without that sentence.
  const isLive = JSON.stringify(archive.site()) === JSON.stringify(archive.siteOf(edition));
  expect(said.includes('Nothing was published.')).toBe(!isLive);
}

describe.each(Object.entries(WAYS))('a build %s', (_name, way) => {
  it('may be killed before any call that changes the disk, and at any moment', { timeout: TIMEOUT }, async () => {
    const { trace, span } = await measure(way);
    const count = Math.max(2, Math.ceil(KILLS * way.share));
    const moments = Math.ceil(count / 3);
    broken = 0;
    for (const at of pointsOf(trace, count - moments, { reads: false }))
      await tryOut(way, () => broke(way, { fault: 'SIGKILL', at }), isKilled);
    for (let kill = 0; kill < moments; kill++)
      await tryOut(way, () => signalled(way, 'SIGKILL', span * (0.15 + 0.85 * Math.random())), isKilled);
    // A build may be done before the last of the random moments; before a call it cannot be.
    expect(broken).toBeGreaterThanOrEqual(count - moments);
  });

  it('may meet a disk that fails it at any call', { timeout: TIMEOUT }, async () => {
    const { trace } = await measure(way);
    const codes = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE'] as const;
    const points = pointsOf(trace, Math.ceil((KILLS * way.share) / 2), { reads: true });
    broken = 0;
    for (const at of points) {
      const fault = codes[trials % codes.length] ?? 'EIO';
      await tryOut(way, () => broke(way, { fault, at }), isTold);
    }
    expect(broken).toBeGreaterThan(0);
  });
});

describe('a build that is told to end', () => {
  it('leaves the site, and the next one does not draw every page', { timeout: TIMEOUT }, async () => {
    const way: Way = { other: 'edited', isFull: false, isCold: false, share: 0 };
    const { span } = await measure(way);
    await goHome();
    const before = turn(way);
    const { signal } = await signalled(way, 'SIGINT', span * 0.6);
    expect(signal).toBe('SIGINT');
    checkSite(before, false);
    const { stdout } = await archive.build({ isJson: true }).ended;
    const { pages } = JSON.parse(stdout) as { pages: { total: number; rendered: number } };
    expect(pages.rendered).toBeLessThan(pages.total / 4);
    await finish();
  });
});

describe('two builds at once', () => {
  it('do not meet: the second says who is at work, and the first goes on', { timeout: TIMEOUT }, async () => {
    await goHome();
    turn({ other: 'retitled', isFull: false, isCold: false, share: 0 });
    const first = archive.build();
    const lock = join(archive.cache, 'build.lock');
    while (!existsSync(lock)) await setTimeout(10);
    const second = await archive.build().ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        `^Another build \\(dateline build, process ${first.child.pid} on .*\\) is at work on .*\\.\nNothing was published\\.\n$`,
        'u',
      ),
    );
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
    await finish();
  });
});
