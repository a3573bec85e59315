/** Compiles the templates once for the address that most tests' archives have, and gives a cache folder that holds them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { dateline } from '../command-line.ts';
import { SITE, writeFiles } from '../content-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Cache folder whose templates can be copied. */
    templates: string;
  }
}

export default async function compileForTests(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-templates-'));
  const [content, out, cache] = [join(folder, 'content'), join(folder, 'site'), join(folder, 'cache')];
  writeFiles(content, { 'site.yml': SITE });
  const { code, stdout, stderr } = await dateline('build', '--content', content, '--out', out, '--cache', cache);
  if (code !== 0) throw new Error(`The templates cannot be compiled:\n${stdout}\n${stderr}`);
  project.provide('templates', cache);
  return () => rmSync(folder, { recursive: true, force: true });
}
