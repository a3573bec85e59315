/** `error` stops a build and makes `check` exit with 1; `warning` is shown and nothing more. */
export type Severity = 'error' | 'warning';

/** One thing that is wrong with one place in the content folder, and how to mend it. */
export interface Problem {
  /** Stable name in kebab-case, e.g. `date-missing`; listed in the README. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Path relative to the content folder, with forward slashes, e.g. `articles/2020/01/05-call.md`. */
  readonly file: string;
  /** 1-based; a problem of the whole file stands at 1:1. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Front-matter path, e.g. `tweets.0.handle`, or `body`; empty for the whole file. */
  readonly field: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly fix: string;
}

/** Every kind of problem, with its severity and one sentence for the README. */
export const PROBLEMS = {
  'content-missing': ['error', 'The content folder does not exist.'],
  'site-missing': ['error', 'The content folder has no site.yml.'],
  'file-unreadable': ['error', 'A file cannot be read from disk.'],
  'file-link': ['error', 'A file or folder is a symbolic link, which could publish what lies outside the archive.'],
  'file-name': ['error', 'A file name cannot be used, e.g. it differs from another only in case or Unicode form.'],
  'file-ignored': ['warning', 'A file in a content folder is not of a kind that Dateline reads.'],
  'file-too-large': ['error', 'A text file is larger than 2 MiB.'],
  encoding: ['error', 'The bytes are not UTF-8 (or are UTF-16).'],
  'control-character': ['error', 'A control or bidirectional-override character stands in the text.'],
  'front-matter-missing': ['error', 'The file does not begin with a front-matter block.'],
  'front-matter-fence': [
    'error',
    'The opening fence is not exactly ---, so the block might be code or another language.',
  ],
  'front-matter-unclosed': ['error', 'No line of exactly --- closes the front matter.'],
  'yaml-syntax': ['error', 'The YAML cannot be parsed.'],
  'yaml-feature': ['error', 'YAML aliases, anchors, tags, merge keys and several documents are not allowed.'],
  'yaml-duplicate-key': ['error', 'A key is given twice.'],
  'yaml-depth': ['error', 'Values are nested more than eight levels deep.'],
  'yaml-lost-comment': ['warning', 'A # begins a comment and cuts off the rest of a value.'],
  'key-unknown': ['error', 'A key is not one that Dateline knows.'],
  'field-missing': ['error', 'A required field is absent.'],
  'field-empty': ['error', 'A field is an empty text in quotation marks.'],
  'field-type': ['error', 'A value has another shape (text, list, mapping) than its field wants.'],
  'field-value': ['error', 'A value is not one that its field takes.'],
  'date-invalid': ['error', 'A date is not a day that exists in the form YYYY-MM-DD, or a time without its offset.'],
  'date-order': ['error', 'A date stands before another that it must follow.'],
  'url-invalid': ['error', 'An address is not a plain http(s) address.'],
  'quote-id-date': ['error', 'A post’s id was given out more than a day from its date.'],
  'quote-address': ['error', 'The address of a post disagrees with its platform, account or id.'],
  'quote-owner': ['error', 'On the day of a post its account was another person’s than the post’s author.'],
  'quote-thread': ['error', 'A post names one that it quotes or answers, and that is not there or leads back to it.'],
  'quote-entity': ['error', 'A mention, hashtag or link given for a post does not stand in its words.'],
  'quote-withheld': [
    'warning',
    'The words of a withheld quote stand in the file, which readers of the repository can see.',
  ],
  'capture-missing': ['error', 'A file named as saved material is not in content/captures.'],
  'capture-changed': ['error', 'Saved material has another SHA-256 than the record that names it.'],
  'post-in-text': ['warning', 'A post stands in the text of a story as plain words or as an embed, not as a record.'],
  'capture-wordless': ['error', 'Material given to capture names a post without its words, and none are invented.'],
  'capture-form': ['error', 'Material given to capture is not in a form that can be read with certainty.'],
  'capture-date': ['error', 'The date of a post given to capture cannot be read, and no id tells it.'],
  'capture-disagrees': [
    'error',
    'Parts of a post given to capture contradict one another: name, account, address, id or date.',
  ],
  'capture-gone': ['error', 'Material given to capture is what a platform shows in the place of a post.'],
  'quote-key-missing': ['error', 'The text places a quote that the front matter does not give.'],
  'quote-key-duplicate': ['error', 'Two quotes or sources of a story have the same key.'],
  'quote-placed-twice': ['warning', 'The text places the same quote more than once.'],
  'quote-unplaced': ['warning', 'A quote with a key is not placed in the text; it is shown at the end of the story.'],
  'source-key-missing': ['error', 'A statement or the text names a source key that the story does not have.'],
  'archive-form': ['error', 'The address of an archived copy is not one that its archive gives to a copy.'],
  'archive-date': ['error', 'The address of an archived copy says that it was taken on another day.'],
  'archive-target': ['error', 'The address of an archived copy is that of a copy of another page.'],
  'source-none': ['warning', 'A published story cites no source.'],
  'review-pending': ['warning', 'Fields that an importer proposed wait for an editor.'],
  'directive-invalid': ['error', 'A ::tweet or ::statement line has no key, or has parts that do nothing.'],
  'html-removed': ['warning', 'Raw HTML in the text was removed because it could run or load something.'],
  'link-dead': ['error', 'A link, related entry or translation points to a story that is not there.'],
  'link-unsafe': ['error', 'A link’s address is of a kind that may not be published.'],
  'image-missing': ['error', 'An image file is not in content/media.'],
  'image-alt': ['error', 'An image has no alternative text.'],
  'image-remote': ['error', 'An image lies on another site; the archive would lose it.'],
  'image-kind': ['error', 'An image is not a JPEG, PNG, WebP, AVIF or GIF.'],
  'slug-invalid': ['error', 'A slug is not 1 to 100 of a-z, 0-9 and hyphens, or is a reserved name.'],
  'address-duplicate': ['error', 'Two stories would stand on one address.'],
  'alias-collides': ['error', 'An old address is also a page of this site, or belongs to two stories.'],
  'permalink-line': [
    'error',
    'A line of permalinks.txt is not an address with its story, or contradicts another line.',
  ],
  'permalink-order': ['warning', 'The lines of permalinks.txt are not sorted, or it has other than plain lines.'],
  'permalink-missing': ['warning', 'Published addresses are not registered in permalinks.txt as they stand.'],
  'permalink-lost': [
    'error',
    'A published address would be gone: no story stands there, and none has it as an old address.',
  ],
  'permalink-taken': ['error', 'A story stands on the published address of another.'],
  'story-frozen': ['error', 'An older story has other words than were registered, and no new correction.'],
  'id-duplicate': ['error', 'Two stories have the same id.'],
  'term-id': ['error', 'A registry file’s name cannot be an id, or a name gives a reserved id.'],
  'term-ambiguous': ['error', 'Two registry entries share a name, alias or handle.'],
  'term-unregistered': ['warning', 'A name has no registry entry.'],
  'term-spelt-twice': ['warning', 'A name is spelt in two ways, or is very like a registered one.'],
  'markdown-too-deep': ['error', 'The text is nested or repeated in a way that cannot be rendered in bounded time.'],
  'history-unavailable': [
    'warning',
    'Pages of changes are wanted, and git cannot tell the history of the content folder.',
  ],
  'page-conflict': ['error', 'A file in public/ stands where a page would be written.'],
  'checksum-line': ['error', 'A line of SHA256SUMS is damaged.'],
  'checksum-path': ['error', 'A line of SHA256SUMS names a path that leads out of the folder.'],
  'copy-changed': ['error', 'A file of a copy has other bytes than SHA256SUMS says.'],
  'copy-missing': ['error', 'A copy lacks a file of SHA256SUMS.'],
  'copy-extra': ['error', 'A copy has a file that SHA256SUMS does not name.'],
  'copy-link': ['error', 'A copy has a symbolic link, which is not followed.'],
  'copy-unreachable': ['error', 'A file of a copy cannot be read or fetched.'],
  'copy-address': ['error', 'A line in a list of addresses is neither a root of a copy nor a file of one.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Makes a problem, taking the severity from its code. */
export function problem(
  code: ProblemCode,
  file: string,
  place: { readonly line: number; readonly column: number } | undefined,
  field: string,
  message: string,
  fix: string,
): Problem {
  return {
    code,
    severity: PROBLEMS[code][0],
    file,
    line: place?.line ?? 1,
    column: place?.column ?? 1,
    field,
    message,
    fix,
  };
}

/** Writes a problem as one line: `file:line:col  severity code  message  fix`. */
export function toLine({ file, line, column, severity, code, message, fix }: Problem): string {
  return `${file}:${line}:${column}  ${severity === 'error' ? '' : 'warning '}${code}  ${message}  ${fix}`;
}
