import { cpSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { ENTRY } from '../../src/build/bundle.ts';
import { compileTemplates } from '../../src/build/compile.ts';
import { createSession } from '../../src/build/session.ts';
import { dateline, ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, writeFiles } from '../content-folder.ts';
import { fingerprints } from '../site/files.ts';
import { shareTemplates } from '../torture/build-site.ts';

const URL = 'https://record.example';

describe('compiled templates', { timeout: 120_000 }, () => {
  it('are kept, and Astro is not started, while nothing changed that decides how pages look', async () => {
    const cacheDir = makeFolder();
    shareTemplates(inject('templates'), cacheDir);
    const pages = join(cacheDir, 'pages');
    utimesSync(pages, 1_000_000_000, 1_000_000_000);
    const { key, bundle, assets } = await compileTemplates(createSession({ cacheDir }), URL);
    expect(readdirSync(pages)).toEqual([key]);
    expect(statSync(pages).mtimeMs).toBe(1_000_000_000_000);
    expect(readdirSync(bundle)).toContain(ENTRY);
    expect(readdirSync(assets)).toContain('_astro');
  });

  it('serve every archive whose address has the same path, and an empty cache, without Astro', async () => {
    const cacheDir = makeFolder();
    const [known = ''] = readdirSync(join(inject('templates'), 'pages'));
    const { key, bundle } = await compileTemplates(createSession({ cacheDir }), 'https://another.example');
    expect(key).toBe(known);
    expect(fingerprints(bundle)).toEqual(fingerprints(join(inject('templates'), 'pages', known, 'bundle')));
  });

  it('are compiled again where they are not whole, and for another address, and the old ones go', async () => {
    const [content, cacheDir, out] = [makeFolder(), makeFolder(), join(makeFolder(), 'site')];
    shareTemplates(inject('templates'), cacheDir);
    const pages = join(cacheDir, 'pages');
    const [key = ''] = readdirSync(pages);
    rmSync(join(pages, key, 'bundle', ENTRY));
    const run = async (url: string) => {
      writeFiles(content, { 'site.yml': SITE.replace(URL, url) });
      const { code, stderr } = await dateline(...['build', '--content', content, '--out', out, '--cache', cacheDir]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return readdirSync(pages);
    };
    expect(await run(URL)).toEqual([key]);
    const others = await run('https://other.example/below');
    expect(others).toHaveLength(1);
    expect(others).not.toEqual([key]);
  });

  it('are others with every file of src/, the configuration and the packages, and the same with any other file', async () => {
    const copy = makeFolder();
    for (const name of ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'astro.config.mjs'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    // A bundle for each key would be Astro's work; the key is asked for alone.
    const script = `
      import { compileFolder, keepCompiled } from ${JSON.stringify(pathToFileURL(join(copy, 'src/build/compile.ts')).href)};
      import { mkdirSync, writeFileSync } from 'node:fs';
      const session = { cacheDir: ${JSON.stringify(join(copy, 'cache'))} };
      const bundle = compileFolder(session) + '/bundle';
      mkdirSync(bundle, { recursive: true });
      writeFileSync(bundle + '/prerender-entry.x.mjs', '');
      console.log(keepCompiled(session, 'https://record.example').key);`;
    const keyAfter = async (changes: Readonly<Record<string, string>>) => {
      writeFiles(copy, changes);
      const { stdout, stderr } = await runNode(['--input-type=module', '--eval', script]);
      expect(stderr).toBe('');
      return stdout.trim();
    };
    const first = await keyAfter({});
    expect(first).toMatch(/^[0-9a-f]{32}$/u);
    expect(await keyAfter({ 'README.md': 'changed', 'content/site.yml': 'changed', 'public/x.txt': 'new' })).toBe(
      first,
    );
    const seen = new Set([first]);
    for (const path of [
      'src/components/Prose.astro',
      'src/styles/new.css',
      'src/archive/queries/site.ts',
      'astro.config.mjs',
      'tsconfig.json',
      'package-lock.json',
    ]) {
      const key = await keyAfter({ [path]: '/* changed */' });
      expect(seen, path).not.toContain(key);
      seen.add(key);
    }
  });
});
