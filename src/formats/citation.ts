/** What a citation of a page names. */
export interface Citation {
  readonly title: string;
  readonly authors: readonly string[];
  /** Name of the archive. */
  readonly site: string;
  /** Its day in words. */
  readonly date: string;
}

/** The words of a citation in order; the archive's name stands apart, so that it can be set in italics. */
export interface CitationText {
  readonly before: string;
  readonly site: string;
  readonly after: string;
}

/** Words a citation in three parts: authors and title, name of the archive, date. */
export function toCitation({ title, authors, site, date }: Citation): CitationText {
  const byline = authors.length === 0 ? '' : `${authors.join(', ')}. `;
  const stop = /[.!?…]$/u.test(title) ? '' : '.';
  return { before: `${byline}“${title}${stop}” `, site, after: `, ${date}.` };
}
