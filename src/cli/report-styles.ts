import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/session.ts';

/** The fonts of most letters, 70 kB together: a report travels as one file, and others are the reader’s own. */
const EMBEDDED = ['literata-latin-normal-letters.woff2', 'archivo-latin-normal-letters.woff2'];

/** Reads the site’s own tokens and base, with the report’s parts, as one sheet that needs no other file. */
export function readReportStyles(): string {
  const read = (name: string) => readFileSync(join(ROOT, 'src', 'styles', name));
  const faces =
    read('fonts.css')
      .toString()
      .match(/@font-face \{[^}]*\}/gu) ?? [];
  const own = faces.flatMap((face) => {
    const [, file] = /url\('\.\/fonts\/([^']+)'\)/u.exec(face) ?? [];
    if (file === undefined) return [face];
    if (!EMBEDDED.includes(file)) return [];
    return [face.replace(`./fonts/${file}`, `data:font/woff2;base64,${read(`fonts/${file}`).toString('base64')}`)];
  });
  const sheets = ['tokens.css', 'base.css', 'report.css'].map((name) => read(name).toString());
  return ['@layer tokens, base, frame, parts, modes;', ...own, ...sheets].join('\n');
}
