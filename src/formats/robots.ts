/** Writes robots.txt (RFC 9309): everything may be read; names the sitemap, by its absolute address, where there is one. */
export function toRobots(sitemap: string | undefined): string {
  return ['User-agent: *', 'Allow: /', ...(sitemap === undefined ? [] : ['', `Sitemap: ${sitemap}`]), ''].join('\n');
}
