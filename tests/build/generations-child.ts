import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openStage } from '../../src/build/generations.ts';
import { backOf, inodesOf, publishSite, readTree, siteOf, treeOf } from './generations-site.ts';

interface Faults {
  readonly fault: string;
  readonly at: number;
  readonly reads: boolean;
}

declare global {
  var armFaults: (faults: Faults) => void;
  var disarmFaults: () => number;
}

/** Builds at argument 3 for a trial, as argument 2 says; the fourth says which call is to fail, or how. */
const [, , trial, outDir = '', text = ''] = process.argv;

if (trial === 'killed') await buildUntilKilled();
else if (trial === 'faults') await buildWithFaults();
else await buildForever();

/** A delta, then a build from the start, killed at one call; prints how many calls there are where it is not. */
async function buildUntilKilled(): Promise<void> {
  globalThis.armFaults({ fault: 'kill', at: Number(text), reads: false });
  await publishSite(outDir, siteOf('two'));
  const delta = globalThis.disarmFaults();
  globalThis.armFaults({ fault: 'kill', at: Number(text) - delta, reads: false });
  await publishSite(outDir, siteOf('three', true));
  console.log(JSON.stringify({ delta, all: delta + globalThis.disarmFaults() }));
}

/** Sites one after another, until the process is killed from outside. */
async function buildForever(): Promise<void> {
  for (let number = 0; ; number++) await publishSite(outDir, siteOf(`number-${number % 5}`, number % 4 === 3));
}

/** A build with one failing call, for every call there is or every third and so on; prints what went wrong against the rules, and the messages. */
async function buildWithFaults(): Promise<void> {
  const [step = '1', ...codes] = text.split(',');
  const wrong: string[] = [];
  const messages = new Set<string>();
  for (const isFresh of [false, true]) {
    for (const isLink of [false, true]) {
      let hasFailed = true;
      for (let at = 1; hasFailed; at += Number(step)) {
        const code = codes[at % codes.length] ?? '';
        const place = join(outDir, `${isFresh}-${isLink}-${at}`);
        const dist = join(place, 'dist');
        mkdirSync(place);
        if (isLink) symlinkSync('nowhere', dist);
        await publishSite(dist, siteOf('one'));
        globalThis.armFaults({ fault: code, at, reads: true });
        const error = await publishSite(dist, siteOf('two', isFresh), treeOf('one')).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        hasFailed = globalThis.disarmFaults() >= at;
        if (error instanceof Error && error.name === 'StageFault') messages.add(error.message.replaceAll(place, ''));
        else if (error !== undefined) wrong.push(`${place}: ${inspect(error)}`);
        const problem = await checkAfterFault(dist, code);
        if (problem !== undefined) wrong.push(`${place} (${code}, ${inspect(error)}): ${problem}`);
      }
    }
  }
  console.log(JSON.stringify({ wrong, messages: [...messages] }));
}

/** What is wrong with a place after a fault: the live site is neither the old nor the new one, or the next build fails. */
async function checkAfterFault(dist: string, code: string): Promise<string | undefined> {
  const live = JSON.stringify(readTree(dist));
  const isWhole = ['one', 'two'].some((id) => live === JSON.stringify(treeOf(id)));
  if (!isWhole) return `live is ${live}`;
  try {
    await (await openStage(dist, { fresh: false })).discard();
    await publishSite(dist, siteOf('four'));
  } catch (error) {
    return `the next build failed: ${inspect(error)}`;
  }
  // A link that the system refuses becomes a copy, so of EPERM alone the bytes are compared.
  const [one, other] =
    code === 'EPERM' ? [readTree(dist), readTree(backOf(dist))] : [inodesOf(dist), inodesOf(backOf(dist))];
  return JSON.stringify(one) === JSON.stringify(other) ? undefined : 'back is not live';
}
