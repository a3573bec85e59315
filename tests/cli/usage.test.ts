import { describe, expect, it } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { helpOf as helpTextOf, parseCommandLine, UsageError, type Command } from '../../src/cli/command.ts';
import { newStory } from '../../src/cli/new.ts';
import { dateline, runNode } from '../command-line.ts';

describe('help', { timeout: 60_000 }, () => {
  it('lists the commands', async () => {
    const { code, stdout, stderr } = await dateline('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "dateline COMMAND [flags]: a permanent news archive from Markdown stories

        new      write a story’s file: asks on a terminal, takes flags elsewhere
        check    every problem of every file in one run
        capture  pasted posts, embeds, oEmbed JSON or a page: front-matter entries and ::tweet places
        import   a foreign archive into Markdown stories, with a report of what became of every field
        export   the whole archive as one file, which dateline import dateline reads again
        report   the health of the archive: what sources, quotes, names, time and stories lack
        dev      live preview that follows the content folder
        build    the whole site: what changed is drawn, verified and published; prints the ledger
        preview  serve the finished site as a static host would
        verify   compare a copy of the site with its SHA256SUMS: a folder, an address, or a file of addresses

      dateline COMMAND --help shows the flags of a command.
      Exit code: 0 clean, 1 problems found, 2 wrong usage.
      "
    `);
    expect(await dateline('-h')).toEqual({ code, stdout, stderr });
    expect((await dateline('check', '-h')).stdout).toMatch(/^dateline check: /u);
  });

  it('shows the flags of new', async () =>
    expect(await helpOf('new')).toMatchInlineSnapshot(`
    "dateline new: write a story’s file: asks on a terminal, takes flags elsewhere

      --title TEXT         Headline.
      --date TEXT          Day of first publication, YYYY-MM-DD, or its time with offset.
      --summary TEXT       One or two sentences that say what the story says.
      --section TEXT       Part of the paper, e.g. World.
      --type TEXT          Kind of text: news (the default), analysis, opinion, live or document.
      --dateline TEXT      Place from which the story was filed.
      --series TEXT        Series that the story belongs to, named like a topic.
      --language TEXT      Language of the story (BCP 47), where it differs from the site’s.
      --slug TEXT          Last part of the address; by default the file’s name without its date.
      --authors A,B        Byline: a list of names. Separated by commas.
      --topics A,B         Topics: registry ids, names or aliases, or new names. Separated by commas.
      --people A,B         People: names, or a name with the role as of this story. Separated by commas.
      --organizations A,B  Organizations, named like topics. Separated by commas.
      --places A,B         Places, named like topics. Separated by commas.
      --draft              Write it as a draft.
      --content DIR        Folder of the stories (default: content).
      --json               Print JSON alone on standard output, for machines.
      --help               Show this help.
    "
  `));
  it('shows the flags of report', async () =>
    expect(await helpOf('report')).toMatchInlineSnapshot(`
    "dateline report: the health of the archive: what sources, quotes, names, time and stories lack

      --html FILE    Write the report as a page to this file, and print its figures alone.
      --cache DIR    Folder of the index (default: .dateline).
      --now TIME     Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).
      --content DIR  Folder of the stories (default: content).
      --json         Print JSON alone on standard output, for machines.
      --help         Show this help.
    "
  `));
  it('shows the flags of check', async () =>
    expect(await helpOf('check')).toMatchInlineSnapshot(`
      "dateline check: every problem of every file in one run

        --cache DIR    Folder of the index (default: .dateline).
        --fix          Mend what needs no judgement first: posts in plain words become records, and permalinks.txt gets its missing lines.
        --now TIME     Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).
        --content DIR  Folder of the stories (default: content).
        --json         Print JSON alone on standard output, for machines.
        --help         Show this help.
      "
    `));
  it('shows the flags of dev', async () =>
    expect(await helpOf('dev')).toMatchInlineSnapshot(`
    "dateline dev: live preview that follows the content folder

      --cache DIR    Folder of the index (default: .dateline).
      --port NUMBER  Port (default: 4321, or the next free one).
      --now TIME     Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).
      --content DIR  Folder of the stories (default: content).
      --json         Print JSON alone on standard output, for machines.
      --help         Show this help.
    "
  `));
  it('shows the flags of build', async () =>
    expect(await helpOf('build')).toMatchInlineSnapshot(`
      "dateline build: the whole site: what changed is drawn, verified and published; prints the ledger

        --out DIR       Folder of the finished site (default: dist).
        --cache DIR     Folder of the index (default: .dateline).
        --full          Ignore what earlier builds did: read every file and draw every page again.
        --explain PATH  Say why the page at an address, such as /2020/01/05/, was drawn or kept.
        --now TIME      Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).
        --content DIR   Folder of the stories (default: content).
        --json          Print JSON alone on standard output, for machines.
        --help          Show this help.
      "
    `));
  it('shows what verify takes', async () =>
    expect(await helpOf('verify')).toMatchInlineSnapshot(`
    "dateline verify TARGET: compare a copy of the site with its SHA256SUMS: a folder, an address, or a file of addresses

      --against FILE     SHA256SUMS of the original (default: that of the folder; needed for addresses).
      --timeout SECONDS  How long a host may take for one file (default: 30).
      --content DIR      Folder of the stories (default: content).
      --json             Print JSON alone on standard output, for machines.
      --help             Show this help.
    "
  `));
  it('shows the flags of preview', async () =>
    expect(await helpOf('preview')).toMatchInlineSnapshot(`
    "dateline preview: serve the finished site as a static host would

      --out DIR      Folder of the finished site (default: dist).
      --port NUMBER  Port (default: 4321, or the next free one).
      --content DIR  Folder of the stories (default: content).
      --json         Print JSON alone on standard output, for machines.
      --help         Show this help.
    "
  `));
});

async function helpOf(command: string): Promise<string> {
  const { code, stdout, stderr } = await dateline(command, '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const twoWords: Command = {
  name: 'copy',
  summary: 'copies',
  args: 'FROM TO',
  flags: {},
  run: () => Promise.resolve(0),
};

describe('a command line that is wrong', { timeout: 60_000 }, () => {
  const usage = (command: Command, ...args: string[]) => {
    try {
      return parseCommandLine(command, args);
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };

  it.each([
    [check, ['--contents', 'a'], 'check has no flag --contents. Did you mean --content?'],
    [check, ['--full'], 'check has no flag --full.'],
    [check, ['--constructor', 'a'], 'check has no flag --constructor.'],
    [check, ['--__proto__=a'], 'check has no flag --__proto__.'],
    [check, ['-x'], 'check has no flag -x.'],
    [newStory, ['--tags', 'a'], 'new has no flag --tags. Did you mean --topics?'],
    [check, ['--content'], '--content needs a value: --content DIR.'],
    [check, ['--content='], '--content needs a value: --content DIR.'],
    [check, ['--cache', ' '], '--cache needs a value: --cache DIR.'],
    [newStory, ['--title', ''], '--title needs a value: --title TEXT.'],
    [check, ['--cache', '--json'], '--cache needs a value; write one that begins with - as --cache=--json.'],
    [check, ['--json=yes'], '--json takes no value.'],
    [check, ['--json', '--json'], '--json is given twice.'],
    [check, ['--content', 'a', '--content=b'], '--content is given twice.'],
    [check, ['content'], 'check takes flags alone, and content is none.'],
    [check, ['--', 'content'], 'check takes flags alone, and content is none.'],
    [twoWords, [], 'copy needs FROM: dateline copy FROM TO.'],
    [twoWords, ['--json', 'a'], 'copy needs TO: dateline copy FROM TO.'],
    [twoWords, ['a', 'b', '--', '-c'], 'copy takes FROM TO and flags alone, and -c is one too many.'],
  ])('is told how to be mended', (command, args, message) => {
    expect(usage(command, ...args)).toBe(message);
  });

  it('is not one that gives each flag its value', () => {
    expect(usage(newStory, '--title', 'A: b', '--summary=-5°', '--topics', 'a,b', '--draft')).toEqual({
      flags: { title: 'A: b', summary: '-5°', topics: 'a,b', draft: true },
      args: [],
    });
  });

  it('is not one that gives a command its words, among flags and after them, or asks for help', () => {
    expect(usage(twoWords, '-', '--json', '--', '-c')).toEqual({ flags: { json: true }, args: ['-', '-c'] });
    expect(usage(twoWords, '--help')).toEqual({ flags: { help: true }, args: [] });
    expect(helpTextOf(twoWords)).toMatch(/^dateline copy FROM TO: copies\n/u);
  });

  it.each([
    [[], 'A command is missing.', ''],
    [
      ['publish'],
      'There is no command publish. Commands: new, check, capture, import, export, report, dev, build, preview, verify.',
      '',
    ],
    [['chekc'], 'There is no command chekc. Did you mean check?', ''],
    [
      ['toString'],
      'There is no command toString. Commands: new, check, capture, import, export, report, dev, build, preview, verify.',
      '',
    ],
    [['build', '--otu', 'a'], 'build has no flag --otu. Did you mean --out?', 'build '],
    [
      ['check', '--now', 'tomorrow'],
      '--now tomorrow is not a time with its offset, such as 2020-01-05T19:40:00+05:30.',
      'check ',
    ],
    [
      ['check', '--now', '2020-02-30T10:00:00Z'],
      '--now 2020-02-30T10:00:00Z is not a time with its offset, such as 2020-01-05T19:40:00+05:30.',
      'check ',
    ],
    [['dev', '--port', 'x'], '--port x is not a port number.', 'dev '],
    [['preview', '--port', '65536'], '--port 65536 is not a port number.', 'preview '],
    [['new'], '--title is required where nobody can be asked.', 'new '],
    [['new', '--json'], '--title is required where nobody can be asked.', 'new '],
  ])('says so on standard error alone, with exit code 2: %j', async (args, message, command) => {
    expect(await dateline(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${message}\nRun dateline ${command}--help.\n`,
    });
  });

  it('is a SOURCE_DATE_EPOCH that is no number, since the command would then follow the clock', async () => {
    const ran = await runNode(['src/cli/main.ts', 'check'], { env: { SOURCE_DATE_EPOCH: '2020-01-05' } });
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'SOURCE_DATE_EPOCH is “2020-01-05”, which is not a number of seconds since 1970.\nRun dateline check --help.\n',
    });
  });
});
