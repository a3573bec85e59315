import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { time } from '../model/fields.ts';
import { MAX_BYTES } from './decode.ts';

/** A commit that changed stories. */
export interface Commit {
  /** Its whole id, in hexadecimal. */
  readonly id: string;
  /** When its author made it, with their offset; undefined where the commit does not say. */
  readonly date: string | undefined;
  readonly changes: readonly FileChange[];
}

/** What a commit made of one file. Paths are relative to the content folder, with forward slashes. */
export interface FileChange {
  readonly path: string;
  /** The path that the file had before, where it was renamed. */
  readonly from: string | undefined;
  /** Id of its contents; undefined where the file went, or is no ordinary file any more. */
  readonly blob: string | undefined;
}

/** Git cannot tell the history of a folder; the message says why, in a sentence, and `fix` what to do about it. */
export class NoHistory extends Error {
  override readonly name = 'NoHistory';
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** Git is given up when it says nothing for so long (ms). */
const PATIENCE = 120_000;

/** Of what git says about its troubles, so much is kept. */
const MOST_COMPLAINT = 4096;

/** Renames with changes are looked for in commits that add and remove up to so many files; above, only those without. */
const MOST_RENAMES = 400;

/** Settings of the user that would start programs, ask the network or change what is listed. */
const SETTINGS = [
  'core.fsmonitor=false',
  'protocol.allow=never',
  'log.showSignature=false',
  'log.follow=false',
  'log.showRoot=true',
  'log.diffMerges=first-parent',
];

/** Of git's variables, those that only say how it is installed and set up; others would point it at another repository. */
const KEPT_VARIABLES = /^GIT_(?:CONFIG_(?!PARAMETERS$)\w+|CEILING_DIRECTORIES|EXEC_PATH)$/iu;

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/iu.test(name) || KEPT_VARIABLES.test(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A clone without its files would fetch them one by one.
    GIT_NO_LAZY_FETCH: '1',
  };
}

/** One git process that reads a repository and changes nothing. */
class Git {
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | undefined>;
  #chunks: AsyncIterator<Buffer> | undefined;
  #complaint = '';
  #isLate = false;

  constructor(folder: string, args: readonly string[]) {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    // The folder is named, not entered: some systems look for programs in the folder that a process is in.
    const all = ['--no-pager', '--no-replace-objects', '-C', folder, ...settings, ...args];
    this.#process = spawn('git', all, { env: environment(), stdio: 'pipe', windowsHide: true });
    this.#ended = once(this.#process, 'close').then(
      ([code]: readonly unknown[]) => (typeof code === 'number' ? code : undefined),
      (error: unknown) => {
        throw notStarted(error);
      },
    );
    // Who reads to the end is told; until then nobody listens.
    this.#ended.catch(() => undefined);
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      if (this.#complaint.length < MOST_COMPLAINT) this.#complaint += chunk.toString('utf8');
    });
    // A process that ended is told of by its end.
    this.#process.stdin?.on('error', () => undefined);
  }

  /** Gives what git writes next; undefined at the end. Throws `NoHistory` when it waits in vain. */
  async next(): Promise<Buffer | undefined> {
    this.#chunks ??= this.#process.stdout?.[Symbol.asyncIterator]() as AsyncIterator<Buffer> | undefined;
    const timer = setTimeout(() => {
      this.#isLate = true;
      this.stop();
    }, PATIENCE);
    try {
      const chunk = await this.#chunks?.next();
      return chunk === undefined || chunk.done === true ? undefined : chunk.value;
    } finally {
      clearTimeout(timer);
    }
  }

  write(lines: string): void {
    this.#process.stdin?.write(lines);
  }

  /** Waits until git has ended. Throws `NoHistory` where it failed. */
  async end(): Promise<void> {
    this.#process.stdin?.end();
    const code = await this.#ended;
    if (this.#isLate)
      throw new NoHistory(
        'Git did not answer in time.',
        'Try again, or see whether the repository lies on a slow disk.',
      );
    if (code !== 0) throw refusal(this.#complaint);
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }
}

function notStarted(error: unknown): Error {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return error.code === 'ENOENT'
    ? new NoHistory('Git is not installed.', 'Install git, or take outputs: history: out of site.yml.')
    : new NoHistory(
        `Git cannot be started (${String(error.code)}).`,
        'See whether git runs from where this command runs.',
      );
}

/** Says in words why git refused. */
function refusal(complaint: string): NoHistory {
  if (complaint.includes('not a git repository'))
    return new NoHistory(
      'The content folder is in no git repository.',
      'Put it into one, or take outputs: history: out of site.yml.',
    );
  if (complaint.includes('dubious ownership'))
    return new NoHistory(
      'The repository belongs to another user, so git does not read it.',
      'Name it in git’s safe.directory, or build as the user to whom it belongs.',
    );
  if (complaint.includes('unknown revision'))
    return new NoHistory('The repository has no commit yet.', 'Commit the stories.');
  const [first = ''] = complaint.split('\n');
  // Git repeats names of files, which may hold anything.
  const words = first.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200);
  return new NoHistory(
    `Git cannot read the repository${words === '' ? '' : `: ${words}`}.`,
    'See what git status says there.',
  );
}

