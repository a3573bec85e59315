/** Parts of the report on an archive's health, in the order in which it tells them. */
export const SECTIONS = {
  sources: 'Sources',
  quotes: 'Quotes',
  names: 'Names',
  time: 'Time',
  stories: 'Stories',
} as const;

export type Section = keyof typeof SECTIONS;

/** One kind of finding. */
interface FindingText {
  readonly section: Section;
  /** Its heading. */
  readonly name: string;
  /** What is counted where nothing is to be done: `34 of 120 …`. */
  readonly sound: string;
  /** One sentence for the README and the report. */
  readonly means: string;
  /** What to do, in one sentence. */
  readonly fix: string;
}

/** Every kind of finding of the report. Those that `check` tells as well have its codes. */
export const FINDINGS = {
  'source-unarchived': {
    section: 'sources',
    name: 'No archived copy',
    sound: 'cited addresses with an archived copy',
    means: 'An address that stories cite has no archived copy; when it goes, nobody can look it up.',
    fix: 'Save a copy, e.g. at web.archive.org, and add archived: with its url and date.',
  },
  'source-unaddressed': {
    section: 'sources',
    name: 'No address',
    sound: 'sources with an address',
    means: 'A source is named without an address.',
    fix: 'Add url: if it stands on the web.',
  },
  'source-unseen': {
    section: 'sources',
    name: 'No day of access',
    sound: 'cited addresses with the day on which they were seen',
    means: 'Nobody noted on which day a cited address was last seen.',
    fix: 'Look at it, and add accessed: with that day.',
  },
  'source-titled-twice': {
    section: 'sources',
    name: 'One address, several titles',
    sound: 'cited addresses with one title',
    means: 'Stories cite the same address under different titles.',
    fix: 'Give it one title wherever it is cited.',
  },
  'post-unchecked': {
    section: 'quotes',
    name: 'Posts never checked',
    sound: 'posts whose original was looked for',
    means: 'Nobody noted whether the original of a preserved post is still there.',
    fix: 'Look for the original, and add status: and checked: with the day.',
  },
  'post-lost': {
    section: 'quotes',
    name: 'The only copy',
    sound: 'lost originals with an archived copy',
    means:
      'The original of a post is deleted, suspended or protected, and no archived copy is named: this archive holds the only one.',
    fix: 'Look for an archived copy and add archived:.',
  },
  'post-untraced': {
    section: 'quotes',
    name: 'Neither id nor address',
    sound: 'posts with an id or address',
    means: 'A preserved post has neither id nor address, so nobody can find its original.',
    fix: 'Add id: or url: where it can be found, and leave it out where it cannot.',
  },
  'post-plain-text': {
    section: 'quotes',
    name: 'Plain text alone',
    sound: 'posts captured with their markup',
    means: 'Only the plain words of a post were captured, or nobody noted how; links and media behind them are lost.',
    fix: 'Capture it anew from its embed or archived page while there is one.',
  },
  'post-media-unsaved': {
    section: 'quotes',
    name: 'Pictures not saved',
    sound: 'posts with pictures or videos of which each is saved',
    means: 'A preserved post had a picture or video that is not saved with the archive.',
    fix: 'Save it below content/media/ while it is there, and add src: and alt: to its media:.',
  },
  'statement-unsourced': {
    section: 'quotes',
    name: 'Statements without a source',
    sound: 'statements that name their source',
    means: 'Quoted words do not say which source of the story carries them.',
    fix: 'Give the source a key:, and name it with source:.',
  },
  'term-unregistered': {
    section: 'names',
    name: 'Names without an entry',
    sound: 'names of topics, people, organizations, places and series with an entry',
    means: 'A name has no registry entry.',
    fix: 'Add the entry, or the name to the aliases: of the one that is meant.',
  },
  'speaker-unknown': {
    section: 'names',
    name: 'Speakers whom nobody knows',
    sound: 'speakers of statements who are known',
    means: 'Who is quoted is neither registered nor named by the story, so the words stand on nobody’s page.',
    fix: 'Add an entry in people/ or organizations/, or name the speaker in the story.',
  },
  'byline-unregistered': {
    section: 'names',
    name: 'Bylines without an entry',
    sound: 'bylines with an entry',
    means: 'A byline is nobody in the registry, so it links to no page.',
    fix: 'Add an entry in people/ or organizations/, or leave it so.',
  },
  'account-unregistered': {
    section: 'names',
    name: 'Accounts without an owner',
    sound: 'quoted accounts whose owner is registered',
    means: 'No registry entry says whose account it was on the day of a post.',
    fix: 'Add the account to the handles: of its owner’s entry in people/.',
  },
  'entry-without-wikidata': {
    section: 'names',
    name: 'Entries without Wikidata id',
    sound: 'entries with a Wikidata id, series left aside',
    means: 'A registry entry of a topic, person, organization or place has no Wikidata id.',
    fix: 'Add wikidata: where Wikidata knows it.',
  },
  'entry-without-description': {
    section: 'names',
    name: 'Entries without description',
    sound: 'entries with a description',
    means: 'A registry entry does not say what it is.',
    fix: 'Add description: with one or two sentences.',
  },
  'entry-unused': {
    section: 'names',
    name: 'Entries that no story uses',
    sound: 'entries that stories use',
    means: 'No published story names, quotes or is signed by a registry entry.',
    fix: 'Name it in the stories that are about it, or remove it.',
  },
  'series-gap': {
    section: 'time',
    name: 'Days without a story in a series',
    sound: 'days of series with a story',
    means: 'Between the first and the last day of a series lie days without a story.',
    fix: 'Write what is missing, or leave it so where nothing happened.',
  },
  'month-empty': {
    section: 'time',
    name: 'Months without a story',
    sound: 'months with a story',
    means: 'Between the first and the last month of the archive lie months without a story.',
    fix: 'Write what is missing, or leave it so.',
  },
  'translation-behind': {
    section: 'time',
    name: 'Translations older than their original',
    sound: 'translations as new as their original',
    means: 'A story was changed or corrected after its translation.',
    fix: 'Bring the translation up to date, and set updated:.',
  },
  'source-none': {
    section: 'stories',
    name: 'No source',
    sound: 'stories that cite a source',
    means: 'A published story cites no source.',
    fix: 'Add sources: with what the story rests on.',
  },
  'summary-missing': {
    section: 'stories',
    name: 'No summary',
    sound: 'stories with a summary',
    means: 'A published story has no summary, so lists and feeds show its headline alone.',
    fix: 'Add summary: with one or two sentences.',
  },
  'review-pending': {
    section: 'stories',
    name: 'Fields that wait for an editor',
    sound: 'stories without fields to look at',
    means: 'Fields that an importer proposed wait for an editor.',
    fix: 'Correct them where they are wrong, and take review: out.',
  },
  'story-waiting': {
    section: 'stories',
    name: 'Drafts and embargoes',
    sound: 'stories that are neither drafts nor under embargo',
    means: 'A story is a draft or under embargo.',
    fix: 'Publish it when it is due.',
  },
} as const satisfies Record<string, FindingText>;

