import { existsSync } from 'node:fs';
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
    const outDir = resolve(session.outDir ?? join(ROOT, 'dist'));
    recoverSite(outDir);
    if (!existsSync(outDir)) {
      console.error(`There is no site in ${outDir}: run dateline build first.`);
      return 1;
    }
    const port = portOf(flags);
    const server = await serveWithAstro({
      root: ROOT,
      logLevel: 'warn',
      server: { ...(port !== undefined && { port }) },
    });
    const url = `http://localhost:${server.port}/`;
    if (flags['json'] === true) printJson({ url });
    else console.log(`${url} serves ${outDir}; Ctrl-C ends it.`);
    await server.closed();
    return 0;
  },
};
