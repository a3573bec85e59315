import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { describe, expect, inject, it } from 'vitest';
import { plainTargets } from '../../src/build/verify.ts';
import { filesIn } from './files.ts';

const site = inject('site');
const files = filesIn(site);
const pages = files.filter((file) => file.endsWith('.html'));

/** A page as a browser's parser sees it: its elements, its ids, and every address that it names. */
function parse(file: string) {
  const elements: Element[] = [];
  visit(fromHtml(readFileSync(join(site, file), 'utf8')), 'element', (element) => void elements.push(element));
  return {
    elements,
    ids: elements.flatMap(({ properties }) => (typeof properties['id'] === 'string' ? [properties['id']] : [])),
    addresses: elements.flatMap((element) =>
      ['href', 'src', 'poster', 'action', 'data', 'srcSet'].flatMap((name) => {
        const value = element.properties[name];
        if (value === undefined || value === null) return [];
        const addresses =
          name === 'srcSet'
            ? String(value)
                .split(', ')
                .map((one) => one.replace(/ \d+w$/u, ''))
            : [String(value)];
        return addresses.map((address) => ({ element, name, value: address }));
      }),
    ),
  };
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;

const parsed = new Map(pages.map((file) => [file, parse(file)]));

const fileAt = (pathname: string) =>
  decodeURIComponent(pathname.slice(1) + (pathname.endsWith('/') ? 'index.html' : ''));

describe('every page of the built site', () => {
  it('is there in every kind', () => {
    for (const kind of [
      'index.html',
      '404.html',
      'about/',
      '2020/index.html',
      '2020/01/index.html',
      '2020/01/05/index.html',
      'topics/index.html',
      'people/index.html',
      'organizations/index.html',
      'places/index.html',
      'series/index.html',
      'sources/index.html',
      'quotes/index.html',
      'corrections/index.html',
      'on-this-day/01-05/',
    ]) {
      expect(
        pages.some((file) => file.startsWith(kind)),
        kind,
      ).toBe(true);
    }
  });

  it('has no script but JSON-LD, no inline style, no handler, no frame, no form', () => {
    for (const [file, { elements }] of parsed) {
      for (const { tagName, properties } of elements) {
        expect(['iframe', 'object', 'embed', 'form', 'style', 'base'], file).not.toContain(tagName);
        if (tagName === 'script') expect(properties['type'], file).toBe('application/ld+json');
        expect(
          Object.keys(properties).filter((name) => /^on|^style$/iu.test(name)),
          file,
        ).toEqual([]);
      }
    }
  });

  it('loads nothing from another host', () => {
    for (const [file, { addresses }] of parsed) {
      for (const { element, value } of addresses) {
        const loads =
          element.tagName !== 'a' &&
          !(element.tagName === 'link' && !/stylesheet|icon|preload/u.test(String(element.properties['rel'])));
        if (loads) expect(value, file).toMatch(/^\/(?!\/)/u);
      }
    }
  });

  it('links only to pages and places on pages that are there', () => {
    for (const [file, { addresses }] of parsed) {
      for (const { element, value } of addresses) {
        if (element.tagName === 'link' && /^https:\/\/dateline\.example/u.test(value)) continue;
        if (/^(?:https?:|mailto:)/u.test(value)) continue;
        const { pathname, hash } = new URL(value, `https://site.invalid/${file.replace(/index\.html$/u, '')}`);
        const target = fileAt(pathname);
        expect(files, `${file} → ${value}`).toContain(target);
        if (hash.length > 1)
          expect(parsed.get(target)?.ids, `${file} → ${value}`).toContain(decodeURIComponent(hash.slice(1)));
      }
    }
  });

  it('has each id once, one h1, a title, a language and a canonical address', () => {
    for (const [file, { elements, ids }] of parsed) {
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        file,
      ).toEqual([]);
      const redirect = elements.some(({ properties }) => String(properties['httpEquiv']) === 'refresh');
      if (redirect) continue;
      expect(elements.filter(({ tagName }) => tagName === 'h1').length, file).toBe(1);
      expect(elements.filter(({ tagName }) => tagName === 'title').length, file).toBe(1);
      expect(elements.find(({ tagName }) => tagName === 'html')?.properties['lang'], file).toBeTruthy();
      if (file !== '404.html')
        expect(
          elements.some(({ properties }) => String(properties['rel']) === 'canonical'),
          file,
        ).toBe(true);
    }
  });

  it('forbids scripts and everything foreign to the browser, whatever the environment of the build', () => {
    for (const [file, { elements }] of parsed) {
      const policy = elements.find(({ properties }) => String(properties['httpEquiv']) === 'Content-Security-Policy');
      const allowed =
        "connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";
      expect(["default-src 'none'", `default-src 'none'; ${allowed}`], file).toContain(policy?.properties['content']);
    }
  });

  it('is made of tags that the check of built pages knows, so that it is looked through in one pass', () => {
    for (const file of pages) expect(plainTargets('', readFileSync(join(site, file), 'utf8')), file).toBeDefined();
  });

  it('leaves no marker of stored text behind', () => {
    for (const file of pages)
      expect(readFileSync(join(site, file), 'utf8'), file).not.toMatch(
        /dateline-quote|data-story|data-media|data-fragment/u,
      );
  });

  it('carries JSON-LD that parses, of a known type', () => {
    for (const [file, { elements }] of parsed) {
      for (const script of elements.filter(({ tagName }) => tagName === 'script')) {
        const [text] = script.children;
        const graph: unknown = JSON.parse(text?.type === 'text' ? text.value : '');
        expect(graph, file).toMatchObject({ '@context': 'https://schema.org' });
      }
    }
  });
});

