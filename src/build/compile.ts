import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY, STYLES } from './bundle.ts';
import { ROOT, type Session } from './session.ts';

/** Templates as Astro compiled them: the pages' code, and the styles and fonts that they load. */
export interface Compiled {
  /** Hash of all that decides how a page is drawn, its content aside. */
  readonly key: string;
  /** Folder with `entry.mjs`. */
  readonly bundle: string;
  /** Folder whose files belong into the site. */
  readonly assets: string;
}

/** Gives the templates compiled for a site's address; runs Astro where neither this nor the build before has done so. */
export async function compileTemplates(session: Session, url: string): Promise<Compiled> {
  const key = codeKey(url);
  const compiled = compiledAt(session, key);
  if (existsSync(join(compiled.bundle, ENTRY))) return compiled;
  session.compiling = url;
  try {
    const parent = parentOf(session);
    mkdirSync(parent, { recursive: true });
    // Astro puts its bundle beside the pages where those lie below the working folder, and else into one place for all
    // builds, where two of them would meet.
    const here = process.cwd();
    process.chdir(parent);
    try {
      // Astro takes long to load, and most builds do without it.
      const { build: buildWithAstro } = await import('astro');
      await buildWithAstro({ root: ROOT, logLevel: 'silent' });
    } finally {
      process.chdir(here);
    }
  } finally {
    session.compiling = undefined;
  }
  return compiled;
}

/** The folder in which Astro works, taken away when it is done. */
export function compileFolder(session: Session): string {
  return join(parentOf(session), `.work-${process.pid}`);
}

/** Keeps what Astro left in its folder; what was compiled before goes. Returns where it lies. */
export function keepCompiled(session: Session, url: string): Compiled {
  const compiled = compiledAt(session, codeKey(url));
  const work = compileFolder(session);
  const bundle = join(work, BUNDLE);
  const entries = readdirSync(bundle).filter((name) => name.startsWith('prerender-entry'));
  if (entries.length !== 1) throw new Error(`Astro left ${entries.length} entries of pages where one was looked for.`);
  writeFileSync(join(bundle, ENTRY), `export * from './${entries[0]}';\n`);
  const parent = parentOf(session);
  for (const name of readdirSync(parent)) {
    if (join(parent, name) !== work) rmSync(join(parent, name), { recursive: true, force: true });
  }
  renameSync(work, join(parent, compiled.key));
  return compiled;
}

/** Style sheets of the pages, by the key of each page's file, as Astro knows them once it has compiled all. */
export type PageStyles = ReadonlyMap<string, { readonly styles: readonly unknown[] }>;

/** Puts Astro's bundle, with what Astro knows of its style sheets, out of the way before Astro deletes it. */
export function saveBundle(session: Session, pages: PageStyles): void {
  const work = compileFolder(session);
  renameSync(join(work, 'site', '.prerender'), join(work, BUNDLE));
  const styles = Array.from(pages, ([key, { styles: sheets }]) => [key, { styles: sheets }]);
  writeFileSync(join(work, BUNDLE, STYLES), JSON.stringify(styles));
}

const BUNDLE = 'bundle';

function parentOf(session: Session): string {
  return join(session.cacheDir, 'pages');
}

function compiledAt(session: Session, key: string): Compiled {
  const folder = join(parentOf(session), key);
  return { key, bundle: join(folder, BUNDLE), assets: join(folder, 'site') };
}

/** What beside src/ decides how pages look. */
const CONFIGURATION = ['astro.config.mjs', 'tsconfig.json', 'package-lock.json'];

function codeKey(url: string): string {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const configuration = CONFIGURATION.map((name) => join(ROOT, name)).filter((file) => existsSync(file));
  const digests = [...files, ...configuration].map(
    (file) => `${file.slice(ROOT.length)} ${hash('sha256', readFileSync(file), 'hex')}`,
  );
  return hash('sha256', [url, process.version, ...digests].join('\n'), 'hex').slice(0, 32);
}
