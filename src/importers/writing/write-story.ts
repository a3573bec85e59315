/** An item → a story’s file, read again until nothing in it is wrong. */
import { toYaml } from '../../capture/front-matter.ts';
import { aliasFile, storyAddress } from '../../model/addresses.ts';
import { articleSchema } from '../../model/article.ts';
import type { Problem } from '../../model/problem.ts';
import { readArticle } from '../../reading/article.ts';
import { slugOfPath } from '../../reading/slug.ts';
import { toBody } from '../body/body.ts';
import { withoutScheme } from '../body/file-links.ts';
import { undescribedPicture } from '../body/undescribed-picture.ts';
import { shortened } from '../body/words.ts';
import type { DraftFront, Fate, StoryItem } from '../foreign.ts';
import { titleOf, type Filing, type Refused } from './filing.ts';
import { inOrder, remove, removeAt, textsIn, tidy, type Front, type Removed } from './front-values.ts';
import { isSameLanguage } from './same-language.ts';

/** A story’s file, and what became of the item’s fields. */
export interface WrittenStory {
  readonly text: string;
  readonly isDraft: boolean;
  readonly front: Front;
  readonly review: readonly string[];
  readonly fates: readonly Fate[];
}

/** What the writer is told about the archive. */
export interface WriterContext {
  /** Language of the site. */
  readonly language: string;
  /** Language of items that do not say. */
  readonly inputLanguage: string;
  /** Path below articles/, which a `Filing` has been given. */
  readonly path: string;
  /** Path of the story that this one translates. */
  readonly translationOf?: string;
  /** Gives the reason for which an old address cannot be one of this story; none where it can, and then it is taken. */
  readonly aliasFault: (alias: string) => string | undefined;
  /** Tells whether another story has the id; if not, this one has it from now on. */
  readonly isIdTaken: (id: string) => boolean;
  readonly pictureOf: (source: string) => string | undefined;
  /** Gives the path below articles/ of the story that was made of what stood at an old address. */
  readonly storyAt: (address: string) => string | undefined;
}

/** UTF-16 units of what was left out that the report quotes. */
const LONGEST_TOLD = 600;
/** Names that one list of a story has. */
const MOST_NAMES = 100;
/** Longest name of a person, a topic or a place, in UTF-16 units. */
const LONGEST_NAME = 120;

/** Writes an item as a story’s file that Dateline reads without an error, or says why that cannot be. */
export function writeStory(item: StoryItem, filing: Filing, context: WriterContext): WrittenStory | Refused {
  const draft = new Draft(item, filing, context);
  return draft.write();
}

class Draft {
  readonly #item: StoryItem;
  readonly #filing: Filing;
  readonly #context: WriterContext;
  readonly #fates: Fate[];
  readonly #front: Front;
  readonly #aliasFiles = new Set<string>();
  #body: string;
  readonly #fault: string | undefined;

  constructor(item: StoryItem, filing: Filing, context: WriterContext) {
    this.#item = item;
    this.#filing = filing;
    this.#context = context;
    this.#fates = [...item.fates];
    const { markdown, posts, fates, fault } = toBody(item.body, {
      title: filing.title,
      tweets: keysOf(item.front.tweets),
      statements: keysOf(item.front.statements),
      pictureOf: context.pictureOf,
      path: context.path,
      storyAt: context.storyAt,
    });
    this.#body = markdown;
    this.#fault = fault;
    this.#fates.push(...fates);
    this.#front = tidy({ ...item.front, tweets: [...(item.front.tweets ?? []), ...posts] }) as Front;
  }

