import { describe, expect, it } from 'vitest';
import { cutNames, lettersOf } from '../../src/archive/letters.ts';
import { listPages } from '../../src/archive/pages.ts';
import { accountsByLetter, outletsByLetter, termsByLetter } from '../../src/archive/queries/letters.ts';
import { NAMES_LENGTH } from '../../src/model/addresses.ts';
import { makeArchive, story } from '../content-folder.ts';

const numbered = (count: number, nameOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ name: nameOf(index) }));

/** Names of two letters, `Aa` to `Zz`, with a number. */
const spread = (count: number) =>
  numbered(count, (index) => `${String.fromCharCode(65 + (index % 26), 97 + (Math.floor(index / 26) % 26))} ${index}`);

describe('the letters of a name', () => {
  it('are capitals without accents, with one heading for digits and one for names that have neither', () => {
    expect(['Élysée 2', '“ß”', '2020 vote', '🎉', 'Дума'].map((name) => lettersOf(name).join(' '))).toEqual([
      'E L Y S E E 2',
      'S S',
      '0–9 2 0 2 0 V O T E',
      '# 🎉',
      'Д У М А',
    ]);
  });
});

describe('an index of names', () => {
  it('is one page while its names fit on one', () => {
    const pages = cutNames(spread(NAMES_LENGTH));
    expect([...pages.keys()]).toEqual(['']);
    expect(pages.get('')?.names).toHaveLength(NAMES_LENGTH);
    expect(pages.get('')?.further).toEqual([]);
  });

  it('shows its first letters when there is one name more, each with its names in their order', () => {
    const pages = cutNames(spread(NAMES_LENGTH + 1));
    expect(pages.get('')?.names).toEqual([]);
    expect(pages.get('')?.further[0]).toEqual({ letters: 'A', key: 'a', count: 24 });
    expect(pages.get('a')?.names.slice(0, 2)).toEqual([{ name: 'Aa 0' }, { name: 'Ab 26' }]);
  });

  it('cuts a letter that is itself too long by its second, and keeps names without one where they are', () => {
    const long = numbered(NAMES_LENGTH, (index) => `P${index % 2 === 0 ? 'a' : 'e'} ${index}`);
    const pages = cutNames([{ name: 'P' }, ...long, { name: 'Z' }]);
    expect(pages.get('')?.further.map(({ key, count }) => [key, count])).toEqual([
      ['p', 601],
      ['z', 1],
    ]);
    expect(pages.get('p')?.names).toEqual([{ name: 'P' }]);
    expect(pages.get('p')?.further.map(({ letters, key, count }) => [letters, key, count])).toEqual([
      ['Pa', 'pa', 300],
      ['Pe', 'pe', 300],
    ]);
  });

  it('goes at once to the letter in which names with one beginning differ', () => {
    const pages = cutNames(numbered(5000, (index) => `Person ${index}`));
    expect(
      pages
        .get('')
        ?.further.map(({ key }) => key)
        .slice(0, 2),
    ).toEqual(['person0', 'person1']);
  });

  it('never has more names on a page than fit, loses none, and gives each page its own key', () => {
    const names = [
      ...numbered(3000, (index) => `${index} days`),
      ...numbered(2000, (index) => `Digits ${index}`),
      ...numbered(1000, (index) => `Дума ${index}`),
      ...numbered(700, (index) => `U0434 ${index}`),
      ...numbered(700, (index) => `${'🎉🎈'.repeat(1 + (index % 3))}${String.fromCodePoint(0x1f300 + index)}`),
      ...numbered(700, (index) => `ß${index}`),
    ];
    const pages = cutNames(names);
    const keys = [...pages.values()].flatMap(({ further }) => further.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.toSorted()).toEqual([...pages.keys()].filter((key) => key !== '').sort());
    for (const key of keys) expect(key).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    const listed = [...pages.values()].flatMap((page) => page.names);
    expect(listed.map(({ name }) => name).toSorted()).toEqual(names.map(({ name }) => name).toSorted());
    for (const page of pages.values()) expect(page.names.length).toBeLessThanOrEqual(NAMES_LENGTH);
  });

  it('keeps the key of each of its pages while it grows', () => {
    const few = numbered(700, (index) => `Ministry ${index}`);
    const before = [...cutNames(few).keys()];
    const after = new Set(cutNames([...few, ...spread(900)]).keys());
    for (const key of before) expect(after).toContain(key);
  });
});

describe('an archive of very many names', () => {
  const people = (count: number) => spread(count).map(({ name }) => `"${name}"`);

  it('has a page for each letter of its people, hosts and accounts, and none while they fit on one page', async () => {
    const posts = spread(700).map(
      ({ name }) => `{ author: A, handle: ${name.replace(' ', '')}, date: 2020-01-05, text: Words. }`,
    );
    const sources = spread(700).map(({ name }) => `{ title: T, url: "https://${name.replace(' ', '')}.example/" }`);
    const archive = await makeArchive({
      'articles/a.md': story(`people: [${people(NAMES_LENGTH).join(', ')}]`),
      'articles/b.md': story(`title: B\ntweets: [${posts.join(', ')}]\nsources: [${sources.join(', ')}]`),
    });
    const addresses = () => Array.from(listPages(archive.database), ({ address }) => address);
    expect(addresses().filter((address) => address.startsWith('/people/page/'))).toEqual([]);
    expect(termsByLetter('people', '').names).toHaveLength(NAMES_LENGTH);
    expect(addresses()).toEqual(expect.arrayContaining(['/sources/page/a/', '/quotes/page/z/']));
    expect(outletsByLetter('a').names[0]).toEqual({
      outlet: 'aa0.example',
      name: 'aa0.example',
      count: 1,
      hosts: [],
    });
    expect(accountsByLetter('a').names.map(({ handle }) => handle)).toContain('Aa0');

    await archive.update({ 'articles/c.md': story('title: C\npeople: [Zoe]') });
    expect(addresses()).toEqual(expect.arrayContaining(['/people/page/a/', '/people/page/z/']));
    expect(termsByLetter('people', 'z').names).toContainEqual({ kind: 'people', id: 'zoe', name: 'Zoe', count: 1 });
    expect(() => termsByLetter('people', 'q9')).toThrow('No name begins with the letters of q9.');
  });
});
