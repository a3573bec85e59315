import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Blobs, continues, listCommits, readHead, type Commit } from '../../src/reading/git.ts';
import { makeFolder, writeFiles } from '../content-folder.ts';
import { makeRepository, type Repository } from '../repository.ts';

afterEach(() => vi.unstubAllEnvs());

async function commitsOf(folder: string, head: string, since?: string): Promise<Commit[]> {
  const commits: Commit[] = [];
  for await (const commit of listCommits(folder, head, since)) commits.push(commit);
  return commits;
}

/** Tells of each commit in which way it changed each file. */
const told = (commits: readonly Commit[]) =>
  commits.map(({ changes }) =>
    changes.map(({ from, path, blob }) => `${from === undefined ? '' : `${from} > `}${path}${blob ? '' : ' gone'}`),
  );

const TEXT = 'One.\nTwo.\nThree.\nFour.\nFive.\nSix.\n';

/** Makes a content folder in a repository of more than that. */
function makeContent(): Repository & { readonly folder: string; readonly content: string } {
  const folder = makeFolder();
  const content = join(folder, 'content');
  mkdirSync(content);
  return { folder, content, ...makeRepository(folder) };
}

describe('the commits of a content folder', () => {
  it('are listed oldest first with their authors’ times, their files and where these were before', async () => {
    const { folder, content, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT, 'topics/t.md': 'x' });
    writeFiles(folder, { 'README.md': 'Elsewhere.' });
    const first = commit('2020-01-05T19:40:00+05:30');
    writeFiles(folder, { 'README.md': 'Elsewhere still.' });
    commit('2020-01-06T00:00:00Z');
    renameSync(join(content, 'articles/a.md'), join(content, 'articles/b.md'));
    writeFiles(content, { 'articles/b.md': `${TEXT}Seven.\n`, 'articles/c.md': 'Another.' });
    commit('2020-01-07T00:00:00Z');
    writeFiles(content, { 'articles/c.md': null });
    const head = commit('2020-01-08T00:00:00-08:00');
    const commits = await commitsOf(content, await readHead(content));
    expect(told(commits)).toEqual([
      ['articles/a.md'],
      ['articles/a.md > articles/b.md', 'articles/c.md'],
      ['articles/c.md gone'],
    ]);
    expect(commits.map(({ date }) => date)).toEqual([
      '2020-01-05T19:40:00+05:30',
      '2020-01-07T00:00:00+00:00',
      '2020-01-08T00:00:00-08:00',
    ]);
    expect([commits[0]?.id, commits[2]?.id]).toEqual([first, head]);
    expect(await continues(content, head, first)).toBe(true);
    expect(told(await commitsOf(content, head, first))).toEqual(told(commits).slice(1));
  });

  it('take a merge as one change of the line that it came into', async () => {
    const { content, git, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT });
    const first = commit('2020-01-01T00:00:00Z');
    git('checkout', '--quiet', '-b', 'side');
    writeFiles(content, { 'articles/b.md': 'One.' });
    commit('2020-01-02T00:00:00Z');
    writeFiles(content, { 'articles/b.md': 'Two.' });
    const side = commit('2020-01-03T00:00:00Z');
    git('checkout', '--quiet', 'main');
    writeFiles(content, { 'articles/c.md': 'Three.' });
    commit('2020-01-04T00:00:00Z');
    git('merge', '--quiet', '--no-edit', 'side');
    const head = git('rev-parse', 'HEAD');
    const all = [['articles/a.md'], ['articles/c.md'], ['articles/b.md']];
    expect(told(await commitsOf(content, head))).toEqual(all);
    expect(await continues(content, head, first)).toBe(true);
    // What was merged is an ancestor, but no part of the line.
    expect(await continues(content, head, side)).toBe(false);
    expect(await continues(content, head, '0123456789012345678901234567890123456789')).toBe(false);
  });

  it('tell names and messages of any kind apart', async () => {
    const { content, commit } = makeContent();
    const name = 'articles/:100644 "a\\b"\n<b>\u0007ü.md';
    writeFiles(content, { [name]: TEXT });
    commit('2020-01-01T00:00:00Z', '<script>alert(1)</script>\n\n:100644 100644 a b A\u0001\u001b[31m\n\ncommit 1234');
    writeFiles(content, { [name]: `${TEXT}More.` });
    const head = commit('2020-01-02T00:00:00Z', ':');
    expect(told(await commitsOf(content, head))).toEqual([[name], [name]]);
  });

  it('take a file that became a symbolic link for gone', async () => {
    const { content, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT });
    commit('2020-01-01T00:00:00Z');
    rmSync(join(content, 'articles/a.md'));
    symlinkSync('/etc/passwd', join(content, 'articles/a.md'));
    const head = commit('2020-01-02T00:00:00Z');
    expect(told(await commitsOf(content, head))).toEqual([['articles/a.md'], ['articles/a.md gone']]);
  });

  it('are read without starting what the repository’s settings name, and the same whatever these say', async () => {
    const { folder, content, git, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT });
    writeFiles(folder, { '.gitattributes': '*.md diff=evil filter=evil\n' });
    commit('2020-01-01T00:00:00Z');
    renameSync(join(content, 'articles/a.md'), join(content, 'articles/b.md'));
    commit('2020-01-02T00:00:00Z');
    // Only a signed commit makes git call what checks signatures.
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
    const signed = git('cat-file', 'commit', 'HEAD').replace('\n\n', `\n${signature}\n\n`);
    writeFiles(folder, { '.git/signed': `${signed}\n` });
    const head = git('hash-object', '-t', 'commit', '-w', '.git/signed');
    git('reset', '--quiet', '--hard', head);
    const proof = join(folder, 'proof');
    const program = join(folder, 'evil');
    writeFileSync(program, `#!/bin/sh\necho "$0" >> '${proof}'\n`);
    chmodSync(program, 0o755);
    for (const setting of ['core.fsmonitor', 'core.pager', 'diff.external', 'diff.evil.textconv', 'filter.evil.smudge'])
      git('config', setting, program);
    for (const [setting, value] of Object.entries({
      'gpg.program': program,
      'log.showSignature': 'true',
      'log.follow': 'true',
      'log.diffMerges': 'off',
      'diff.renames': 'false',
      'diff.orderFile': join(folder, 'none'),
      'color.ui': 'always',
      'format.pretty': 'full',
      'pager.log': 'true',
    }))
      git('config', setting, value);
    expect(told(await commitsOf(content, await readHead(content)))).toEqual([
      ['articles/a.md'],
      ['articles/a.md > articles/b.md'],
    ]);
    const [first] = await commitsOf(content, head);
    const blobs = new Blobs(content);
    blobs.ask([first?.changes[0]?.blob ?? '']);
    const bytes = await blobs.next();
    await blobs.close();
    expect(new TextDecoder().decode(bytes)).toBe(TEXT);
    expect(existsSync(proof)).toBe(false);
  });

  it('are those of the folder, not of a repository that the environment names', async () => {
    const { content, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT });
    const head = commit('2020-01-01T00:00:00Z');
    const other = makeContent();
    writeFiles(other.content, { 'articles/b.md': TEXT });
    other.commit('2020-01-01T00:00:00Z');
    vi.stubEnv('GIT_DIR', join(other.folder, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other.folder);
    expect(await readHead(content)).toBe(head);
  });
});

