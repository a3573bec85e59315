/** Builds the project's own content once for all tests of a group, and gives the folder of the site. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { dateline } from '../command-line.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built sample site. */
    site: string;
    /** What the build printed. */
    printed: string;
  }
}

export default async function buildSample(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-sample-'));
  const { code, stdout, stderr } = await dateline(
    'build',
    '--out',
    join(folder, 'site'),
    '--cache',
    join(folder, 'cache'),
  );
  if (code !== 0) throw new Error(`The sample site cannot be built:\n${stdout}\n${stderr}`);
  project.provide('site', join(folder, 'site'));
  project.provide('printed', stdout);
  return () => rmSync(folder, { recursive: true, force: true });
}
