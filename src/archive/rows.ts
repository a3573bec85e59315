/** What queries give to pages: plain rows, ready to draw, made of strings, numbers, lists and nothing that lives. */
import type { FrontMatter } from '../model/article.ts';
import type { Address } from '../model/addresses.ts';
import type { Platform, PostMark, PostMedium, Statement, Tweet } from '../model/quote.ts';
import type { Term, TermKind } from '../model/registry.ts';
import type { Source } from '../model/source.ts';
import type { RevisionField } from './revision-words.ts';
import type { ChangedLine } from './word-difference.ts';

/** A story as lists show it. */
export interface Card {
  readonly address: Address;
  readonly day: string;
  /** `date` as typed: a day, or a time with offset. */
  readonly date: string;
  readonly title: string;
  readonly summary?: string;
  readonly section?: string;
  readonly type: FrontMatter['type'];
  readonly dateline?: string;
  /** Language of the story, where it is not the site's. */
  readonly language?: string;
  /** The story's first topic. */
  readonly topic?: TermRef;
  readonly quotes: number;
  readonly sources: number;
  readonly corrections: number;
}

/** A story as a bare link. */
export interface StoryRef {
  readonly address: Address;
  readonly title: string;
  readonly day: string;
  readonly language?: string;
}

/** A term as a link. */
export interface TermRef {
  readonly kind: TermKind;
  readonly id: string;
  readonly name: string;
}

/** A term with the number of stories in the part of the archive that a page is about. */
export interface CountedTerm extends TermRef {
  readonly count: number;
}

/** A day that has stories, and how many. */
export interface CountedDay {
  readonly day: string;
  readonly count: number;
}

/** A day with its first stories, newest first. */
export interface DayDigest extends CountedDay {
  readonly stories: readonly Card[];
}

/** One part of a scale of time (a day, month or year) and how full it is. */
export interface RulerStep {
  /** `2020`, `2020-01` or `2020-01-05`. */
  readonly date: string;
  /** 0 for none; days: 1 is 1–2, 2 is 3–9, 3 is 10–19, 4 is 20 or more; months and years have coarser fixed steps. */
  readonly step: number;
}

/** A month with its stories, and each day's count (index 0 is the first day). */
export interface MonthCounts {
  readonly month: string;
  readonly count: number;
  readonly days: readonly number[];
}

/** A person or other term of a story. */
export interface StoryTerm extends TermRef {
  /** The name as this story writes it. */
  readonly written: string;
  /** Whether a registry entry stands behind it. */
  readonly registered: boolean;
  readonly role?: string;
  /** Wikidata id of the registry entry. */
  readonly wikidata?: string;
}

/** A name of a byline, as the archive knows it. */
export interface AuthorRow {
  /** The registered name, or the name as the story writes it. */
  readonly name: string;
  /** The person or organization behind the name, where it is registered or named by the story. */
  readonly term?: TermRef;
  /** Wikidata id of the registry entry. */
  readonly wikidata?: string;
}

/** A post that another quotes or answers: one of the same story, by its index among that story's quotes, or one that is not kept there. */
export type OtherPost =
  | { readonly index: number; readonly platform: Platform; readonly author: string; readonly handle: string }
  | { readonly url: string };

/** A preserved post as the index keeps it. */
export interface PostRecord extends Omit<Tweet, 'entities' | 'quoted' | 'replyTo'> {
  readonly kind: 'tweet';
  /** What its text names, in order. */
  readonly marks: readonly PostMark[];
  readonly quoted?: OtherPost;
  readonly replyTo?: OtherPost;
}

/** A picture or video of a post; without a picture where none was saved. */
export interface PostMediumRow extends Omit<PostMedium, 'src'> {
  readonly picture?: PictureRow;
}

/** A preserved post with what the archive knows about its author. */
export interface PostRow extends Omit<PostRecord, 'media'> {
  readonly media: readonly PostMediumRow[];
  /** Person whose account it was. */
  readonly person?: TermRef;
}

