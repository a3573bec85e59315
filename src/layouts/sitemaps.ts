/** Name, in place of a year, of the sitemap that lists the pages that are no stories. */
export const PAGES_SITEMAP = 'pages';
