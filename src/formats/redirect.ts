import { toXmlText } from './xml.ts';

/** Where an old address leads. */
export interface Redirect {
  /** Title of the page that it leads to. */
  readonly title: string;
  /** Path of that page from the host's root, with the site's base. */
  readonly to: string;
  /** Its absolute address. */
  readonly canonical: string;
  readonly language: string;
}

/** Writes the page of an old address: HTML that leads on at once without a script, and says where to. */
export function toRedirectPage({ title, to, canonical, language }: Redirect): string {
  const path = toXmlText(to);
  return `<!doctype html>
<html lang="${toXmlText(language)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=${path}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="${toXmlText(canonical)}">
<title>${toXmlText(title)}</title>
<p>This page has moved: <a href="${path}">${toXmlText(title)}</a>.</p>
`;
}

/**
 * Writes rules by which a host redirects by itself, in the form that Netlify and Cloudflare Pages read
 * (https://docs.netlify.com/routing/redirects/, https://developers.cloudflare.com/pages/configuration/redirects/). Paths are from the
 * host's root, with the site's base, and percent-encoded.
 */
export function toRedirectRules(rules: readonly { readonly from: string; readonly to: string }[]): string {
  const lines = rules.map(({ from, to }) => `${from} ${to} 301`);
  return [
    '# Where old addresses lead. On hosts that do not read this file, pages stand there and lead on.',
    ...lines,
    '',
  ].join('\n');
}