export type FindingKind = keyof typeof FINDINGS;

/** Where something stands that is found. */
export interface FindingPlace {
  /** Path with forward slashes, like a problem’s. */
  readonly file: string;
  /** 1-based; what is missing from the whole file stands at 1:1. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Front-matter path, e.g. `sources.0.url`; empty for the whole file. */
  readonly field: string;
  /** Headline, day and language of the story, where the file is one. */
  readonly title?: string;
  readonly day?: string;
  readonly language?: string;
}

/** One thing that an editor may want to do; `Place` is where it stands, or how that is looked up. */
export interface Finding<Place = FindingPlace> {
  /** What is found, in one sentence. */
  readonly message: string;
  /** What to do, where that is another than for its kind. */
  readonly fix?: string;
  /** What it is about: a headline, a name, a title, some days. */
  readonly subject: string;
  /** Language of the subject (BCP 47), where it is known and not the site’s. */
  readonly language?: string;
  /** Address of the subject on the web. */
  readonly url?: string;
  /** What tells it from others: its publisher, its length. */
  readonly detail?: string;
  /** Under what lists put it: a host, a kind of name, a series. */
  readonly group?: string;
  /** How many stories it touches. */
  readonly stories?: number;
  /** The newest first; of a name, the first alone. */
  readonly places: readonly Place[];
}

/** A stretch of time and the days or months in it that have stories. */
export interface Span {
  readonly name: string;
  readonly unit: 'day' | 'month';
  readonly first: string;
  readonly last: string;
  readonly filled: readonly string[];
}

/** One question to the archive: how much is sound, and all that is not. */
export interface Answer<Place = FindingPlace> {
  readonly kind: FindingKind;
  readonly sound: number;
  readonly of: number;
  /** In the order in which an editor may begin. */
  readonly findings: readonly Finding<Place>[];
  readonly spans?: readonly Span[];
}
