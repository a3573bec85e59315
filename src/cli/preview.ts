import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import compression from 'compression';
import sirv from 'sirv';
import { ROOT } from '../build/session.ts';
import { recoverSite } from '../build/generations.ts';
import { percentDecoded } from '../model/addresses.ts';
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
    const recovered = await recoverSite(outDir);
    if (recovered !== undefined) console.error(recovered);
    const front = join(outDir, 'index.html');
    if (!existsSync(front)) {
      console.error(`There is no site in ${outDir}: run dateline build first.`);
      return 1;
    }
    const base = baseOf(readFileSync(front, 'utf8'));
    const server = createServer(siteHandler(outDir, base));
    const at = await listen(server, port ?? FIRST_PORT, port === undefined);
    if (at === undefined) {
      console.error(`Port ${port} is taken: name another with --port.`);
      return 1;
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        server.close();
        server.closeAllConnections();
      });
    }
    const url = `http://localhost:${at}${base}`;
    if (flags['json'] === true) printJson({ url });
    else console.log(`${url} serves ${outDir}; Ctrl-C ends it.`);
    await once(server, 'close');
    return 0;
  },
};

const FIRST_PORT = 4321;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers as static hosts do: compressed, with folders' index.html and the site's own page for what is not there. */
function siteHandler(outDir: string, base: string): Handler {
  const compress = compression();
  const missing: Handler = (_, response) => {
    const page = join(outDir, '404.html');
    const found = existsSync(page);
    response.writeHead(404, { 'Content-Type': found ? 'text/html; charset=utf-8' : 'text/plain' });
    response.end(found ? readFileSync(page) : 'Not found');
  };
  const files = sirv(outDir, { dev: true, onNoMatch: missing });
  return (request, response) => {
    compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (`${pathname}/` === base) {
        response.writeHead(308, { Location: base }).end();
        return;
      }
      const path = percentDecoded(pathname.slice(base.length - 1));
      if (!pathname.startsWith(base) || path === undefined) {
        missing(request, response);
        return;
      }
      // sirv decodes what encodeURI encodes, and ends the process at a range that it cannot read.
      request.url = encodeURI(path);
      if (!isRange(request.headers.range)) delete request.headers.range;
      files(request, response);
    });
  };
}

/** Tells whether a Range header asks for one stretch of bytes that has a length (RFC 9110). */
function isRange(header: string | undefined): boolean {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/u.exec(header ?? '') ?? [];
  return from !== undefined && (to === '' || Number(from) <= Number(to));
}

/** Listens at a port, or at the next free one, and gives it; undefined where it is taken. */
async function listen(server: Server, port: number, orNext: boolean): Promise<number | undefined> {
  try {
    server.listen(port, 'localhost');
    await once(server, 'listening');
    return port;
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    if (!orNext) return undefined;
    return listen(server, port + 1, orNext);
  }
}

/** Gives the path under which a site was built, with its closing slash, as its front page says; its links begin with it. */
function baseOf(frontPage: string): string {
  const [, address] = /<link rel="canonical" href="([^"]+)"/u.exec(frontPage) ?? [];
  return address !== undefined && URL.canParse(address) ? new URL(address).pathname : '/';
}
