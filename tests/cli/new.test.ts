import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { newStory } from '../../src/cli/new.ts';
import { readArticle } from '../../src/reading/article.ts';
import { forbiddenCharacter } from '../../src/reading/decode.ts';
import { dateline, ROOT, runNode } from '../command-line.ts';
import { makeFolder, SITE, writeFiles } from '../content-folder.ts';
import { check, told } from './commands.ts';

const DAY = '2020-01-05';

function emptyArchive(): string {
  const folder = makeFolder();
  writeFiles(folder, { 'site.yml': SITE });
  return folder;
}

/** Lists the stories of a content folder. */
function storiesIn(content: string): string[] {
  const folder = join(content, 'articles');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort();
}

/** Runs `new` in this process and gives its exit code and the file that it named. */
async function write(content: string, flags: Readonly<Record<string, string | boolean>>) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const code = await newStory.run({ content, json: true, ...flags }, []);
    const { file } = JSON.parse(String(log.mock.lastCall?.[0])) as { file?: string };
    return { code, file: file ?? '' };
  } finally {
    log.mockRestore();
  }
}

describe('new', { timeout: 60_000 }, () => {
  it('writes a story of everything that the flags say, and check finds no error in it', async () => {
    const content = emptyArchive();
    const flags = {
      '--title': 'India tells Iran: #1 “concern”',
      '--date': '2020-01-05T19:40:00+05:30',
      '--summary': "It's so: yes, #really",
      '--section': 'World',
      '--type': 'analysis',
      '--dateline': 'New Delhi',
      '--series': 'US–Iran, 2020',
      '--language': 'en',
      '--authors': 'Desk',
      '--topics': 'Oil, Iran & US ,,',
      '--people': 'S. Jaishankar,Javad Zarif',
      '--organizations': 'MEA',
      '--places': 'India, Iran',
    };
    const { code, stdout, stderr } = await runNode(
      [join(ROOT, 'src/cli/main.ts'), 'new', '--content', '.', '--draft', ...Object.entries(flags).flat()],
      { cwd: content },
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'articles/2020/01/05-india-tells-iran-1-concern.md\n',
      stderr: '',
    });
    expect(readFileSync(join(content, stdout.trim()), 'utf8')).toMatchInlineSnapshot(`
      "---
      title: "India tells Iran: #1 “concern”"
      date: 2020-01-05T19:40:00+05:30
      summary: "It's so: yes, #really"
      section: World
      type: analysis
      authors:
        - Desk
      dateline: New Delhi
      topics:
        - Oil
        - Iran & US
      people:
        - S. Jaishankar
        - Javad Zarif
      organizations:
        - MEA
      places:
        - India
        - Iran
      series: US–Iran, 2020
      language: en
      status: draft
      ---

      "
    `);
    const checked = await check(content);
    expect({ code: checked.code, ...checked.ledger }).toMatchObject({ code: 0, read: 1, draft: 1 });
    expect(told(checked.problems, 'error')).toEqual([]);
  });

  it.each([
    ['A: b', '05-a-b.md'],
    ['Oil at #1', '05-oil-at-1.md'],
    [`"Quoted", 'they' said`, '05-quoted-they-said.md'],
    ['🎉 At last', '05-tada-at-last.md'],
    ['ईरान पर भारत चिंतित', '05-iran-pr-bhart-cimtit.md'],
    ['@DrSJaishankar speaks', '05-drsjaishankar-speaks.md'],
    ['- a hyphen', '05-a-hyphen.md'],
    ['10 things', '05-10-things.md'],
    ['--- ', '05-story.md'],
    ['true', '05-true.md'],
    ['0123', '05-0123.md'],
    ['Page', '05-page-story.md'],
    ['con', '05-con-story.md'],
  ])('keeps the headline %s as it is', async (title, name) => {
    const content = emptyArchive();
    const { code } = await write(content, { title, date: DAY });
    expect(code).toBe(0);
    expect(storiesIn(content)).toEqual([`2020/01/${name}`]);
    const path = `2020/01/${name}`;
    const { value, problems } = readArticle(readFileSync(join(content, 'articles', path)), path);
    expect(problems.map(({ code: problem }) => problem)).toEqual(['source-none']);
    expect(value).toMatchObject({ title: title.trim(), day: DAY, finalSlug: name.slice('05-'.length, -'.md'.length) });
  });

  it('writes whatever it is given so that it is read as the same', async () => {
    const hard = fc.string({
      unit: fc.constantFrom(
        ...Array.from(':#@"\'-&*!|>%{}[]?`~,\\ \n\tabAB019'),
        '\u00A0',
        '।',
        'é',
        '🎉',
        '---',
        '\n---\n',
        ': ',
        ' #',
      ),
      minLength: 1,
      maxLength: 40,
    });
    const line = fc
      .oneof(hard, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }))
      .filter((text) => text.trim() !== '' && forbiddenCharacter(text) === undefined);
    const name = line.map((text) => text.replaceAll(',', '').trim()).filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(line, line, fc.array(name, { minLength: 1, maxLength: 3 }), async (title, summary, topics) => {
        const content = emptyArchive();
        const { code } = await write(content, { title, summary, date: DAY, topics: topics.join(' , ') });
        expect(code).toBe(0);
        const [path = ''] = storiesIn(content);
        const { value } = readArticle(readFileSync(join(content, 'articles', path)), path);
        expect(value).toMatchObject({
          title: title.trim(),
          summary: summary.trim(),
          topics: topics.map((topic) => ({ name: topic })),
          body: expect.stringMatching(/^\s*$/u) as string,
        });
        expect(path).toBe(`2020/01/05-${value?.finalSlug}.md`);
      }),
      { numRuns: 200 },
    );
  });

  it('prints the file with --json', async () => {
    const content = emptyArchive();
    const { code, stdout, stderr } = await runNode(
      [join(ROOT, 'src/cli/main.ts'), 'new', '--title', 'A', '--date', DAY, '--content', content, '--json'],
      { cwd: join(content, '..') },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ file: `${content.split('/').at(-1)}/articles/2020/01/05-a.md` });
  });

  it('never writes over a story', async () => {
    const content = emptyArchive();
    writeFiles(content, { 'articles/2020/01/05-a.md': 'Kept.' });
    const { code, stdout, stderr } = await dateline('new', '--title', 'A', '--date', DAY, '--content', content);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/articles\/2020\/01\/05-a\.md is there already; give another --slug\.\n$/u);
    expect(readFileSync(join(content, 'articles/2020/01/05-a.md'), 'utf8')).toBe('Kept.');
  });

  it.each([
    [
      ['--date', '2020-02-30'],
      '--date  date-invalid  date is “2020-02-30”, a day that does not exist: February 2020 has 29 days.  Write the right day as YYYY-MM-DD, e.g. 2020-01-05, or as a time with its offset, e.g. 2020-01-05T19:40:00+05:30',
    ],
    [
      ['--date', '../../../x'],
      '--date  date-invalid  date is “../../../x”, which is not in the form YYYY-MM-DD.  Write it as YYYY-MM-DD, e.g. 2020-01-05, or as a time with its offset, e.g. 2020-01-05T19:40:00+05:30',
    ],
    [
      ['--date', DAY, '--slug', '../../x'],
      '--slug  slug-invalid  slug is “../../x”, which is not 1 to 100 of a-z, 0-9 and hyphens.  Write x',
    ],
    [
      ['--date', DAY, '--slug', 'page'],
      '--slug  slug-invalid  slug is “page”, which Dateline keeps for a page of its own.  Write another slug, e.g. page-story',
    ],
    [
      ['--date', DAY, '--type', 'oppinion'],
      '--type  field-value  type is “oppinion”, which is not news, analysis, opinion, live or document.  Did you mean opinion?',
    ],
  ])('names the flag that is wrong and writes nothing: %j', async (args, line) => {
    const content = emptyArchive();
    const ran = await dateline('new', '--title', 'A', '--content', content, ...args);
    expect(ran).toEqual({ code: 1, stdout: '', stderr: `${line}\n` });
    expect(readdirSync(content)).toEqual(['site.yml']);
    const { code, stdout, stderr } = await dateline('new', '--title', 'A', '--content', content, '--json', ...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { problems } = JSON.parse(stdout) as { problems: { field: string; severity: string }[] };
    expect(problems).toMatchObject([{ field: line.slice(2).split(' ')[0], severity: 'error' }]);
  });

  it('makes no content folder by mistake', async () => {
    const content = join(makeFolder(), 'contnet');
    expect(await dateline('new', '--title', 'A', '--content', content)).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no content folder ${content}: create it, or name another with --content.\n`,
    });
    expect(existsSync(content)).toBe(false);
  });
});

// util-linux's script gives a command a terminal; other systems have another script or none.
describe.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/script'))(
  'new on a terminal',
  { timeout: 60_000 },
  () => {
    /** Runs `new` on a terminal and types each answer once its question is there; gives the exit code and what was shown. */
    function talk(content: string, answers: readonly (readonly [question: string, answer: string])[]) {
      return new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
        // A terminal without a size would show one letter a line.
        const command = `stty cols 100 rows 40; exec "${process.execPath}" "${join(ROOT, 'src/cli/main.ts')}" new --content "${content}"`;
        const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], {
          env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', CI: '' },
        });
        const left = [...answers];
        let shown = '';
        let fresh = '';
        child.stdout.on('data', (chunk: Buffer) => {
          shown += chunk.toString();
          fresh += chunk.toString();
          const [question, answer] = left[0] ?? [];
          if (question === undefined || answer === undefined || !fresh.includes(question)) return;
          left.shift();
          fresh = '';
          child.stdin.write(answer);
        });
        child.on('error', reject);
        child.on('close', (code) => {
          if (left.length > 0) reject(new Error(`Never asked: ${left[0]?.[0]}\n${shown}`));
          else resolve({ code, shown });
        });
      });
    }

    const CLEAR_LINE = '\u0015';
    const ENTER = '\r';

    it('asks, says at once what is wrong with an answer, and writes the story', async () => {
      const content = emptyArchive();
      const { code, shown } = await talk(content, [
        ['Headline', ENTER],
        ['This is required.', `Oil: a “rise”${ENTER}`],
        ['Date (YYYY-MM-DD)', `${CLEAR_LINE}2020-02-30${ENTER}`],
        ['a day that does not exist', `${CLEAR_LINE}2020-02-29${ENTER}`],
        ['Summary', ENTER],
        ['Section', `World${ENTER}`],
        ['Filed from', `New Delhi${ENTER}`],
        ['Topics', `Oil, Iran${ENTER}`],
        ['People', ENTER],
      ]);
      expect(code).toBe(0);
      expect(storiesIn(content)).toEqual(['2020/02/29-oil-a-rise.md']);
      expect(shown).toContain('articles/2020/02/29-oil-a-rise.md');
      expect(readFileSync(join(content, 'articles/2020/02/29-oil-a-rise.md'), 'utf8')).toMatchInlineSnapshot(`
      "---
      title: "Oil: a “rise”"
      date: 2020-02-29
      section: World
      dateline: New Delhi
      topics:
        - Oil
        - Iran
      ---

      "
    `);
    });

    it('writes nothing when the editor breaks off', async () => {
      const content = emptyArchive();
      const { code, shown } = await talk(content, [
        ['Headline', `A${ENTER}`],
        ['Date (YYYY-MM-DD)', '\u0003'],
      ]);
      expect(code).toBe(1);
      expect(shown).toContain('Nothing was written.');
      expect(storiesIn(content)).toEqual([]);
    });
  },
);
