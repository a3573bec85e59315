import { hash } from 'node:crypto';
import { toXmlText } from './xml.ts';

/** What stands around a report. Texts but for the title are HTML. */
export interface ReportShell {
  /** Title of the document, as HTML. */
  readonly heading: string;
  /** What the report is about, with its language (BCP 47) where that is known. */
  readonly title: string;
  readonly language: string | undefined;
  /** Style sheet, put into the page as it is. */
  readonly styles: string;
  readonly sections: readonly (readonly [id: string, name: string])[];
  readonly main: string;
  /** Paragraphs at the foot. */
  readonly foot: readonly string[];
}

/**
 * Writes the page of a report: one HTML file without script that asks nobody for anything. Its policy (CSP 3) admits its one style
 * sheet by hash, and fonts within that; a link to a source is followed when clicked and not before.
 */
export function toReportShell({ heading, title, language, styles, sections, main, foot }: ReportShell): string {
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', styles, 'base64')}'; font-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${heading}: ${toXmlText(title)}</title>
<style>${styles}</style>
<body class="page">
<a class="skip" href="#report">Skip to the report</a>
<header class="mast">
<p class="plate"><bdi${language === undefined ? '' : ` lang="${toXmlText(language)}"`}>${toXmlText(title)}</bdi></p>
<nav class="menu" aria-label="Parts of the report"><ul role="list">${sections
    .map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`)
    .join('')}</ul></nav>
</header>
<main id="report">
${main}
</main>
<footer class="foot small">
${foot.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</footer>
</body>
</html>
`;
}