  write(): WrittenStory | Refused {
    if (this.#fault !== undefined)
      return { reason: 'unreadable', message: `No story can be written of it: ${this.#fault}` };
    this.#settle();
    // Each round takes one fault out, so it ends.
    for (;;) {
      this.#dropPlaces();
      const [first] = this.#errors();
      if (!first) {
        const review = this.#review();
        const isDraft = this.#front['status'] === 'draft';
        return { text: this.#text(review), isDraft, front: this.#front, review, fates: this.#fates };
      }
      const refused = this.#mend(first);
      if (refused) return refused;
    }
  }

  #settle(): void {
    const { title, slug } = this.#filing;
    const { language, path, translationOf, isIdTaken } = this.#context;
    const front = this.#front;
    if (titleOf(this.#item.front) === undefined)
      this.#fates.push({
        field: 'title',
        fate: 'proposed',
        as: 'title',
        how: 'taken from the first words of the text',
      });
    front['title'] = title;
    if (this.#body === '')
      this.#fates.push({
        field: 'text',
        fate: 'changed',
        as: 'body',
        how: 'left empty, because the item has no words of its own',
      });
    const own = front['language'] ?? this.#context.inputLanguage;
    front['language'] = own;
    if (typeof own === 'string' && isSameLanguage(own, language)) delete front['language'];
    if (front['type'] === 'news') delete front['type'];
    if (front['status'] === 'published') delete front['status'];
    if (front['linkPeople'] === 'true') delete front['linkPeople'];
    // Where stories stand is decided here, so no input can know it.
    if (front['translationOf'] !== undefined) this.#drop('translationOf', 'its path is not one of this archive');
    this.#settleRelated();
    if (translationOf !== undefined) front['translationOf'] = translationOf;
    if (slugOfPath(path) !== slugIn(path)) front['slug'] = slugIn(path);
    this.#keepOwnAddress();
    this.#settleAliases();
    if (typeof front['id'] === 'string' && isIdTaken(front['id'])) this.#drop('id', 'another story has the same');
    this.#settleNames();
    this.#settleImages();
    this.#settlePostMedia();
    if (slugIn(path) !== slug)
      this.#fates.push({
        field: 'slug',
        fate: 'changed',
        as: 'slug',
        how: 'given an ending, because another story of the day has the same',
      });
  }

  /** Of what is named as related, the stories that were made of it are. */
  #settleRelated(): void {
    const { related } = this.#item.front;
    if (!related) return;
    const found = related.flatMap((link) => {
      const path = this.#context.storyAt(link);
      if (path !== undefined && path !== this.#context.path) return [path];
      this.#fates.push({
        field: 'related',
        value: withoutScheme(link),
        fate: 'dropped',
        why: 'no story that readers see was made of it',
      });
      return [];
    });
    if (found.length > 0) this.#front['related'] = [...new Set(found)];
    else delete this.#front['related'];
  }

  /** An old address that is the story’s new one needs no alias. */
  #keepOwnAddress(): void {
    const { aliases } = this.#front;
    if (!Array.isArray(aliases)) return;
    const { path } = this.#context;
    const own = aliasFile(storyAddress(this.#filing.day, slugIn(path)));
    this.#front['aliases'] = aliases.filter((alias: string) => {
      const isOwn = aliasFile(pathOnly(alias)) === own;
      if (isOwn) this.#fates.push({ field: 'aliases', value: alias, fate: 'kept', as: 'address' });
      return !isOwn;
    });
  }

  /** Keeps the old addresses at which something can answer. */
  #settleAliases(): void {
    const { aliases } = this.#front;
    if (!Array.isArray(aliases)) return;
    const kept = aliases
      .map((alias: string) => pathOnly(alias))
      .filter((path, index) => {
        const why = this.#aliasFault(path);
        if (why !== undefined)
          this.#fates.push({ field: 'aliases', value: String(aliases[index]), fate: 'dropped', why });
        return why === undefined;
      });
    if (kept.length > 0) this.#front['aliases'] = kept;
    else delete this.#front['aliases'];
  }

  #aliasFault(alias: string): string | undefined {
    const file = /^\/(?!\/)[^\s\\?#]+$/u.test(alias) ? aliasFile(alias) : undefined;
    if (file === undefined) return 'no file can stand at such an address';
    const folded = file.normalize('NFC').toLowerCase();
    if (this.#aliasFiles.has(folded)) return 'it is given twice';
    const why = this.#context.aliasFault(alias);
    if (why === undefined) this.#aliasFiles.add(folded);
    return why;
  }

  /** What is too long to be a name would be a page of its own. */
  #settleNames(): void {
    for (const field of NAMES) {
      const names = this.#front[field];
      if (!Array.isArray(names)) continue;
      const isLong = (entry: unknown): boolean => nameOf(entry).length > LONGEST_NAME;
      const fitting = names.filter((entry) => !isLong(entry));
      for (const entry of names.filter(isLong))
        this.#fates.push({
          field,
          value: shortened(nameOf(entry)),
          fate: 'dropped',
          why: 'it is too long to be a name',
        });
      const more = fitting.slice(MOST_NAMES).map(nameOf).join(', ');
      if (more !== '')
        this.#fates.push({
          field,
          value: more,
          fate: 'dropped',
          why: `a story has no more than ${MOST_NAMES} names of a kind`,
        });
      if (fitting.length > 0) this.#front[field] = fitting.slice(0, MOST_NAMES);
      else remove(this.#front, field);
    }
  }

  /** Pictures of the front matter lie in the input, or are not kept. */
  #settleImages(): void {
    const { images } = this.#item.front;
    if (!images) return;
    const kept = images.flatMap((image) => {
      const isDescribed = ((image.alt as string | undefined) ?? '').trim() !== '';
      const src = this.#context.pictureOf(image.src);
      if (isDescribed && src !== undefined) return [{ ...image, src }];
      const { src: source, ...words } = image;
      const value = shortened([source, ...textsIn(tidy(words))].join(', '), LONGEST_TOLD);
      this.#fates.push(
        isDescribed
          ? { field: 'images', value, fate: 'dropped', why: 'its file is not in the input' }
          : undescribedPicture('images', value, src),
      );
      return [];
    });
    if (kept.length > 0) this.#front['images'] = tidy(kept);
    else delete this.#front['images'];
  }

  /** Pictures of posts lie in the input, or are kept by their address alone. */
  #settlePostMedia(): void {
    const tweets = (this.#front['tweets'] ?? []) as NonNullable<DraftFront['tweets']>;
    for (const { media = [] } of tweets)
      for (const medium of media) {
        if (medium.src === undefined) continue;
        const src = this.#context.pictureOf(medium.src);
        if (medium.alt !== undefined && src !== undefined) {
          medium.src = src;
          continue;
        }
        this.#fates.push(
          medium.alt === undefined
            ? undescribedPicture('picture of a post', medium.src, src)
            : {
                field: 'picture of a post',
                value: medium.src,
                fate: 'dropped',
                why: 'its file is no picture in the input',
              },
        );
        delete medium.src;
      }
  }

  /** Fields that were proposed and are there, in the order of the schema. */
  #review(): string[] {
    const proposed = new Set(this.#fates.flatMap((fate) => (fate.fate === 'proposed' ? topOf(fate.as) : [])));
    const there = FIELDS.filter((field) => proposed.has(field) && this.#front[field] !== undefined);
    return proposed.has('body') ? [...there, 'body'] : there;
  }

  #text(review: readonly string[]): string {
    const front = inOrder(articleSchema, { ...this.#front, ...(review.length > 0 && { review }) });
    return `---\n${toYaml(front)}---\n${this.#body === '' ? '' : `\n${this.#body}\n`}`;
  }

  #errors(): Problem[] {
    const text = new TextEncoder().encode(this.#text(this.#review()));
    return readArticle(text, this.#context.path).problems.filter(({ severity }) => severity === 'error');
  }

  /** A post that was dropped leaves no place in the text. */
  #dropPlaces(): void {
    const placed = this.#body.matchAll(/^::(tweet|statement)\{key="([^"]*)"\}$/gmu);
    for (const [line, kind, key = ''] of placed) {
      const quotes = this.#front[kind === 'tweet' ? 'tweets' : 'statements'] as DraftFront['tweets'];
      if (!keysOf(quotes).includes(key)) this.#body = withoutLine(this.#body, line);
    }
  }

  /** Takes out what a problem is about; where that cannot be, says why the item becomes no story. */
  #mend({ field, code, message }: Problem): Refused | undefined {
    const [top = ''] = field.split('.');
    if (code === 'file-too-large' || top === '' || top === 'body' || top === 'title')
      return { reason: 'unreadable', message: `No story can be written of it: ${message}` };
    if (top === 'date') return { reason: 'undated', message };
    if (top === 'slug') return { reason: 'unreadable', message };
    const isRequired = code === 'field-missing' || code === 'field-type';
    const removed = removeAt(this.#front, field.split('.'), isRequired);
    if (!removed) return { reason: 'unreadable', message };
    this.#note(removed, message);
    return undefined;
  }

  /** Says that something was dropped, in its words; what was said of the whole field before no longer holds. */
  #note({ path, value: gone }: Removed, why: string): void {
    const [top = '', part] = path;
    const words = shortened([...textsIn(gone)].join(', '), LONGEST_TOLD);
    const isWhole = this.#front[top] === undefined;
    const before = isWhole ? this.#fates.filter((fate) => 'as' in fate && topOf(fate.as)[0] === top) : [];
    for (const fate of before) {
      const { field: name, value = words } = fate;
      this.#fates.splice(this.#fates.indexOf(fate), 1, {
        field: name,
        ...(value !== '' && { value }),
        fate: 'dropped',
        why,
      });
    }
    if (before.length > 0) return;
    const value = part === undefined ? words : `${path.join('.')}: ${words}`;
    this.#fates.push({ field: top, ...(value !== '' && { value }), fate: 'dropped', why });
  }

  #drop(field: string, why: string): void {
    const value = this.#front[field];
    remove(this.#front, field);
    this.#note({ path: [field], value }, why);
  }
}

const NAMES = ['authors', 'topics', 'people', 'organizations', 'places'] as const;

function nameOf(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  return typeof entry === 'object' && entry !== null && 'name' in entry ? String(entry.name) : '';
}

const FIELDS = Object.keys(articleSchema.shape);

function topOf(as: string): [string] {
  return [as.split(/[.[]/u)[0] ?? as];
}

function slugIn(path: string): string {
  return path.replace(/^\d{4}\/\d{2}\/\d{2}-/u, '').replace(/\.md$/u, '');
}

/** Gives the path of an old address. */
function pathOnly(address: string): string {
  const path =
    /^https?:\/\//iu.test(address) && URL.canParse(address)
      ? new URL(address).pathname
      : address.replace(/[?#].*$/su, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function keysOf(quotes: readonly { readonly key?: string | undefined }[] | undefined): string[] {
  return (quotes ?? []).flatMap(({ key }) => key ?? []);
}

function withoutLine(body: string, line: string): string {
  const kept = body.split('\n').filter((other) => other !== line);
  return kept
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