/** Gives the id of the commit that is checked out where a folder lies. Throws `NoHistory` where its history cannot be told whole. */
export async function readHead(folder: string): Promise<string> {
  const git = new Git(folder, ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', 'HEAD^{commit}']);
  let answer = '';
  for (let chunk; (chunk = await git.next());) answer += chunk.toString('utf8');
  await git.end();
  const [isInside, isShallow, head = ''] = answer.split('\n');
  if (isInside !== 'true')
    throw new NoHistory(
      'The content folder lies within the files of git itself.',
      'Build from a work tree, or take outputs: history: out of site.yml.',
    );
  if (isShallow !== 'false')
    throw new NoHistory(
      'The repository was cloned without its whole history.',
      'Clone it whole, e.g. with git fetch --unshallow or fetch-depth: 0.',
    );
  return head;
}

/**
 * Tells whether one commit stands in the line of another: whether going from each commit to its first parent leads from `head` to
 * it. Only then does the history of one continue that of the other.
 */
export async function continues(folder: string, head: string, since: string): Promise<boolean> {
  const git = new Git(folder, ['rev-list', '--first-parent', '--parents', `${since}..${head}`, '--']);
  let last = '';
  try {
    for (let chunk; (chunk = await git.next());) {
      // The list ends with the oldest commit; a line is shorter than what is kept.
      last = (last + chunk.toString('latin1')).slice(-MOST_COMPLAINT);
    }
    await git.end();
  } catch (error) {
    // A commit that was rewritten may be gone.
    if (error instanceof NoHistory) return false;
    throw error;
  }
  const [, parent] = last.trimEnd().split('\n').at(-1)?.split(' ') ?? [];
  return parent === since;
}

/**
 * Lists the commits that changed stories up to `head`, oldest first, from one run of git. A merge counts as one change of the line
 * that it was merged into, so each commit follows on the one before. `since`: only those after it, which stands in that line.
 */
export async function* listCommits(folder: string, head: string, since?: string): AsyncGenerator<Commit> {
  const git = new Git(folder, [
    ...['log', '--reverse', '--first-parent', '-m', '--format=%H %aI', '--raw', '-z', '--no-abbrev', '--no-color'],
    ...['--no-ext-diff', '--no-textconv', '--no-notes', '--relative', '-O/dev/null', '-M', `-l${MOST_RENAMES}`],
    ...[since === undefined ? head : `${since}..${head}`, '--', 'articles'],
  ]);
  try {
    let commit: { id: string; date: string | undefined; changes: FileChange[] } | undefined;
    const tokens = tokensOf(git);
    for await (const token of tokens) {
      const change = /^\n?:\d+ (\d+) [\da-f]+ ([\da-f]+) ([A-Z])\d*$/u.exec(token);
      if (!change) {
        if (commit) yield commit;
        const [id = '', date] = token.trim().split(' ');
        commit = { id, date: time.safeParse(date).data, changes: [] };
        continue;
      }
      const [, mode = '', blob = '', letter = ''] = change;
      const first = await nextOf(tokens);
      const path = letter === 'R' ? await nextOf(tokens) : first;
      commit?.changes.push({
        path,
        from: letter === 'R' ? first : undefined,
        blob: letter !== 'D' && mode.startsWith('100') ? blob : undefined,
      });
    }
    if (commit) yield commit;
    await git.end();
  } finally {
    git.stop();
  }
}

/** Gives what stands between the zero bytes that git writes. */
async function* tokensOf(git: Git): AsyncGenerator<string, void> {
  let rest: Buffer[] = [];
  for (let chunk; (chunk = await git.next());) {
    let start = 0;
    for (let end; (end = chunk.indexOf(0, start)) !== -1; start = end + 1) {
      rest.push(chunk.subarray(start, end));
      yield Buffer.concat(rest).toString('utf8');
      rest = [];
    }
    rest.push(chunk.subarray(start));
  }
}

async function nextOf(tokens: AsyncGenerator<string, void>): Promise<string> {
  const next = await tokens.next();
  if (next.done === true) throw new NoHistory('Git’s list of commits breaks off.', 'See what git fsck says there.');
  return next.value;
}

/** Reads contents of files by their ids from one git process. Asked for many at once, git reads on while what it gave is looked at. */
export class Blobs {
  readonly #git: Git;
  #rest: Buffer = Buffer.alloc(0);

  constructor(folder: string) {
    this.#git = new Git(folder, ['cat-file', '--batch']);
  }

  /** Asks for files by their ids; `next` gives them in this order. */
  ask(blobs: readonly string[]): void {
    if (blobs.length > 0) this.#git.write(`${blobs.join('\n')}\n`);
  }

  /** Gives the bytes of the next file; undefined for one that is larger than a story may be. Throws `NoHistory` where it is not there. */
  async next(): Promise<Uint8Array | undefined> {
    let end;
    while ((end = this.#rest.indexOf('\n')) === -1) await this.#more();
    const [, kind, size = ''] = this.#rest.subarray(0, end).toString('latin1').split(' ');
    this.#rest = this.#rest.subarray(end + 1);
    if (kind !== 'blob' || !/^\d+$/u.test(size))
      throw new NoHistory(
        'The repository was cloned without all its files.',
        'Clone it whole, without --filter, or see what git fsck says there.',
      );
    const length = Number(size);
    return length > MAX_BYTES ? this.#skip(length + 1) : (await this.#take(length + 1)).subarray(0, length);
  }

  async close(): Promise<void> {
    await this.#git.end();
  }

  stop(): void {
    this.#git.stop();
  }

  async #take(length: number): Promise<Buffer> {
    const parts = [this.#rest];
    let sum = this.#rest.length;
    while (sum < length) {
      this.#rest = Buffer.alloc(0);
      await this.#more();
      parts.push(this.#rest);
      sum += this.#rest.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }

  async #skip(length: number): Promise<undefined> {
    let left = length;
    while (left > this.#rest.length) {
      left -= this.#rest.length;
      this.#rest = Buffer.alloc(0);
      await this.#more();
    }
    this.#rest = this.#rest.subarray(left);
  }

  async #more(): Promise<void> {
    const chunk = await this.#git.next();
    if (!chunk) {
      await this.#git.end();
      throw new NoHistory('Git ended before all was read.', 'See what git fsck says there.');
    }
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
  }
}
