import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration, AstroIntegrationLogger, AstroPrerenderer } from 'astro';
import { toLedgerLine, type Ledger } from '../archive/ledger.ts';
import { basePath, readSiteRow } from '../archive/queries/site.ts';
import type { Database } from '../archive/database.ts';
import { toLine, type Problem } from '../model/problem.ts';
import { isStopped, openArchive, type Archive } from './archive.ts';
import { compileFolder, keepCompiled, saveBundle, type PageStyles } from './compile.ts';
import { ContentProblems } from './faults.ts';
import { servePictures } from './dev-pictures.ts';
import { followContent } from './follow.ts';
import { publish } from './publish.ts';
import { currentSession, type Session } from './session.ts';

/**
 * Dateline as an Astro integration. Astro compiles the templates; which pages are drawn from them, and drawing, verifying and
 * publishing them, is Dateline's own. `dateline build` runs Astro only where the templates are not compiled yet; `astro build`
 * always does, and then publishes in the same way.
 */
export default function dateline(): AstroIntegration {
  const session = currentSession();
  let archive: Archive | undefined;
  let url = '';
  let pages: PageStyles = new Map();

  return {
    name: 'dateline',
    hooks: {
      async 'astro:config:setup'({ command, config, updateConfig, addMiddleware, logger }) {
        if (command === 'sync') return;
        if (command === 'preview') {
          const outDir = session.outDir ?? fileURLToPath(config.outDir).replace(/[/\\]$/u, '');
          updateConfig({ outDir: pathToFileURL(outDir + sep) });
          return;
        }
        if (command === 'build' && session.compiling !== undefined) {
          url = session.compiling;
        } else {
          archive = openArchive(session);
          const { problems, ledger } = await archive.sync();
          if (!session.quiet) tell(logger, problems, ledger);
          if (command === 'dev') {
            addMiddleware({ order: 'pre', entrypoint: new URL('./dev-middleware.ts', import.meta.url) });
            updateConfig(devConfig(archive.database));
            return;
          }
          if (isStopped({ problems })) {
            archive.close();
            throw new ContentProblems('Nothing was published: mend the problems named above.');
          }
          url = readSiteRow(archive.database).url;
        }
        updateConfig(compileConfig(session, url));
      },

      'astro:build:setup'({ pages: known }) {
        pages = known;
      },

      'astro:build:start'({ setPrerenderer }) {
        setPrerenderer(nothingToRender(() => saveBundle(session, pages)));
      },

      'astro:server:setup'({ server, logger }) {
        server.middlewares.use(servePictures(opened(archive).database, session));
        followContent(server, opened(archive), session, (problems) => {
          if (!session.quiet) tell(logger, problems);
        });
      },

      async 'astro:build:done'({ logger }) {
        const compiled = keepCompiled(session, url);
        if (!archive) return;
        try {
          session.built = await publish(session, archive.database, compiled);
        } finally {
          archive.close();
        }
        if (!session.quiet) logger.info(`${session.built.pages} pages in ${session.built.outDir}`);
      },
    },
  };
}

/** Astro compiles every template and draws no page: which are due is known to the index, and all cores draw them. */
function nothingToRender(whenCompiled: () => void): AstroPrerenderer {
  return {
    name: 'dateline',
    getStaticPaths: () => Promise.resolve([]),
    render: () => Promise.reject(new Error('Pages are drawn after Astro has compiled them.')),
    teardown: () => {
      whenCompiled();
      return Promise.resolve();
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

/** The bundle may lie outside this project, where it finds no packages: all of them go in. */
const wholeBundle = { environments: { prerender: { resolve: { noExternal: true as const } } } };

/** Templates that are compiled for a build call our runtime instead of Astro's; those of the dev server call Astro's. */
const drawnAtOnce = {
  name: 'dateline:static-runtime',
  enforce: 'pre' as const,
  resolveId: (id: string) =>
    id === 'astro/compiler-runtime' ? join(import.meta.dirname, 'static-runtime.ts') : undefined,
};

/** What templates are compiled with for the pages of a built site, by whatever runtime they are drawn. */
export function pageConfig(url: string) {
  return {
    ...sharedConfig,
    ...addressConfig(url),
    vite: { ...sharedConfig.vite, define: { FOLLOWS_CONTENT: 'false' } },
  };
}

function compileConfig(session: Session, url: string) {
  const work = compileFolder(session);
  const { site: _, ...config } = pageConfig(url);
  return {
    ...config,
    vite: { ...config.vite, ...wholeBundle, plugins: [drawnAtOnce] },
    outDir: pathToFileURL(join(work, 'site') + sep),
    // Files of public/ need no compiling; they are put into the site with the pages.
    publicDir: pathToFileURL(join(work, 'no-public') + sep),
  };
}

function devConfig(database: Database) {
  // The site may be unreadable for a while; its pages then show the problem.
  const isReadable = database.get("SELECT 1 FROM meta WHERE key = 'site' AND value <> 'null'") !== undefined;
  return {
    ...sharedConfig,
    ...(isReadable && addressConfig(readSiteRow(database).url)),
    devToolbar: { enabled: false },
    vite: { ...sharedConfig.vite, define: { FOLLOWS_CONTENT: 'true' } },
  };
}

function addressConfig(url: string): { readonly site: string; readonly base: string } {
  return { site: new URL(url).origin, base: `${basePath({ url })}/` };
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
