/** What a build does after another one: it draws what changed, and makes good what somebody else changed in its site. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { takeLock } from '../../src/build/lock.ts';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, story, writeFiles } from '../content-folder.ts';
import { filesIn, fingerprints } from '../site/files.ts';
import { shareTemplates } from '../torture/build-site.ts';
import { build } from './commands.ts';

const SOURCED = 'sources: [{ title: A wire }]';

/** Makes an archive of twenty days and builds it. */
async function makeSite(files: Readonly<Record<string, string>> = {}) {
  const folder = makeFolder();
  const [content, out, cache] = [join(folder, 'content'), join(folder, 'site'), join(folder, 'cache')];
  writeFiles(content, {
    'site.yml': SITE,
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `articles/2020/${index}.md`,
        story(
          `title: Story ${index}\ndate: 2020-${String((index % 10) + 1).padStart(2, '0')}-11\nslug: s-${index}\n${SOURCED}`,
        ),
      ]),
    ),
    ...files,
  });
  shareTemplates(inject('templates'), cache);
  const run = (...args: readonly string[]) => build(content, out, cache, ...args);
  const first = await run();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  return { folder, content, out, cache, run, total: first.pages.total };
}

/** Builds an archive from nothing and gives the fingerprints of its site. */
async function builtWhole(content: string): Promise<Record<string, string>> {
  const cache = makeFolder();
  shareTemplates(inject('templates'), cache);
  const out = join(makeFolder(), 'site');
  expect(await build(content, out, cache)).toMatchObject({ code: 0 });
  return fingerprints(out);
}

describe('a build after another', { timeout: 120_000 }, () => {
  it('draws nothing and leaves the site alone where nothing changed', async () => {
    const { out, run, total } = await makeSite();
    const { ino } = statSync(out);
    const again = await run('--explain', '/2020/05/11/');
    expect(again).toMatchObject({ code: 0, stderr: '', pages: { total, rendered: 0, removed: 0 } });
    expect(again.explained).toEqual({ address: '/2020/05/11/', reason: 'nothing that it reads changed' });
    expect(statSync(out).ino).toBe(ino);
    expect((await run('--explain', '/never/')).explained?.reason).toBe('the site has no such page');
  });

  it('draws few pages after one story was edited, says why, and writes those alone that differ', async () => {
    const { content, out, run, total } = await makeSite();
    const before = fingerprints(out);
    const inode = statSync(join(out, '2020/09/11/index.html')).ino;
    writeFiles(content, {
      'articles/2020/4.md': story(`title: Story 4\ndate: 2020-05-11\nslug: s-4\n${SOURCED}`, 'Other.\n'),
    });
    const built = await run('--explain', '/2020/05/11/s-4/');
    expect(built).toMatchObject({ code: 0, pages: { total, removed: 0 } });
    expect(built.pages.rendered).toBeLessThanOrEqual(3);
    expect(built.explained?.reason).toBe('storyText["2020/4.md"] gives another answer');
    const after = fingerprints(out);
    expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual(
      expect.arrayContaining(['2020/05/11/s-4/index.html', 'feed.xml']),
    );
    expect(after).toEqual(await builtWhole(content));
    expect(statSync(join(out, '2020/09/11/index.html')).ino).toBe(inode);
  });

  it('draws every page with --full, to the same bytes', async () => {
    const { out, run, total } = await makeSite();
    const before = fingerprints(out);
    expect(await run('--full', '--explain', '/about/')).toMatchObject({
      pages: { total, rendered: total },
      explained: { reason: 'the page is new' },
    });
    expect(fingerprints(out)).toEqual(before);
  });

  it('keeps the old address of a story that moves, and gives it back to the story', async () => {
    const { content, out, run } = await makeSite();
    const moved = (front: string) => ({
      'articles/2020/4.md': story(`title: Story 4\ndate: 2020-05-11\n${front}\n${SOURCED}`),
    });
    writeFiles(content, moved('slug: moved\naliases: [/2020/05/11/s-4/]'));
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(out, '2020/05/11/s-4/index.html'), 'utf8')).toContain('/2020/05/11/moved/');
    expect(fingerprints(out)).toEqual(await builtWhole(content));
    writeFiles(content, moved('slug: s-4'));
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(out)).not.toContain('2020/05/11/moved/index.html');
    expect(fingerprints(out)).toEqual(await builtWhole(content));
  });

  it('makes a site whole again of which a file at the top was taken away or changed', async () => {
    const { out, run, total } = await makeSite();
    const before = fingerprints(out);
    rmSync(join(out, 'feed.xml'));
    expect(await run()).toMatchObject({ code: 0, pages: { total, rendered: total } });
    expect(fingerprints(out)).toEqual(before);
    rmSync(out, { recursive: true });
    expect(await run()).toMatchObject({ code: 0, pages: { total, rendered: total } });
    expect(fingerprints(out)).toEqual(before);
  });

  it('makes a site whole again with --full whatever was taken away in it', async () => {
    const { out, run } = await makeSite();
    const before = fingerprints(out);
    rmSync(join(out, '2020/05/11/s-4/index.html'));
    writeFileSync(join(out, '2020/05/11/index.html'), 'forged');
    expect(await run('--full')).toMatchObject({ code: 0, stderr: '' });
    expect(fingerprints(out)).toEqual(before);
  });

  it('is refused where another is at work, which is named', async () => {
    const { out, cache, run } = await makeSite();
    for (const [path, place] of [
      [join(cache, 'build.lock'), cache],
      [join(out, '..', '.site.lock'), out],
    ] as const) {
      writeFileSync(join(out, 'about/stray.txt'), '');
      const lock = takeLock(path, { command: 'dateline build', place });
      const { code, stderr, outputs } = await run('--full');
      lock.release();
      expect({ code, outputs }).toEqual({ code: 1, outputs: [] });
      expect(stderr).toMatch(/^Another build \(dateline build, process \d+ on .*\) is at work on /u);
      expect(stderr).toContain(`process ${process.pid} `);
      expect(stderr.split('\n').slice(1)).toEqual(['Nothing was published.', '']);
    }
    expect(await run('--full')).toMatchObject({ code: 0, stderr: '' });
  });

  it('goes on after one that was killed', async () => {
    const { content, out, cache, run } = await makeSite();
    writeFiles(content, { 'site.yml': SITE.replace('Test Record', 'Other Record') });
    const args = ['src/cli/main.ts', 'build', '--content', content, '--out', out, '--cache', cache];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    while (!existsSync(join(cache, 'build.lock'))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const { code, outputs } = await run();
    expect({ code, outputs: outputs.length }).toEqual({ code: 0, outputs: 1 });
    expect(fingerprints(out)).toEqual(await builtWhole(content));
  });
});

