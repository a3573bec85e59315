import { toDateOrTime } from './instant.ts';
import { toXmlText } from './xml.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** A page of a sitemap: its absolute address, and the day or time of its last change where it has one. */
export interface SitemapPage {
  readonly address: string;
  readonly changed?: string | undefined;
}

/** Writes a sitemap (https://www.sitemaps.org/protocol.html). */
export function toSitemap(pages: readonly SitemapPage[]): string {
  return document(
    'urlset',
    pages.map(({ address, changed }) => {
      // The protocol takes W3C dates, so a day stays a day.
      const lastmod = changed === undefined ? '' : `<lastmod>${toXmlText(toDateOrTime(changed))}</lastmod>`;
      return `<url><loc>${toXmlText(address)}</loc>${lastmod}</url>`;
    }),
  );
}

/** Writes the index of some sitemaps, given by their absolute addresses. */
export function toSitemapIndex(addresses: readonly string[]): string {
  return document(
    'sitemapindex',
    addresses.map((address) => `<sitemap><loc>${toXmlText(address)}</loc></sitemap>`),
  );
}

function document(root: string, elements: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="${NAMESPACE}">`,
    ...elements,
    `</${root}>`,
    '',
  ].join('\n');
}
