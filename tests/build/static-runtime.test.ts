/** Our runtime of compiled templates, held against Astro's own: both draw the same archive, and every file has to be the same. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildWithAstro } from 'astro';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openArchive } from '../../src/build/archive.ts';
import { pageConfig } from '../../src/build/integration.ts';
import { createSession, ROOT } from '../../src/build/session.ts';
import {
  addAttribute,
  createComponent,
  Fragment,
  render,
  renderComponent,
  renderHead,
  renderSlot,
  spreadAttributes,
  unescapeHTML,
} from '../../src/build/static-runtime.ts';
import { writeFiles } from '../content-folder.ts';
import { filesIn } from '../site/files.ts';
import { buildHere, shareTemplates } from '../torture/build-site.ts';
import { variedArchive } from '../torture/varied-archive.ts';

const now = Date.parse('2026-01-01');
const isPage = (file: string) => /\.(?:html|xml|txt)$|^_redirects$/u.test(file);

// On the disk of the project: Astro renames files of its bundle into the site.
const disk = join(ROOT, 'node_modules', '.cache');
mkdirSync(disk, { recursive: true });
const folder = mkdtempSync(join(disk, 'runtime-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds an archive with Astro's own loop and runtime; gives the folder of the site. */
async function drawnByAstro(contentDir: string, url: string): Promise<string> {
  const [cacheDir, out] = [join(folder, 'astro-cache'), join(folder, 'astro')];
  const archive = openArchive(createSession({ contentDir, cacheDir, now }));
  try {
    await archive.sync();
    await buildWithAstro({
      ...pageConfig(url),
      configFile: false,
      root: ROOT,
      logLevel: 'silent',
      outDir: out,
      cacheDir: join(cacheDir, 'astro'),
      publicDir: join(cacheDir, 'none'),
    });
  } finally {
    archive.close();
  }
  return out;
}

describe('a site drawn by our runtime', { timeout: 120_000 }, () => {
  let ours: string;
  let astros: string;
  beforeAll(async () => {
    const [contentDir, cacheDir] = [join(folder, 'content'), join(folder, 'cache')];
    writeFiles(contentDir, await variedArchive());
    const url = 'https://record.example';
    const site = readFileSync(join(contentDir, 'site.yml'), 'utf8').replace(/^url: .*$/mu, `url: ${url}`);
    writeFiles(contentDir, { 'site.yml': site });
    shareTemplates(inject('templates'), cacheDir);
    ours = join(folder, 'site');
    await buildHere({ contentDir, cacheDir, outDir: ours, now });
    astros = await drawnByAstro(contentDir, url);
  });

  it('has the pages that Astro draws, and no other', () => {
    const pages = filesIn(ours).filter(isPage);
    expect(pages.length).toBeGreaterThan(100);
    expect(pages).toEqual(filesIn(astros).filter(isPage));
  });

  it('has every page as Astro draws it, to the byte', () => {
    for (const file of filesIn(ours).filter(isPage))
      expect(readFileSync(join(ours, file), 'utf8'), file).toBe(readFileSync(join(astros, file), 'utf8'));
  });
});

type Draw = Parameters<typeof createComponent>[0];
const draw = (template: Draw, params: Readonly<Record<string, string>> = {}) =>
  createComponent(template).draw(params, '<link>');
/** A page with something in its body. */
const page =
  (body: Draw): Draw =>
  (result, props, slots) =>
    render`<head>${renderHead(result)}</head>${body(result, props, slots)}`;
const inBody = (body: Draw) => draw(page(body)).replace('<!DOCTYPE html><head><link></head>', '');

describe('a template', () => {
  it('escapes what is text, and nothing that is markup', () => {
    expect(inBody(() => render`<p>${'<b> & "c" \'d\''}</p>${unescapeHTML('<i>')}`)).toBe(
      '<p>&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;</p><i>',
    );
    expect(inBody(() => render`<p${addAttribute('"&<', 'title')}${addAttribute('javascript:"', 'href')}>`)).toBe(
      '<p title="&quot;&amp;<" href="javascript:&quot;">',
    );
  });

  it('writes lists, numbers and functions, and nothing for what is absent', () => {
    expect(
      inBody(() => render`${['<', render`<b>`, [1, 0]]}${() => 'f'}${undefined}${null}${false}${''}${Number.NaN}`),
    ).toBe('&lt;<b>10f');
  });

  it('writes attributes as Astro does: none, bare, and with the class of scoped styles', () => {
    expect(
      inBody(() => render`<p${addAttribute(undefined, 'a')}${addAttribute('', 'b')}${addAttribute(true, 'hidden')}>`),
    ).toBe('<p b hidden>');
    expect(inBody(() => render`<p${spreadAttributes({ lang: 'fa', class: 'x' }, undefined, { class: 'y' })}>`)).toBe(
      '<p lang="fa" class="x y">',
    );
    expect(inBody(() => render`<p${addAttribute(['a', { b: true, c: false }], 'class:list')}>`)).toBe(
      '<p class="a b">',
    );
  });

  it('draws components, fragments, named elements and slots, with what stands in for want of these', () => {
    const inner = createComponent(
      (result, { name }, slots) => render`[${name}:${renderSlot(result, slots['default'], 'none')}]`,
    );
    expect(
      inBody((result) => render`${renderComponent(result, 'Inner', inner, { name: 'n' }, { default: () => '<' })}`),
    ).toBe('[n:&lt;]');
    expect(inBody((result) => renderComponent(result, 'Inner', inner, { name: 'n' }))).toBe('[n:none]');
    expect(inBody((result) => renderComponent(result, 'Fragment', Fragment, {}, { default: () => render`<b>` }))).toBe(
      '<b>',
    );
    expect(inBody((result) => renderComponent(result, 'Tag', 'h2', { id: 'x' }, { default: () => 'y' }))).toBe(
      '<h2 id="x">y</h2>',
    );
  });

  it('gives the parameters of the page, and says so where it asks for what is not there', () => {
    expect(
      draw((result) => render`${result.createAstro({}, {}).params['day']}${renderHead(result)}`, { day: '05' }),
    ).toBe('<!DOCTYPE html>05<link>');
    const astro = (result: Parameters<Draw>[0]) => result.createAstro({}, {}) as unknown as Record<string, unknown>;
    expect(() => inBody((result) => String(astro(result)['url']))).toThrow(
      'Astro.url is not there where pages are drawn at once',
    );
  });

  it('refuses what cannot be drawn at once, and what is no text', () => {
    expect(() => inBody(() => render`${Promise.resolve('late')}`)).toThrow(
      'a template holds [object Promise], which is no text',
    );
    expect(() => inBody(() => render`${{ a: 1 }}`)).toThrow('a template holds [object Object], which is no text');
    expect(() => inBody((result) => renderComponent(result, 'Lost', undefined, {}))).toThrow(
      '<Lost> is neither a component nor the name of an element',
    );
    expect(() => inBody((result) => renderComponent(result, 'Tag', 'b onclick=x', {}))).toThrow('<Tag> is neither');
    const inner = createComponent(() => '');
    expect(() => inBody((result) => renderComponent(result, 'Inner', inner, { 'class:list': [] }))).toThrow(
      '<Inner> is a component and takes no class:list',
    );
  });

  it('has one head', () => {
    expect(() => draw(() => render`<p>`)).toThrow('a page has one <head>, and this one has 0');
    expect(() => draw((result) => render`${renderHead(result)}${renderHead(result)}`)).toThrow('and this one has 2');
  });
});
