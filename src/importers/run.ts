/** Items → files of a content folder, each accounted for. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { toYaml } from '../capture/front-matter.ts';
import { aliasFile } from '../model/addresses.ts';
import { isWebAddress, language as languageTag } from '../model/fields.ts';
import { isTermKind, type Term } from '../model/registry.ts';
import { readArticle } from '../reading/article.ts';
import { withoutForbidden } from '../reading/decode.ts';
import { readTerm } from '../reading/registry.ts';
import { readSite } from '../reading/site.ts';
import { slugOf } from '../reading/slug.ts';
import { takeAlias } from './aliases.ts';
import type { Importer, ImportOptions, Input, SiteDraft } from './foreign.ts';
import { Spill, type Filed, type ItemOutcome } from './spill.ts';
import { Target } from './target.ts';
import type { Refused } from './writing/filing.ts';
import { comparable } from './writing/old-addresses.ts';
import { Pictures } from './writing/pictures.ts';
import { Terms } from './writing/terms.ts';
import { writeStory, type WrittenStory } from './writing/write-story.ts';

/** What is to be imported, and how. */
export interface ImportJob {
  readonly importer: Importer;
  readonly input: Input;
  /** The content folder. */
  readonly into: string;
  /** Language of the input (BCP 47), if somebody said. */
  readonly language?: string | undefined;
  readonly map?: ImportOptions['map'];
  readonly isDry: boolean;
  readonly onProgress?: (stage: string, done: number, all: number | undefined) => void;
}

/** What an import did. */
export interface Imported {
  readonly format: string;
  readonly input: string;
  /** Files written, files that were there with the same bytes, and files that editors have changed, which were left. */
  readonly files: { readonly written: number; readonly same: number; readonly edited: readonly string[] };
  /** Files of an earlier import for which the input has nothing any more. */
  readonly left: readonly string[];
  /** Gives what became of each item, in the order of the input. */
  readonly outcomes: () => Iterable<ItemOutcome>;
  /** Ends the use of `outcomes`. */
  readonly close: () => void;
}

/** Imports an archive. Run twice, it writes the same files, and none the second time. Throws where the system refuses. */
export async function runImport(job: ImportJob): Promise<Imported> {
  const spill = new Spill();
  const pictures = new Pictures(job.input);
  try {
    const { importer, input, into, isDry } = job;
    const target = new Target(into, `${importer.format}-${slugOf(basename(input.root)) || 'archive'}`, isDry);
    const run = new Run(job, spill, target, pictures);
    await run.all();
    return {
      format: importer.format,
      input: basename(input.root),
      files: { ...run.files, edited: target.edited },
      left: run.left,
      outcomes: () => spill.outcomes(),
      close: () => spill.close(),
    };
  } catch (error) {
    spill.close();
    throw error;
  } finally {
    pictures.close();
  }
}

class Run {
  readonly files = { written: 0, same: 0 };
  left: string[] = [];
  readonly #job: ImportJob;
  readonly #spill: Spill;
  readonly #target: Target;
  readonly #terms = new Terms();
  readonly #pictures: Pictures;

  constructor(job: ImportJob, spill: Spill, target: Target, pictures: Pictures) {
    this.#job = job;
    this.#spill = spill;
    this.#target = target;
    this.#pictures = pictures;
  }

