import { resolve, sep } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Problem } from '../model/problem.ts';
import type { Archive } from './archive.ts';
import type { Session } from './session.ts';

type ViteDevServer = Parameters<NonNullable<AstroIntegration['hooks']['astro:server:setup']>>[0]['server'];

/** Editors write a file in several steps; a change is taken when this many ms have passed without another. */
const SETTLE_MS = 40;

/** Follows the content folder while the dev server runs: each change is brought into the index and the browser reloads. */
export function followContent(
  server: ViteDevServer,
  archive: Archive,
  session: Session,
  onProblems: (problems: readonly Problem[]) => void,
): void {
  const folder = resolve(session.contentDir);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  let refreshed = 0;

  const reload = () => server.environments.client.hot.send({ type: 'full-reload', path: '*' });
  const refresh = async () => {
    const { problems, changed } = await archive.sync();
    if (changed === 0) return;
    onProblems(problems);
    refreshed = performance.now();
    // Astro keeps the list of paths of each route until it hears this.
    for (const environment of Object.values(server.environments)) environment.hot.send('astro:content-changed', {});
    reload();
  };
  // A browser that was loading when the content changed has not heard of it.
  server.ws.on('connection', () => {
    if ((session.drawnAt ?? 0) < refreshed) reload();
  });
  server.watcher.add(folder);
  server.watcher.on('all', (_event, path) => {
    if (!resolve(path).startsWith(folder + sep)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(refresh, refresh).catch((error: unknown) => server.config.logger.error(String(error)));
    }, SETTLE_MS);
  });
}
