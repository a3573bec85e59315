/**
 * Asks Lighthouse for its four scores of six kinds of page: `node tests/bench/lighthouse.ts [SITE]` (default dist/). Lighthouse is
 * fetched when this runs and is no package of the project: it weighs more than everything else together.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../../.config/chromium.mjs';
import { FLAGS } from '../browser/chromium.ts';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const PAGES = [
  '/',
  '/2020/01/',
  '/2020/01/05/',
  '/2020/01/05/india-tells-iran-deeply-concerned/',
  '/topics/iran-us-crisis/',
  '/people/s-jaishankar/',
];

interface Report {
  readonly categories: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
}

// The project's own preview compresses, as static hosts do.
const main = join(import.meta.dirname, '../../src/cli/main.ts');
const host = spawn(process.execPath, [main, 'preview', '--json', '--out', resolve(process.argv[2] ?? 'dist')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [said] = (await Promise.race([once(host.stdout, 'data'), once(host, 'close')])) as [Buffer | number];
if (typeof said === 'number') process.exit(said);
const { url } = JSON.parse(said.toString()) as { url: string };
const folder = mkdtempSync(join(tmpdir(), 'dateline-lighthouse-'));
const output = join(folder, 'report.json');
let isFull = true;
try {
  for (const page of PAGES) {
    await promisify(execFile)(
      'npx',
      ['--yes', LIGHTHOUSE, new URL(page.slice(1), url).href, '--quiet', '--output=json', `--output-path=${output}`]
        .concat(`--chrome-flags=--headless=new ${FLAGS.join(' ')}`)
        .concat('--only-categories=performance,accessibility,best-practices,seo'),
      { env: { ...process.env, CHROME_PATH: findChromium() } },
    );
    const { categories, audits } = JSON.parse(readFileSync(output, 'utf8')) as Report;
    const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`);
    console.log(`${page}  ${scores.join(' · ')}`);
    if (Object.values(categories).every(({ score }) => score === 1)) continue;
    isFull = false;
    const lacking = Object.entries(audits).filter(([, { score }]) => score !== null && score < 0.9);
    for (const [id, { title }] of lacking) console.log(`    ${id}: ${title}`);
  }
} finally {
  rmSync(folder, { recursive: true });
  host.kill();
}
process.exitCode = isFull ? 0 : 1;