/** A statement with what the archive knows about its speaker. */
export interface StatementRow extends Statement {
  readonly kind: 'statement';
  readonly person?: TermRef;
  /** 1-based number of its source in the story's apparatus. */
  readonly sourceNumber?: number;
}

export type QuoteRow = PostRow | StatementRow;

/** A smaller copy of a picture. */
export interface PictureVariant {
  readonly address: Address;
  /** In pixels. */
  readonly width: number;
}

/** A picture with its size in pixels. */
export interface PictureRow {
  readonly address: Address;
  /** Copies for the page itself, the smallest first; none where the picture is shown as it is. */
  readonly variants: readonly PictureVariant[];
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly credit?: string;
  readonly licence?: string;
  readonly caption?: string;
}

/** A story as its own page shows it; texts and links are resolved by `story`. */
export interface StoryRow extends Card {
  readonly path: string;
  readonly slug: string;
  readonly id?: string;
  readonly updated?: string;
  readonly event?: string;
  /** Language of the story, resolved to the site's. */
  readonly lang: string;
  readonly authors: readonly AuthorRow[];
  readonly terms: readonly StoryTerm[];
  readonly sourceList: readonly Source[];
  /** How often the text cites each source of the list. */
  readonly citations: readonly number[];
  readonly quoteList: readonly QuoteRow[];
  readonly pictures: readonly PictureRow[];
  /** In order of date. */
  readonly correctionList: FrontMatter['corrections'];
  readonly original?: NonNullable<FrontMatter['original']>;
  readonly withdrawn?: NonNullable<FrontMatter['withdrawn']>;
  readonly headings: readonly { readonly id: string; readonly depth: number; readonly text: string }[];
  readonly words: number;
}

/** A story's text, cut at its preserved quotes, with story links, people and pictures resolved. */
export type TextPart =
  | { readonly kind: 'html'; readonly html: string }
  /** `index` is that of the quote in `quoteList`. */
  | { readonly kind: 'quote'; readonly index: number };

/** Neighbours of a story in time, in its series and in other languages. */
export interface StoryNeighbours {
  readonly before?: StoryRef;
  readonly after?: StoryRef;
  readonly series?: {
    readonly term: TermRef;
    /** 1-based place of the story in its series, oldest first, and the series' length. */
    readonly part: number;
    readonly parts: number;
    readonly before?: StoryRef;
    readonly after?: StoryRef;
  };
  /** Other language versions, with their languages. */
  readonly translations: readonly (StoryRef & { readonly lang: string })[];
  /** Related stories that the editor named, then those with shared people, topics and nearness in time. */
  readonly related: readonly Card[];
}

/** A term as its page shows it. */
export interface TermRow extends TermRef {
  readonly registered: boolean;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly wikidata?: string;
  readonly viaf?: string;
  readonly isni?: string;
  readonly handles: NonNullable<Term['handles']>;
  readonly portrait?: PictureRow;
  /** HTML of the registry file's text; empty where it has none. */
  readonly html: string;
  /** Other spellings that stories use, a hundred at most. */
  readonly written: readonly string[];
}

/** A year of a term, with its stories by month (index 0 is January). */
export interface TermYear {
  readonly year: string;
  readonly count: number;
  readonly months: readonly number[];
}

/** A year of a longer list, and how much of it that holds. */
export interface CountedYear {
  readonly year: string;
  readonly count: number;
}

/** A year of a longer list with those before and after it. */
export interface YearPlace {
  readonly count: number;
  readonly before?: CountedYear;
  readonly after?: CountedYear;
}

/** A story under a term; `role` is the person's as of that story. */
export interface FiledCard extends Card {
  readonly role?: string;
}

/** A story that carries someone's words, with what it reports; `role` is the speaker's as of that story. */
export interface ReportRef extends StoryRef {
  readonly summary?: string;
  readonly role?: string;
}

