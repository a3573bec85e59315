import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const site = inject('site');
const read = (address: string) => readFileSync(join(site, address, 'index.html'), 'utf8');
const STORY = '/2020/01/05/india-tells-iran-deeply-concerned/';

describe('the story that the project started from', () => {
  it('shows its post and its statement word for word, with author, handle and day', () => {
    const page = read(STORY);
    expect(page).toContain('Just concluded a conversation with FM');
    expect(page).toContain(
      'Noted that developments have taken a very serious turn. India remains deeply concerned about the levels of tension. We agreed to remain in touch.',
    );
    expect(page).toContain('Dr. S. Jaishankar');
    expect(page).toContain('@DrSJaishankar');
    expect(page).toContain(
      'We have noted that a senior Iranian leader has been killed by the US. The increase in tension has alarmed the world. Peace, stability, and security in this region is of utmost importance to India. It is vital that the situation does not escalate further. India has consistently advocated restraint and continues to do so.',
    );
  });

  it('invents no id and no address for the post', () => {
    expect(read(STORY)).not.toMatch(/(?:twitter|x)\.com\/DrSJaishankar\/status/iu);
  });

  it.each([
    '/2020/',
    '/2020/01/',
    '/2020/01/05/',
    '/on-this-day/01-05/',
    '/topics/iran-us-crisis/',
    '/topics/iran-us-crisis/2020/',
    '/topics/india-foreign-policy/',
    '/topics/india-foreign-policy/2020/',
    '/people/s-jaishankar/',
    '/people/s-jaishankar/2020/',
    '/people/javad-zarif/',
    '/people/qassem-soleimani/',
    '/organizations/ministry-of-external-affairs/',
    '/places/india/',
    '/series/us-iran-2020/',
    '/sources/hindustan-times/',
    '/sources/hindustantimes.com/',
    '/quotes/drsjaishankar/',
  ])('is listed at %s', (address) => {
    // A year's page shows days, a month's the first headlines of each day.
    expect(read(address)).toContain(address === '/2020/' ? 'href="/2020/01/05/"' : `href="${STORY}"`);
  });

  it('stands in the feed and in the sitemap of its year', () => {
    expect(readFileSync(join(site, 'feed.xml'), 'utf8')).toContain(`https://dateline.example${STORY}`);
    expect(readFileSync(join(site, 'sitemap-2020.xml'), 'utf8')).toContain(
      `<loc>https://dateline.example${STORY}</loc>`,
    );
    expect(readFileSync(join(site, 'sitemap.xml'), 'utf8')).toContain('https://dateline.example/sitemap-2020.xml');
  });
});