describe('files of a repository', () => {
  it('are read one after the other, however large, but none that is larger than a story may be', async () => {
    const { content, git, commit } = makeContent();
    const texts = ['', 'é\n', 'x'.repeat(1_500_000), 'y'.repeat(3_000_000), 'End.'];
    writeFiles(content, Object.fromEntries(texts.map((text, index) => [`articles/${index}.md`, text])));
    commit('2020-01-01T00:00:00Z');
    const blobs = new Blobs(content);
    const read: (string | undefined)[] = [];
    blobs.ask(texts.map((_, index) => git('rev-parse', `HEAD:content/articles/${index}.md`)));
    for (const _ of texts) {
      const bytes = await blobs.next();
      read.push(bytes && new TextDecoder().decode(bytes));
    }
    await blobs.close();
    expect(read).toEqual(texts.map((text) => (text.startsWith('y') ? undefined : text)));
  });

  it('that are not there are told of', async () => {
    const { content, commit } = makeContent();
    commit('2020-01-01T00:00:00Z');
    const blobs = new Blobs(content);
    blobs.ask(['0123456789012345678901234567890123456789']);
    await expect(blobs.next()).rejects.toThrow('The repository was cloned without all its files.');
    blobs.stop();
  });
});

describe('a folder whose history git cannot tell', () => {
  it('is in no repository', async () => {
    const folder = makeFolder();
    vi.stubEnv('GIT_CEILING_DIRECTORIES', join(folder, '..'));
    await expect(readHead(folder)).rejects.toThrow('The content folder is in no git repository.');
  });

  it('is in one without commits', async () => {
    const { content } = makeContent();
    await expect(readHead(content)).rejects.toThrow('The repository has no commit yet.');
  });

  it('is in one that was cloned in part', async () => {
    const { folder, content, commit } = makeContent();
    writeFiles(content, { 'articles/a.md': TEXT });
    commit('2020-01-01T00:00:00Z');
    writeFiles(content, { 'articles/a.md': 'Other.' });
    commit('2020-01-02T00:00:00Z');
    const clone = join(makeFolder(), 'clone');
    makeRepository(makeFolder()).git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
    await expect(readHead(join(clone, 'content'))).rejects.toThrow(
      'The repository was cloned without its whole history.',
    );
  });

  it('lies among the files of git', async () => {
    const { folder, commit } = makeContent();
    commit('2020-01-01T00:00:00Z');
    await expect(readHead(join(folder, '.git'))).rejects.toThrow('lies within the files of git itself');
  });

  it('is on a machine without git', async () => {
    const { content, commit } = makeContent();
    commit('2020-01-01T00:00:00Z');
    vi.stubEnv('PATH', makeFolder());
    await expect(readHead(content)).rejects.toThrow('Git is not installed.');
  });

  it.runIf(process.getuid?.() === 0)('belongs to another user', async () => {
    const { folder, content, commit } = makeContent();
    commit('2020-01-01T00:00:00Z');
    for (const path of [folder, join(folder, '.git'), content]) chownSync(path, 12_345, 12_345);
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    await expect(readHead(content)).rejects.toThrow('The repository belongs to another user, so git does not read it.');
  });

  it('is one of which git says nothing for too long', async () => {
    const path = makeFolder();
    writeFileSync(join(path, 'git'), '#!/bin/sh\nexec /bin/sleep 600\n');
    chmodSync(join(path, 'git'), 0o755);
    vi.stubEnv('PATH', path);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = expect(readHead(makeFolder())).rejects.toThrow('Git did not answer in time.');
    await vi.advanceTimersByTimeAsync(600_000);
    vi.useRealTimers();
    await told;
  });

  it('is damaged, and git says so without writing anything strange', async () => {
    const { folder, content, commit } = makeContent();
    commit('2020-01-01T00:00:00Z');
    writeFileSync(join(folder, '.git/config'), `${readFileSync(join(folder, '.git/config'), 'utf8')}\n[\u001b[31m\n`);
    await expect(readHead(content)).rejects.toThrow(/^Git cannot read the repository: fatal: bad config[^\p{Cc}]*\.$/u);
  });
});