/** Words of a person or organization, and the stories that quote them. Without a language of their own they have their story's. */
export interface WordsRow {
  readonly quote: QuoteRow;
  /** The first twenty; what they report is told where words stand beside it. */
  readonly stories: readonly ReportRef[];
  /** How many more there are. */
  readonly more?: number;
}

/** The newest words of a person or organization. */
export interface TermWords {
  /** Oldest first. */
  readonly words: readonly WordsRow[];
  /** How many posts and statements there are in all. */
  readonly count: number;
  /** Accounts that posted them, the one with the newest post first; the handle as that post writes it. */
  readonly accounts: readonly { readonly platform: Platform; readonly handle: string }[];
}

/** A publisher that stories cite, or a host of which no story names the publisher. */
export interface OutletRow {
  /** Id of the publisher, or the host. */
  readonly outlet: string;
  readonly name: string;
  readonly count: number;
  /** Hosts of a publisher, the most cited first; three at most. */
  readonly hosts: readonly string[];
  /** How many more it has. */
  readonly more?: number;
}

/** A publisher or host as its own page shows it. */
export interface OutletPage {
  readonly name: string;
  readonly count: number;
  /** Hosts of a publisher with its citations there, the most cited first; as many as an index has names. */
  readonly hosts: readonly { readonly host: string; readonly count: number }[];
  /** How many more it has. */
  readonly more?: number;
}

/** A source as one story cites it. */
export interface CitationRow {
  readonly source: Source;
  readonly story: StoryRef;
}

/** An account that stories quote. */
export interface AccountRow {
  readonly platform: Platform;
  /** As the newest post writes it. */
  readonly handle: string;
  readonly author: string;
  readonly count: number;
  readonly person?: TermRef;
}

/** A preserved post and the stories that quote it; its language is the story's where it has none of its own. */
export interface AccountPost extends Pick<WordsRow, 'stories' | 'more'> {
  readonly post: PostRow;
}

/** A correction of a story, or its withdrawal. */
export interface CorrectionRow {
  readonly kind: 'correction' | 'withdrawal';
  readonly date: string;
  readonly text: string;
  /** Place on the story's page where it stands. */
  readonly anchor: string;
  readonly story: StoryRef;
}

/** Stories of one day of one year, for pages of one day in all years. */
export interface YearDigest {
  readonly year: string;
  readonly count: number;
  readonly stories: readonly Card[];
}

/** A story as a feed carries it. */
export interface FeedEntry extends Card {
  /** Day or time of the last change, or of publication where nothing changed. */
  readonly changed: string;
  readonly lang: string;
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  /** The text with quotes as plain blockquotes and absolute links. */
  readonly html: string;
}

/** What changed in one part of a story. */
export interface FieldChange {
  readonly field: RevisionField;
  readonly lines: readonly ChangedLine[];
  /** Lines that are too many to be shown. */
  readonly left: number;
}

/** A change of a story, or its beginning: published on its day, entered into the archive later, or published again. */
export interface RevisionRow {
  readonly kind: 'changed' | 'published' | 'entered' | 'again';
  /** Whole id of the commit, in hexadecimal. */
  readonly commit: string;
  /** Time with offset; absent where the commit does not say. */
  readonly date?: string;
  readonly fields: readonly FieldChange[];
}

/** How a story changed while readers could see it. */
export interface History {
  /** Newest first. */
  readonly revisions: readonly RevisionRow[];
  /** Number of those that are older and left out. */
  readonly earlier: number;
}

/** How a story changed, with what its page says of the story. */
export interface HistoryRow extends History {
  readonly title: string;
  /** Language of the story, resolved to the site's. */
  readonly lang: string;
}

/** When a story last changed while readers could see it. */
export interface LastChange {
  /** Time with offset; absent where the commit does not say. */
  readonly date?: string;
}
