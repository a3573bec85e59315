import { story } from '../content-folder.ts';
import { makePicture } from './varied-archive.ts';

/** Files of a content folder by path. */
export type Contents = Record<string, string | Uint8Array>;

/** Gives numbers from 0 up to 1 that depend on the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PEOPLE = ['Ann Ode', 'Bo Lind', 'Cy Park', 'A. Ode', 'Judge 0', 'Judge 1', 'judge 1', 'Eve New', 'EVE NEW'];
const TOPICS = ['Ports', 'Oil', 'Petroleum', 'Law', 'Weather', 'Unused', 'ports'];
const PLACES = ['Delhi', 'Oslo', 'DELHI'];
const PUBLISHERS = ['The Wire', 'The wire', 'News'];
const HOSTS = ['wire.example', 'price.example', 'news.example'];
const HANDLES = ['annode', 'bolind', 'BoLind', 'di'];
const WORDS = ['harbour', 'strike', 'Ann Ode', 'A. Ode', 'Bo Lind', 'court', 'Eve New', 'oil', 'silence'];

/** Makes random edits of an archive: each changes the given files and says in words what it did. */
export class RandomEdits {
  readonly #random: () => number;
  #count = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('Nothing to pick from.');
    return found;
  }

  /** Makes one edit; undefined where there is nothing of the kind to edit. */
  async edit(contents: Contents): Promise<string | undefined> {
    const stories = Object.keys(contents).filter((path) => path.startsWith('articles/'));
    const terms = Object.keys(contents).filter((path) =>
      /^(?:people|topics|organizations|places|series)\//u.test(path),
    );
    const kind = this.below(15);
    if (kind <= 2) return this.#add(contents, stories);
    if (stories.length === 0) return undefined;
    const file = this.pick(stories);
    const replace = (from: RegExp, to: string) => {
      const text = String(contents[file]);
      contents[file] = text.replace(from, to);
      return contents[file] === text ? undefined : `${file}: ${String(from)} → ${to}`;
    };
    switch (kind) {
      case 3:
        Reflect.deleteProperty(contents, file);
        return `${file} goes`;
      case 4: {
        const to = file.replace(/(\w)\.md$/u, `$1-${this.#count++}.md`);
        contents[to] = String(contents[file]);
        Reflect.deleteProperty(contents, file);
        return `${file} is renamed ${to}`;
      }
      case 5:
        return replace(
          /^title: .*$/mu,
          `title: ${this.pick(['Zebra', 'Again', 'The strike begins'])} ${this.#count++}`,
        );
      case 6:
        return replace(/\n$/u, `\n\nMore of ${this.pick(WORDS)} and ${this.pick(WORDS)}.\n`);
      case 7:
        return replace(/^topics: .*$/mu, `topics: [${this.pick(TOPICS)}]`);
      case 8:
        return replace(/^date: .*$/mu, `date: ${this.#day()}`);
      case 9:
        return replace(/^people: .*$/mu, `people: [${this.pick(PEOPLE)}]`);
      case 10:
        return replace(
          /^---\n/u,
          this.pick([
            '---\ncorrections: [{ date: 2026-01-01, text: Mended. }]\n',
            '---\nwithdrawn: { date: 2026-01-01, reason: Wrong. }\n',
            '---\nembargo: 2026-03-01T00:00:00Z\n',
            '---\nstatus: draft\n',
            '---\nlanguage: de\n',
          ]),
        );
      case 11:
        return this.#site(contents);
      case 12:
        contents['media/port.png'] = await makePicture(40 + this.below(30), 30);
        return 'media/port.png gets another size';
      default:
        return this.#term(contents, terms);
    }
  }

  #day(): string {
    return this.pick([
      '2019-01-05',
      '2020-01-05',
      '2020-01-06',
      '2020-01-11',
      '2020-02-29',
      '2021-01-05',
      '2023-04-01',
    ]);
  }

  #add(contents: Contents, stories: readonly string[]): string {
    const day = this.#day();
    const [year, month, date] = day.split('-');
    const file = `articles/${year}/${month}/${date}-new-${this.#count++}.md`;
    const front = [
      `title: New ${this.#count}`,
      `date: ${day}`,
      `topics: [${this.pick(TOPICS)}, ${this.pick(TOPICS)}]`,
      `people: [{ name: ${this.pick(PEOPLE)}, role: ${this.pick(['minister', 'witness'])} }]`,
      `places: [${this.pick(PLACES)}]`,
      `authors: [${this.pick(PEOPLE)}]`,
      `sources: [{ key: s, title: S, ${this.#filed()} }]`,
    ];
    if (this.below(3) === 0) front.push('series: The strike');
    if (this.below(3) === 0)
      front.push(
        `tweets: [{ author: ${this.pick(PEOPLE)}, handle: ${this.pick(HANDLES)}, date: ${day}, text: Post ${this.below(3)}. }]`,
      );
    if (this.below(4) === 0) front.push(`aliases: [/old/${this.#count}/]`);
    const other = stories.length > 0 ? this.pick(stories).slice('articles/'.length, -'.md'.length) : undefined;
    if (other !== undefined && this.below(4) === 0) front.push(`related: [${other}]`);
    if (other !== undefined && this.below(5) === 0) front.push(`translationOf: ${other}`, 'language: fr');
    contents[file] = story(
      front.join('\n'),
      `${this.pick(WORDS)} and ${this.pick(WORDS)}.${this.pick(['', '[^s]'])}\n`,
    );
    return `${file} is added`;
  }

  /** Gives the fields under which a source is filed. */
  #filed(): string {
    const url = `url: "https://${this.pick(HOSTS)}/${this.#count}"`;
    const publisher = `publisher: ${this.pick(PUBLISHERS)}`;
    return this.pick([url, publisher, `${publisher}, ${url}`]);
  }

  #site(contents: Contents): string {
    const text = String(contents['site.yml']).replace(/^outputs:.*\n/mu, '');
    const outputs = this.pick(['', 'outputs: { people: false }\n', 'outputs: { onThisDay: false, sources: false }\n']);
    contents['site.yml'] =
      this.below(2) === 0 ? text.replace(/^title: .*$/mu, `title: Record ${this.#count++}`) : text + outputs;
    return 'site.yml is changed';
  }

  #term(contents: Contents, terms: readonly string[]): string {
    const kind = this.below(4);
    const file = terms.length > 0 ? this.pick(terms) : 'people/eve-new.md';
    if (kind === 0) {
      Reflect.deleteProperty(contents, file);
      return `${file} goes`;
    }
    if (kind === 1) {
      const added = this.pick(['people/eve-new.md', 'people/judge-1.md', 'topics/weather.md', 'places/oslo.md']);
      contents[added] = `---\nname: ${this.pick(['Eve New', 'Judge 1', 'Weather', 'Oslo', 'Other'])}\n---\n`;
      return `${added} is written`;
    }
    if (kind === 2) {
      contents[file] = String(contents[file] ?? '---\nname: Eve New\n---\n').replace(
        /^name: (.*)$/mu,
        `name: $1 ${this.#count++}`,
      );
      return `${file} gets another name`;
    }
    const alias = this.pick([...PEOPLE, ...TOPICS]);
    contents[file] = String(contents[file] ?? '---\nname: Eve New\n---\n')
      .replace(/^aliases: .*\n/mu, '')
      .replace(/^name: .*$/mu, `$&\naliases: [${alias}]`);
    return `${file} gets the alias ${alias}`;
  }
}