  async all(): Promise<void> {
    const { importer, input, map } = this.#job;
    const foreign = this.#target.foreign();
    const given = foreign.find(({ kind }) => kind === 'site');
    const site = given && readSite(readFileSync(given.absolute)).value;
    const before = { language: this.#job.language ?? site?.language ?? 'en', ...(map && { map }) };
    const draft = importer.site ? await importer.site(input, before) : {};
    const said = this.#job.language ?? languageOf(draft) ?? site?.language;
    const asked: ImportOptions = { ...before, language: said ?? before.language, registry: this.#reserve(foreign) };

    await this.#read(asked);
    const language = said ?? this.#spill.mainLanguage() ?? asked.language;
    const options = { ...asked, language };
    // The next import finds this language in site.yml, and has to read the same.
    if (language !== asked.language) {
      this.#spill.forget();
      await this.#read(options);
    }
    const siteLanguage = site?.language ?? language;
    this.#spill.takeLanguage(language, siteLanguage);
    this.#spill.sift();
    this.#spill.file(siteLanguage, (done) => this.#tell('filing item', done));
    this.#spill.findOriginals(siteLanguage);
    if (importer.terms) for await (const term of importer.terms(input, options)) this.#terms.add(term);

    if (importer.pictures && this.#pictures.shown.size > 0)
      for await (const picture of importer.pictures(input, this.#pictures.shown)) this.#pictures.keep(picture);

    this.#target.plan(this.#planned());
    await this.#putWhole(options);
    if (!site && !importer.files && this.#target.putOnce('site.yml', siteFile(draft, input, siteLanguage)))
      this.files.written += 1;
    let done = 0;
    for (const filed of this.#spill.filed()) {
      await this.#write(filed, { language: siteLanguage, inputLanguage: language });
      this.#tell('writing story', (done += 1));
    }
    for (const filed of this.#spill.misled())
      await this.#write(filed, { language: siteLanguage, inputLanguage: language });
    for (const [path, text] of this.#terms.files()) this.#put(path, text);
    this.left = this.#target.left();
    this.#target.finish();
    this.#tell('', this.#spill.count, this.#spill.count);
  }

  async #read(options: ImportOptions): Promise<void> {
    const { importer, input } = this.#job;
    for await (const item of importer.items(input, options)) {
      this.#spill.add(item);
      if (importer.pictures && item.kind === 'story') this.#pictures.see(item.body);
      this.#tell('reading item', this.#spill.count);
    }
    for (const item of input.closed) this.#spill.add(item);
  }

  #tell(stage: string, done: number, all?: number): void {
    this.#job.onProgress?.(stage, done, all);
  }

  *#planned(): Generator<string> {
    for (const path of this.#spill.paths()) yield `articles/${path}`;
    for (const [path] of this.#terms.files()) yield path;
  }

  /** Takes note of what stands in the folder and is not this import’s; gives the entries of its registry. */
  #reserve(foreign: ReturnType<Target['foreign']>): Term[] {
    const registry: Term[] = [];
    for (const { kind, path, absolute } of foreign) {
      if (kind === 'article') {
        const { value } = readArticle(readFileSync(absolute), path.slice('articles/'.length));
        const files = (value?.aliases ?? []).flatMap((alias) => aliasFile(alias) ?? []);
        this.#spill.reserve({
          path: path.toLowerCase(),
          files: files.map(comparable),
          ...(value && { day: value.day, slug: value.finalSlug }),
          ...(value?.id !== undefined && { id: value.id }),
        });
      } else if (isTermKind(kind)) {
        const { value } = readTerm(readFileSync(absolute), kind, path.slice(kind.length + 1));
        if (!value) continue;
        this.#terms.keep(value);
        registry.push(value);
      }
    }
    return registry;
  }

  /** Puts files that the input holds whole; those of stories are items. */
  async #putWhole(options: ImportOptions): Promise<void> {
    const { importer, input } = this.#job;
    if (!importer.files) return;
    for await (const file of importer.files(input, options)) {
      if ('kind' in file) this.#spill.add(file);
      else {
        const { place, path, bytes } = file;
        const story = /^articles\/(.+\.md)$/u.exec(path)?.[1];
        if (story !== undefined)
          this.#spill.addWhole(place, story, readArticle(bytes, story).value?.status === 'draft');
        this.#put(path, bytes);
      }
    }
  }

  async #write(filed: Filed, languages: { readonly language: string; readonly inputLanguage: string }): Promise<void> {
    const { number, path } = filed;
    let story = this.#compose(filed, languages);
    // Pictures are opened once a story shows them; then it is written anew.
    while (await this.#pictures.look((target, bytes) => this.#put(target, bytes)))
      story = this.#compose(filed, languages);
    if ('reason' in story) {
      this.#spill.refuse(number, story);
      return;
    }
    this.#terms.see(story.front);
    this.#spill.settle(number, story.isDraft, story.review, story.fates);
    this.#put(`articles/${path}`, story.text);
  }

  #compose(
    { number, item, filing, path, translationOf }: Filed,
    languages: { readonly language: string; readonly inputLanguage: string },
  ): WrittenStory | Refused {
    return writeStory(item, filing, {
      ...languages,
      path,
      ...(translationOf !== undefined && { translationOf }),
      aliasFault: (alias) => takeAlias(alias, number, this.#spill),
      isIdTaken: (id) => !this.#spill.takeId(id, number),
      storyAt: (address) => this.#spill.storyAt(address, number),
      pictureOf: (source) => this.#pictures.pathOf(source, item.place.file, item.body.base),
    });
  }

  #put(path: string, content: string | Uint8Array): void {
    const writing = this.#target.put(path, content);
    if (writing === 'written' || writing === 'same') this.files[writing] += 1;
  }
}

function languageOf({ language }: SiteDraft): string | undefined {
  return language !== undefined && languageTag.safeParse(language).success ? language : undefined;
}

/** Writes the least that a site.yml needs. */
function siteFile({ title, url, description }: SiteDraft, { root }: Input, language: string): string {
  const line = (text: string | undefined) =>
    withoutForbidden(text ?? '')
      .replaceAll(/\s+/gu, ' ')
      .trim();
  const about = line(description);
  return toYaml({
    title: line(title) || line(basename(root).replace(/\.[a-z0-9]+$/iu, '')) || 'Archive',
    url: url !== undefined && isWebAddress(url) && !/[?#]/u.test(url) ? url : 'https://example.org',
    language,
    ...(about !== '' && { description: about }),
  });
}