describe('the files for machines', () => {
  const xml = (file: string): unknown => {
    const text = readFileSync(join(site, file), 'utf8');
    expect(() => SyntaxValidator.validate(text), file).not.toThrow();
    return new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => ['entry', 'link', 'url', 'sitemap', 'author'].includes(name),
    }).parse(text);
  };

  it.each([
    ['feed.xml', '', 'Dateline'],
    ['corrections/feed.xml', 'corrections/', 'Corrections of Dateline'],
  ])('give %s as RFC 4287 has it: one id, title and date each, a link to itself', (file, home, title) => {
    const { feed } = xml(file) as { feed: Record<string, unknown> };
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
    expect(feed['id']).toBe(`https://dateline.example/${home}`);
    expect(feed['title']).toBe(title);
    expect(feed['updated']).toMatch(RFC_3339);
    expect(feed['link']).toContainEqual(
      expect.objectContaining({ '@_rel': 'self', '@_href': `https://dateline.example/${file}` }),
    );
    const entries = feed['entry'] as Record<string, unknown>[];
    expect(entries.length).toBeGreaterThanOrEqual(4);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry['title']).toBeTruthy();
      expect(entry['updated']).toMatch(RFC_3339);
      expect(entry['link']).toContainEqual(expect.objectContaining({ '@_rel': 'alternate', '@_href': entry['id'] }));
      const { pathname, hash } = new URL(String(entry['id']));
      if (hash !== '') expect(parsed.get(fileAt(pathname))?.ids).toContain(hash.slice(1));
    }
  });

  it('give sitemaps that name every story and page once, and nothing that is not there', () => {
    const { sitemapindex } = xml('sitemap.xml') as { sitemapindex: { sitemap: { loc: string }[] } };
    const locations = sitemapindex.sitemap.flatMap(({ loc }) => {
      const { urlset } = xml(fileAt(new URL(loc).pathname)) as { urlset: { url: { loc: string }[] } };
      return urlset.url.map((url) => url.loc);
    });
    expect(new Set(locations).size).toBe(locations.length);
    for (const loc of locations) expect(files).toContain(fileAt(new URL(loc).pathname));
    const stories = pages.filter((file) => /^\d{4}\/\d\d\/\d\d\/(?!page\/)[^/]+\/index\.html$/u.test(file));
    // The notice of a withdrawal is not for search engines.
    const found = stories.filter((file) => !readFileSync(join(site, file), 'utf8').includes('content="noindex"'));
    expect(found.length).toBeGreaterThan(35);
    expect(stories.length - found.length).toBe(1);
    for (const file of found)
      expect(locations).toContain(`https://dateline.example/${file.replace(/index\.html$/u, '')}`);
  });

  it('give the checksum of every file but the list itself, sorted by path', () => {
    const digestOf = (file: string) =>
      createHash('sha256')
        .update(readFileSync(join(site, file)))
        .digest('hex');
    const lines = files.filter((file) => file !== 'SHA256SUMS').map((file) => `${digestOf(file)}  ${file}\n`);
    expect(readFileSync(join(site, 'SHA256SUMS'), 'utf8')).toBe(lines.join(''));
  });

  it('give a robots.txt that names the sitemap', () => {
    expect(readFileSync(join(site, 'robots.txt'), 'utf8')).toContain('Sitemap: https://dateline.example/sitemap.xml');
  });
});
