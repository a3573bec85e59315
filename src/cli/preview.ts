import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preview as serveWithAstro } from 'astro';
import { ROOT } from '../build/session.ts';
import { recoverSite } from '../build/swap.ts';
import { type Command } from './command.ts';
import { printJson } from './report.ts';
import { portOf, sessionOf } from './session.ts';

export const preview: Command = {
  name: 'preview',
  summary: 'serve the finished site as a static host would',
  flags: {
    out: { value: 'DIR', help: 'Folder of the finished site (default: dist).' },
    port: { value: 'NUMBER', help: 'Port (default: 4321, or the next free one).' },
  },
  async run(flags) {
    const session = sessionOf(flags);
    const port = portOf(flags);
    const outDir = resolve(session.outDir ?? join(ROOT, 'dist'));
    recoverSite(outDir);
    const front = join(outDir, 'index.html');
    if (!existsSync(front)) {
      console.error(`There is no site in ${outDir}: run dateline build first.`);
      return 1;
    }
    const base = baseOf(readFileSync(front, 'utf8'));
    const server = await serveWithAstro({
      root: ROOT,
      logLevel: 'warn',
      base,
      server: { ...(port !== undefined && { port }) },
    });
    const url = `http://localhost:${server.port}${base}`;
    if (flags['json'] === true) printJson({ url });
    else console.log(`${url} serves ${outDir}; Ctrl-C ends it.`);
    await server.closed();
    return 0;
  },
};

/** Gives the path under which a site was built, with its closing slash, as its front page says; its links begin with it. */
function baseOf(frontPage: string): string {
  const [, address] = /<link rel="canonical" href="([^"]+)"/u.exec(frontPage) ?? [];
  return address !== undefined && URL.canParse(address) ? new URL(address).pathname : '/';
}