describe('a project', { timeout: 180_000 }, () => {
  it('follows the files of public/ and its templates', async () => {
    const project = join(makeFolder(), 'project');
    mkdirSync(project);
    for (const name of ['src', 'public', 'package.json', 'package-lock.json', 'tsconfig.json', 'astro.config.mjs'])
      cpSync(join(ROOT, name), join(project, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    writeFiles(project, {
      'content/site.yml': SITE,
      'content/articles/a.md': story(SOURCED),
      'public/contact/index.html': '<p>One.',
    });
    const run = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await runNode([join(project, 'src/cli/main.ts'), 'build', '--json', ...args], {
        cwd: project,
      });
      expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
      return (JSON.parse(stdout) as Awaited<ReturnType<typeof build>>).pages;
    };
    const contact = join(project, 'dist/contact/index.html');
    const { total } = await run();
    expect(readFileSync(contact, 'utf8')).toBe('<p>One.');

    writeFiles(project, { 'public/contact/index.html': '<p>Two.', 'public/keys.txt': 'A key' });
    expect(await run()).toEqual({ total, rendered: 0, removed: 0 });
    expect(readFileSync(contact, 'utf8')).toBe('<p>Two.');
    expect(readFileSync(join(project, 'dist/keys.txt'), 'utf8')).toBe('A key');

    writeFiles(project, { 'public/contact/index.html': null });
    expect(await run()).toEqual({ total, rendered: 0, removed: 0 });
    expect(filesIn(join(project, 'dist')).filter((file) => /^(?:contact|keys)/u.test(file))).toEqual(['keys.txt']);

    const template = join(project, 'src/pages/about.astro');
    writeFileSync(template, readFileSync(template, 'utf8').replace('name="Publisher"', 'name="Who publishes"'));
    expect(await run()).toEqual({ total, rendered: total, removed: 0 });
    expect(readFileSync(join(project, 'dist/about/index.html'), 'utf8')).toContain('Who publishes');
    expect(await run()).toEqual({ total, rendered: 0, removed: 0 });
  });
});
