import { hash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ENTRY, STYLES } from './bundle.ts';
import { codeOf } from './generation-fault.ts';
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

/** Gives the templates compiled for a site's address; runs Astro where no build of any archive has done so for this code. */
export async function compileTemplates(session: Session, url: string): Promise<Compiled> {
  const key = codeKey(url);
  const compiled = compiledAt(session, key);
  if (existsSync(join(compiled.bundle, ENTRY))) return compiled;
  if (takeFromStore(session, key)) return compiled;
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
  if (!existsSync(join(compiled.bundle, ENTRY)))
    throw new Error('The code changed while it was compiled. Build again.');
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
  putIntoStore(work, compiled.key);
  keepOnly(session, work, compiled.key);
  return compiled;
}

/** Puts a folder of compiled templates in its place; what was compiled before goes. */
function keepOnly(session: Session, work: string, key: string): void {
  const parent = parentOf(session);
  for (const name of readdirSync(parent)) {
    if (join(parent, name) !== work) rmSync(join(parent, name), { recursive: true, force: true });
  }
  renameSync(work, join(parent, key));
}

/**
 * Templates are this program's and not an archive's: what was compiled for one archive serves the others, and a cache that was
 * deleted. With the packages, since new packages make other templates. Where it cannot be written, each archive has its own alone.
 */
const STORE = join(ROOT, 'node_modules', '.cache', 'dateline', 'templates');
/** Packages that are a link are another project's, and so is what lies with them. */
const hasStore = () => lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isDirectory() === true;
/** Code that is worked upon makes other templates with every change. */
const MOST_STORED = 8;

function takeFromStore(session: Session, key: string): boolean {
  if (!hasStore() || !existsSync(join(STORE, key, BUNDLE, ENTRY))) return false;
  const work = compileFolder(session);
  rmSync(work, { recursive: true, force: true });
  try {
    cpSync(join(STORE, key), work, { recursive: true });
  } catch (error) {
    // A build of other code may take the oldest away meanwhile.
    if (codeOf(error) !== 'ENOENT') throw error;
    rmSync(work, { recursive: true, force: true });
    return false;
  }
  keepOnly(session, work, key);
  return true;
}

function putIntoStore(work: string, key: string): void {
  if (!hasStore()) return;
  const fresh = join(STORE, `.${key}-${process.pid}`);
  try {
    cpSync(work, fresh, { recursive: true });
    renameSync(fresh, join(STORE, key));
    const stored = readdirSync(STORE).map((name) => ({ name, at: statSync(join(STORE, name)).mtimeMs }));
    for (const { name } of stored.sort((a, b) => b.at - a.at).slice(MOST_STORED)) {
      // Away at once, lest another build copies the half that is left.
      renameSync(join(STORE, name), `${fresh}-gone`);
      rmSync(`${fresh}-gone`, { recursive: true, force: true });
    }
  } catch {
    // Another process may have been first, or the folder may not be written: the archive's own templates are there.
    rmSync(fresh, { recursive: true, force: true });
    rmSync(`${fresh}-gone`, { recursive: true, force: true });
  }
}

/** Style sheets of the pages, by file, as Astro knows them once it has compiled all; a sheet of type external has an address. */
export type PageStyles = ReadonlyMap<
  string,
  {
    readonly component: string;
    readonly styles: readonly { readonly sheet: { readonly type: string; readonly src?: string } }[];
  }
>;

/** Puts Astro's bundle, with what Astro knows of its style sheets, out of the way before Astro deletes it. */
export function saveBundle(session: Session, pages: PageStyles): void {
  const work = compileFolder(session);
  renameSync(join(work, 'site', '.prerender'), join(work, BUNDLE));
  const styles = Array.from(pages.values(), ({ component, styles: sheets }) => [
    component,
    sheets.map(({ sheet }) => sheet.src),
  ]);
  writeFileSync(join(work, BUNDLE, STYLES), JSON.stringify(Object.fromEntries(styles)));
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
  // Of the address, templates know the path alone.
  return hash('sha256', [new URL(url).pathname, process.version, ...digests].join('\n'), 'hex').slice(0, 32);
}
