/** The one form that every foreign archive is brought into: items with their fields, and what became of each of these. */
import type { z } from 'zod';
import type { articleSchema } from '../model/article.ts';
import type { Term, TermKind } from '../model/registry.ts';

/** Where an item stands in what is imported. */
export interface ItemPlace {
  /** Path relative to the input folder, with forward slashes; of a file inside an archive after `!`, as `a.warc!12`. */
  readonly file: string;
  /** 1-based line at which the item begins, where the file holds several. */
  readonly line?: number;
  /** 1-based place of the item among those of the file, or its id there. */
  readonly item?: number | string;
}

/** What became of one field of an item. `field` is named as the foreign format names it, `as` as front matter does, or `body`. */
export type Fate = {
  readonly field: string;
  /** Which one, where an item has several: an address, a tag, a key. The report counts without it. */
  readonly value?: string;
} & (
  | { readonly fate: 'kept'; readonly as: string }
  /** `how` completes the sentence “it was …”, e.g. “cut to a day”. */
  | { readonly fate: 'changed'; readonly as: string; readonly how: string }
  /** Nothing in the item says so; an editor has to look at it. */
  | { readonly fate: 'proposed'; readonly as: string; readonly how: string }
  /** `why` completes the sentence “it was left out, because …”. */
  | { readonly fate: 'dropped'; readonly why: string }
);

/** Front matter as it will be written, but for `review`, `slug` and `aliases`, which the writer gives. */
export type DraftFront = Partial<Omit<z.input<typeof articleSchema>, 'review' | 'slug'>>;

/** The text of an item. */
export interface DraftBody {
  readonly format: 'markdown' | 'html' | 'text';
  readonly text: string;
  /** Address against which relative links and pictures of the text are read, where one is known. */
  readonly base?: string;
  /** Address of the site, against which those that begin with a slash are read where no `base` is known. */
  readonly root?: string;
}

/** An entry of a registry that the input gives beside its items. */
export interface TermDraft {
  readonly kind: TermKind;
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly wikidata?: string;
}

/** An item that becomes a story, a draft or a story under embargo. */
export interface StoryItem {
  readonly kind: 'story';
  readonly place: ItemPlace;
  /** Its headline, or whatever else tells it from others in the report. */
  readonly name: string;
  readonly front: DraftFront;
  readonly body: DraftBody;
  /** Last part of its old address, from which its slug is made; by default that comes from the title. */
  readonly slug?: string;
  /** Items with the same key in several languages are translations of each other. */
  readonly translationKey?: string;
  /** Items with the same key are versions of one story, of which the newest (the greatest) becomes the story. */
  readonly version?: { readonly key: string; readonly order: string };
  /** What became of the item's fields, in their order. Every field of the item is named once. */
  readonly fates: readonly Fate[];
}

/** An item that becomes none, with the reason as a sentence. `unreadable` counts as an error of the input. */
export interface SkippedItem {
  readonly kind: 'skipped';
  readonly place: ItemPlace;
  readonly name: string;
  readonly reason: SkipReason;
  readonly message: string;
}

/** Reasons for which items become no story, by which the report counts them. */
export const SKIP_REASONS = {
  unreadable: 'could not be read',
  empty: 'has no words',
  undated: 'has no date',
  'not-a-story': 'is no story (a list of stories, a picture, a comment, a menu …)',
  superseded: 'is an older version of another item',
  duplicate: 'is the same as another item',
  cancelled: 'was cancelled or withheld by its publisher',
  foreign: 'belongs to others than the owner of the archive',
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;

export type Item = StoryItem | SkippedItem;

/** A file of the input. */
export interface InputFile {
  /** Relative to the input folder, with forward slashes; the file's name where the input is one file. */
  readonly path: string;
  readonly absolute: string;
  /** In bytes. */
  readonly size: number;
}

/** What is imported: a file, or all files below a folder in code-unit order; links are not followed. */
export interface Input {
  readonly root: string;
  readonly isFolder: boolean;
  readonly files: readonly InputFile[];
  /** What lies there too and is not read: links, and what the system does not open. */
  readonly closed: readonly SkippedItem[];
}

/** What importers are told beside the input. */
export interface ImportOptions {
  /** Language of the archive (BCP 47), where the input does not say. */
  readonly language: string;
  /** For columns of a table: front-matter field by column. */
  readonly map?: Readonly<Record<string, string>>;
  /** Entries of the registry of the content folder into which is imported. */
  readonly registry?: readonly Registered[];
}

/** What importers are told of an entry of the registry. */
export type Registered = Pick<Term, 'kind' | 'name' | 'aliases'>;

/** What the input says about itself, for `site.yml`. */
export interface SiteDraft {
  readonly title?: string;
  /** Its http(s) address. */
  readonly url?: string;
  readonly language?: string;
  readonly description?: string;
}

/** A file of a content folder that is put where it was, byte for byte. */
export interface WholeFile {
  readonly place: ItemPlace;
  /** Relative to the content folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A picture that lies in the input under its old address. */
export interface ArchivedPicture {
  readonly address: string;
  readonly bytes: Uint8Array;
}

/** One foreign format. */
export interface Importer {
  /** Name on the command line. */
  readonly format: string;
  /** What it is, for the help. */
  readonly title: string;
  /** Tells how sure it is that the input is of its format: 0 not at all, 1 certain. Looks at names and first bytes alone. */
  readonly recognizes: (input: Input) => Promise<number>;
  /** Gives every item of the input once, in the input's order, whatever is wrong with it; holds no more than one file's part in memory. Never throws for what the input holds. */
  readonly items: (input: Input, options: ImportOptions) => AsyncIterable<Item>;
  /** Entries for the registry, where the format has such. */
  readonly terms?: (input: Input, options: ImportOptions) => AsyncIterable<TermDraft>;
  /** What the input says about the whole archive. */
  readonly site?: (input: Input, options: ImportOptions) => Promise<SiteDraft>;
  /** Whole files of a content folder, where the format keeps such; those of stories count as items. */
  readonly files?: (input: Input, options: ImportOptions) => AsyncIterable<WholeFile | SkippedItem>;
  /** Pictures of the input that lie under addresses, of those that are wanted, one at a time. Never throws for what the input holds. */
  readonly pictures?: (input: Input, wanted: ReadonlySet<string>) => AsyncIterable<ArchivedPicture>;
}
