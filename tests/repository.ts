import { execFileSync } from 'node:child_process';

/** A git repository for a test, whose commits depend on nothing of the machine. */
export interface Repository {
  /** Runs git in it and gives what that prints, without the last line ending. */
  readonly git: (...args: readonly string[]) => string;
  /** Commits everything that lies in it at a time with offset, and gives the commit's id. */
  readonly commit: (date: string, message?: string) => string;
}

/** Whose commits they are; the address must stand on no page. */
export const AUTHOR = { name: 'Wilma Writer', email: 'wilma@private.example' } as const;

/** Gives what works in the repository of a folder. */
function openRepository(folder: string): Repository {
  const run = (env: Readonly<Record<string, string>>, args: readonly string[]) =>
    execFileSync('git', ['-c', `user.name=${AUTHOR.name}`, '-c', `user.email=${AUTHOR.email}`, ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...env },
    }).trimEnd();
  const git: Repository['git'] = (...args) => run({}, args);
  return {
    git,
    commit(date, message = 'A commit') {
      git('add', '--all');
      run({ GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }, ['commit', '--quiet', '--allow-empty', '-m', message]);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Makes a git repository of a folder. */
export function makeRepository(folder: string): Repository {
  const repository = openRepository(folder);
  repository.git('init', '--quiet', '--initial-branch=main');
  return repository;
}
