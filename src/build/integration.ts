import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import { dropReads, gatherReads, keepReads } from '../archive/page-reads.ts';
import { listPages } from '../archive/pages.ts';
import { basePath, readSiteRow } from '../archive/queries/site.ts';
import { toLedgerLine, type Ledger } from '../archive/ledger.ts';
import type { Database } from '../archive/database.ts';
import { SOCIAL_IMAGE } from '../model/addresses.ts';
import { problem, toLine, type Problem } from '../model/problem.ts';
import { isStopped, openArchive, type Archive } from './archive.ts';
import { followContent } from './follow.ts';
import { copyMedia } from './media.ts';
import { writeSocialImage } from './social-image.ts';
import { trackedPrerenderer } from './prerender.ts';
import { currentSession } from './session.ts';
import { discardStage, openStage, swapStage } from './swap.ts';
import { fileOf, missingFiles, PageChecks } from './verify.ts';

/** A build stopped because of problems in the content; they are in the session. */
export class ContentProblems extends Error {
  override readonly name = 'ContentProblems';
}

/** A rendered site did not pass its checks, so it was not published. */
export class UnsoundSite extends Error {
  override readonly name = 'UnsoundSite';
}

/**
 * Dateline as an Astro integration: brings the index up to date, lets Astro draw the pages into a folder beside the
 * site's, verifies them, and puts the new site in the place of the old one.
 */
export default function dateline(): AstroIntegration {
  const session = currentSession();
  let archive: Archive | undefined;
  let outDir = '';
  let publicDir = '';
  let checks = new PageChecks('');

  return {
    name: 'dateline',
    hooks: {
      async 'astro:config:setup'({ command, config, updateConfig, addMiddleware, logger }) {
        if (command === 'sync') return;
        outDir = session.outDir ?? fileURLToPath(config.outDir).replace(/[/\\]$/u, '');
        if (command === 'preview') {
          updateConfig({ outDir: pathToFileURL(outDir + sep) });
          return;
        }
        archive = openArchive(session);
        const { problems, ledger } = await archive.sync();
        if (!session.quiet) tell(logger, problems, ledger);
        if (command === 'dev') {
          addMiddleware({ order: 'pre', entrypoint: new URL('./dev-middleware.ts', import.meta.url) });
          updateConfig({
            ...sharedConfig,
            ...siteConfig(archive.database, true),
            devToolbar: { enabled: false },
            vite: { ...sharedConfig.vite, define: { FOLLOWS_CONTENT: 'true' } },
          });
          return;
        }
        publicDir = fileURLToPath(config.publicDir);
        const conflicts = isStopped({ problems }) ? [] : publicConflicts(archive.database, publicDir);
        if (session.found) session.found = { ...session.found, problems: [...problems, ...conflicts] };
        if (!session.quiet) tell(logger, conflicts);
        if (isStopped({ problems: [...problems, ...conflicts] })) {
          archive.close();
          throw new ContentProblems('Nothing was published: mend the problems named above.');
        }
        const base = basePath(readSiteRow(archive.database));
        checks = new PageChecks(base);
        updateConfig({
          ...sharedConfig,
          ...siteConfig(archive.database, false),
          vite: { ...sharedConfig.vite, ...wholeBundle, define: { FOLLOWS_CONTENT: 'false' } },
          outDir: pathToFileURL(openStage(outDir) + sep),
        });
      },

      'astro:build:start'({ setPrerenderer }) {
        const { database } = opened(archive);
        gatherReads(database);
        setPrerenderer((inner) =>
          trackedPrerenderer(inner, database, checks, (done, all) => session.onProgress('rendering', done, all)),
        );
      },

      'astro:server:setup'({ server, logger }) {
        followContent(server, opened(archive), session, (problems) => {
          if (!session.quiet) tell(logger, problems);
        });
      },

      async 'astro:build:done'({ dir, logger }) {
        const { database } = opened(archive);
        const stage = fileURLToPath(dir);
        copyMedia(database, session.contentDir, stage);
        await writeSocialImage(readSiteRow(database).title, stage, publicDir);
        const pages = listPages(database).map(({ address }) => address);
        const faults = [...missingFiles(stage, [...pages, SOCIAL_IMAGE]), ...checks.finish(stage)];
        if (faults.length > 0) {
          dropReads(database);
          discardStage(outDir);
          throw new UnsoundSite(
            `Nothing was published: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in the rendered site.\n${faults.slice(0, 50).join('\n')}`,
          );
        }
        swapStage(outDir);
        session.built = { outDir, pages: pages.length, ...(await keepReads(database)) };
        if (!session.quiet) logger.info(`${pages.length} pages in ${outDir}`);
        opened(archive).close();
      },
    },
  };
}

/** What every command sets, whatever the archive holds. */
const sharedConfig = {
  output: 'static' as const,
  trailingSlash: 'always' as const,
  scopedStyleStrategy: 'class' as const,
  prerenderConflictBehavior: 'error' as const,
  build: { format: 'directory' as const, inlineStylesheets: 'never' as const },
  vite: {
    build: { assetsInlineLimit: 0, cssCodeSplit: false },
    server: { watch: { ignored: ['**/.dateline/**', '**/dist/**'] } },
  },
};

/** The bundle may lie outside this project, beside --out, where it finds no packages: all of them go in. */
const wholeBundle = { environments: { prerender: { resolve: { noExternal: true as const } } } };

function siteConfig(database: Database, dev: boolean): Partial<Pick<AstroConfig, 'site' | 'base'>> {
  // In dev the site may be unreadable for a while; its pages then show the problem.
  if (dev && database.get("SELECT 1 FROM meta WHERE key = 'site' AND value <> 'null'") === undefined) return {};
  const site = readSiteRow(database);
  return { site: new URL(site.url).origin, base: `${basePath(site)}/` };
}

function opened(archive: Archive | undefined): Archive {
  if (!archive) throw new Error('The archive was not opened.');
  return archive;
}

function tell(logger: AstroIntegrationLogger, problems: readonly Problem[], ledger?: Ledger): void {
  for (const found of problems) {
    if (found.severity === 'error') logger.error(toLine(found));
    else logger.warn(toLine(found));
  }
  if (ledger) logger.info(toLedgerLine(ledger));
}

/** Finds files of public/ that stand where a page will be written: Astro would drop the page without an error. */
function publicConflicts(database: Database, publicDir: string): Problem[] {
  if (!existsSync(publicDir)) return [];
  const pages = new Map(listPages(database).map(({ address }) => [fileOf(decodeURI(address)).toLowerCase(), address]));
  for (const row of database.all('SELECT file, address FROM alias'))
    pages.set(String(row['file']).toLowerCase(), String(row['address']));
  return readdirSync(publicDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(publicDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .flatMap((file) => {
      const address = pages.get(file.toLowerCase());
      if (address === undefined) return [];
      const message = `public/${file} stands where the page ${address} is written.`;
      return [
        problem('page-conflict', `public/${file}`, undefined, '', message, 'Move or rename the file in public/.'),
      ];
    });
}
