/** File of a bundle of compiled templates that gives Astro's application. */
export const ENTRY = 'entry.mjs';

/** File of a bundle with the style sheets of each file of pages, as JSON. */
export const STYLES = 'styles.json';
