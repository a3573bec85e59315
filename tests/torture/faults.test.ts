/**
 * Seeded faults: each takes one safeguard out of a copy of the project, and a named test must turn red. A safeguard that
 * can go without a test noticing is not guarded. The text to replace must stand in its file once, so the table cannot rot.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runNode } from '../command-line.ts';

interface Fault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Test file below tests/, and the full name of a test in it or, where it runs for each row of a table, its beginning. */
  readonly test: readonly [file: string, name: string];
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'front matter in another language is let through': {
    file: 'src/reading/front-matter.ts',
    from: "if (firstLine !== '---') return",
    to: "if (!firstLine.startsWith('---')) return",
    test: ['reading/front-matter.test.ts', 'the opening fence > refuses'],
  },
  'gray-matter may run code': {
    file: 'src/reading/front-matter.ts',
    from: '    javascript: refuse,\n',
    to: '',
    test: [
      'reading/front-matter.test.ts',
      'code in front matter > would be refused by every engine even without the guard',
    ],
  },
  'YAML guesses types': {
    file: 'src/reading/yaml.ts',
    from: "schema: 'failsafe'",
    to: "schema: 'core'",
    test: ['reading/yaml.test.ts', 'parseYaml > keeps every scalar as the text typed'],
  },
  'a key may be given twice': {
    file: 'src/reading/yaml.ts',
    from: 'if (line !== undefined) {',
    to: 'if (line === -1) {',
    test: ['reading/broken-files.test.ts', 'a broken file > is refused with its place and a way to mend it'],
  },
  'text may change its direction unseen': {
    file: 'src/reading/decode.ts',
    from: String.raw`\p{Cs}\u202A-\u202E`,
    to: String.raw`\p{Cs}`,
    test: ['reading/decode.test.ts', 'decodeText > refuses'],
  },
  'bytes that are not UTF-8 are guessed': {
    file: 'src/reading/decode.ts',
    from: '{ fatal: true, ignoreBOM: true }',
    to: '{ fatal: false, ignoreBOM: true }',
    test: ['reading/decode.test.ts', 'decodeText > finds a character cut off at the end of the file'],
  },
  'a link is followed out of the content folder': {
    file: 'src/reading/folder.ts',
    from: 'if (entry.isSymbolicLink()) {',
    to: 'if (entry.isFIFO()) {',
    test: ['archive/sync.test.ts', 'a sync > never publishes what a link points to'],
  },
  'a story with errors is taken for valid': {
    file: 'src/reading/article.ts',
    from: 'if (hasError || !value) {',
    to: 'if (!value) {',
    test: ['archive/sync.test.ts', 'a sync > counts as failed a story whose fields contradict each other'],
  },
  'text that cannot be rendered is published empty': {
    file: 'src/markdown/render.ts',
    from: 'problems: [tooDeep(error, story)]',
    to: 'problems: []',
    test: ['markdown/bounds.test.ts', 'text that could take for ever > is named with its place in the file'],
  },
  'the sanitiser is taken out': {
    file: 'src/markdown/render.ts',
    from: '  html = sanitize.runSync(html);\n',
    to: '',
    test: ['markdown/hostile-vectors.test.ts', 'hostile text > comes out harmless'],
  },
  'links may run code': {
    file: 'src/markdown/addresses.ts',
    from: 'if (SCHEME.test(href)) return unsafe',
    to: 'if (href === SCHEME.source) return unsafe',
    test: ['markdown/links.test.ts', 'links > that lead nowhere or may not be published are reported'],
  },
  'names are linked inside links': {
    file: 'src/markdown/name-runs.ts',
    from: "  'a',\n",
    to: '',
    test: ['archive/mentions.test.ts', 'mentions of registered people > are never linked within a link'],
  },
  'days pass through the zone of the machine': {
    file: 'src/model/day.ts',
    from: "timeZone: 'UTC', ",
    to: '',
    test: ['model/day.test.ts', 'a day > is written in words as itself in every zone, on the Gregorian calendar'],
  },
  'a day is written in the zone of the machine': {
    file: 'src/model/day.ts',
    from: "timeZone: 'UTC', ...parts",
    to: '...parts',
    test: ['model/day.test.ts', 'a day > is written in words as itself in every zone, on the Gregorian calendar'],
  },
  'two stories may stand on one address': {
    file: 'src/archive/check.ts',
    from: '...checkAddresses(database),',
    to: '',
    test: ['archive/check.test.ts', 'checks across files > name both stories that would stand on one address'],
  },
  'the ledger loses failed stories': {
    file: 'src/archive/ledger.ts',
    from: '    failed.size,\n  );',
    to: '    -failed.size,\n  );\n  failed.clear();',
    test: ['archive/sync.test.ts', 'a sync > counts every story once, whatever became of it'],
  },
  'embargoes are ignored': {
    file: 'src/archive/pass.ts',
    from: "Date.parse(String(row['embargo'])) <= now ? 1 : 0",
    to: '1',
    test: ['archive/sync.test.ts', 'a sync > publishes a story when its embargo passes, and not a second before'],
  },
  'a query is not recorded': {
    file: 'src/archive/tracker.ts',
    from: 'store?.set(key, toAnswer(result, facets));',
    to: '',
    test: ['archive/tracker.test.ts', 'the tracker > records every query that a page asks'],
  },
  'a query that pages share is recorded for the first of them alone': {
    file: 'src/archive/tracker.ts',
    from: '    store?.set(key, known.read);\n',
    to: '',
    test: ['archive/tracker.test.ts', 'the tracker > records a query that many pages share for each of them'],
  },
  'what pages share outlives a change of the index': {
    file: 'src/archive/tracker.ts',
    from: 'slot().shared.clear();',
    to: 'slot();',
    test: ['archive/tracker.test.ts', 'the tracker > forgets what pages share when the index changes'],
  },
  'an index of other code is used': {
    file: 'src/archive/database.ts',
    from: "row?.['value'] === identity && ",
    to: '',
    test: ['build/session.test.ts', 'an index > is thrown away when other code made it'],
  },
  'a damaged index stops every build': {
    file: 'src/archive/database.ts',
    from: 'if (!isDamage(error)) throw error;',
    to: 'throw error;',
    test: [
      'archive/database-state.test.ts',
      'a database file > that was damaged and keeps its note of a killed process is thrown away',
    ],
  },
  'a text ends the script of JSON-LD': {
    file: 'src/formats/json-ld.ts',
    from: String.raw`.replace(/[<>&\u2028\u2029]/gu`,
    to: String.raw`.replace(/[\u2028\u2029]/gu`,
    test: ['formats/json-ld.test.ts', 'toScriptText > lets no text end the script'],
  },
  'one character makes the feed unreadable': {
    file: 'src/formats/xml.ts',
    from: 'isXmlCharacter(character) ?',
    to: "character !== '' ?",
    test: ['formats/xml.test.ts', 'toXmlText > escapes markup and leaves out what XML forbids'],
  },
  'dead links are published': {
    file: 'src/build/verify.ts',
    from: '!statSync(file, { throwIfNoEntry: false })?.isFile()',
    to: "file === ''",
    test: ['build/verify.test.ts', 'links of rendered pages > that lead to no page are found'],
  },
  'handlers are published': {
    file: 'src/build/verify.ts',
    from: '/^(?:on[a-z]+|',
    to: '/^(?:',
    test: ['build/verify.test.ts', 'what may run or load something > is found: <p onclick="x">'],
  },
  'a build writes into the live site': {
    file: 'src/build/generation-stage.ts',
    from: 'this.folder = places.back;',
    to: 'this.folder = places.live;',
    test: ['build/generations.test.ts', 'a stage > leaves the live site as it is until it is published'],
  },
  'an interrupted swap is not finished': {
    file: 'src/build/generation-recovery.ts',
    from: 'const isDue = !live ||',
    to: 'const isDue =',
    test: [
      'build/generations-interrupted.test.ts',
      'an interrupted build > between the two renames is finished by the next command',
    ],
  },
  'a damaged line of the journal is passed over': {
    file: 'src/build/journal.ts',
    from: 'let isFresh = records.includes(undefined);',
    to: 'let isFresh = false;',
    test: ['build/journal.test.ts', 'a journal > holds the stage for unknown where another line is damaged'],
  },
  'a site may take the place of the stories': {
    file: 'src/build/generation-places.ts',
    from: 'if (files.length === 0 ||',
    to: 'if (files.length >= 0 ||',
    test: [
      'build/generations-places.test.ts',
      'a folder that is no site > is not replaced by one: a folder of other files',
    ],
  },
  'two builds have one lock': {
    file: 'src/build/lock.ts',
    from: 'if (!present.isStale) throw',
    to: 'if (present.token === path) throw',
    test: ['build/lock.test.ts', 'a lock > names its owner to who comes second'],
  },
  'a term does not know that its stories change': {
    file: 'src/archive/changes.ts',
    from: ', FACET.term(kind, id), FACET.termYear',
    to: ', FACET.termYear',
    test: ['archive/changes.test.ts', 'what a sync says to have changed > is everything in which a story had a part'],
  },
  'a notice does not know what comes beside it': {
    file: 'src/archive/changes.ts',
    from: 'for (const notice of notices) add(',
    to: 'for (const notice of notices.slice(notices.length)) add(',
    test: [
      'archive/changes.test.ts',
      'what a sync says to have changed > is the stories beside a notice of withdrawal',
    ],
  },
  'what a story was before an edit is forgotten': {
    file: 'src/archive/derive.ts',
    from: '  touchStory(database, story);\n',
    to: '  touchStory(database, -story);\n',
    test: [
      'archive/changes.test.ts',
      'what a sync says to have changed > is what a story leaves as well as where it goes',
    ],
  },
  'an embargo that passes changes nothing': {
    file: 'src/archive/pass.ts',
    from: 'noteStories(this.#database, this.#derived);',
    to: 'noteStories(this.#database, []);',
    test: ['archive/changes.test.ts', 'what a sync says to have changed > is a story whose embargo passes'],
  },
  'a nested query does not name on what it depends': {
    file: 'src/archive/tracker.ts',
    from: '      facets.forEach(depend);\n',
    to: '',
    test: ['archive/tracker.test.ts', 'the tracker > names the facets on which an answer depends'],
  },
  'an index that somebody else changed is believed': {
    file: 'src/archive/database-state.ts',
    from: "return noted === `closed ${stampOf(path)}` ? 'closed' : 'unknown';",
    to: "return noted.startsWith('closed') ? 'closed' : 'unknown';",
    test: ['archive/database-state.test.ts', 'a database file > that another program changed is thrown away'],
  },
  'an index of a machine that went down is believed': {
    file: 'src/archive/database-state.ts',
    from: 'if (noted === `open ${boot()}`)',
    to: "if (noted.startsWith('open'))",
    test: [
      'archive/database-state.test.ts',
      'a database file > that was open when the machine went down is thrown away',
    ],
  },
  'what is known of a page may be forged': {
    file: 'src/build/site-record.ts',
    from: "yield row['sum'] === sumOf(address, bytes, reads)",
    to: "yield row['sum'] !== ''",
    test: [
      'build/site-record.test.ts',
      'the record of a site > has a page drawn again of which what it knows is damaged',
    ],
  },
  'two pages may stand on one address': {
    file: 'src/build/site-record.ts',
    from: 'if (this.#put.has(id)) throw',
    to: 'if (this.#put.has(-id)) throw',
    test: ['build/site-record.test.ts', 'the record of a site > refuses two pages on one address'],
  },
  'pages that are gone stay in the site': {
    file: 'src/build/publish.ts',
    from: '    for (const path of gone) stage.remove(path);\n    this.#refuse',
    to: '    this.#refuse',
    test: ['build/publish.test.ts', 'publishing > takes away the pages that are gone, from both generations'],
  },
  'the old address of a moved story goes with its page': {
    file: 'src/build/publish.ts',
    from: '.map(toFile).filter((file) => !this.#isPage(file));',
    to: '.filter((address) => !this.#record.has(address)).map(toFile);',
    test: [
      'build/publish.test.ts',
      'publishing > keeps a file in which a page lies, though another address of it is gone',
    ],
  },
  'links of drawn pages are not followed': {
    file: 'src/build/publish.ts',
    from: 'deadLinks(basePathOf(this.#url), stage.folder, this.#targets)',
    to: 'deadLinks(basePathOf(this.#url), stage.folder, new Map())',
    test: ['build/publish.test.ts', 'publishing > leaves the old site where a link leads nowhere'],
  },
  'the list of checksums stays as it was': {
    file: 'src/build/publish.ts',
    from: 'if (isThere && !this.#record.isChanged) return;',
    to: 'if (isThere) return;',
    test: ['build/publish.test.ts', 'publishing > lists the checksums of all files'],
  },
  'the list of checksums is written into the file that the live site has': {
    file: 'src/build/generation-writer.ts',
    from: "      if (!this.isFresh) removeFile(file);\n      const handle = openSync(file, this.isFresh ? 'w' : 'wx');",
    to: "      const handle = openSync(file, 'w');",
    test: ['build/publish.test.ts', 'publishing > lists the checksums of all files'],
  },
  'a list of checksums may lead out of its folder': {
    file: 'src/formats/checksums.ts',
    from: "if (isAbsolute || path.split(/[/\\\\]/u).includes('..'))",
    to: 'if (isAbsolute)',
    test: ['formats/checksums.test.ts', 'a line of checksums > is refused with its column'],
  },
  'links in a copy are followed': {
    file: 'src/build/copy-folder.ts',
    from: "entry.isSymbolicLink() ? 'link'",
    to: "entry.isSymbolicLink() ? 'file'",
    test: ['build/copy-folder.test.ts', 'a folder that is a copy > has symbolic links reported'],
  },
  'a copy on the web may send requests to another host': {
    file: 'src/build/copy-served.ts',
    from: 'if (place.origin !== address.origin)',
    to: "if (place.origin === '')",
    test: ['cli/verify.test.ts', 'verify of addresses > follows a redirect of the host to itself'],
  },
  'the record of another site is believed': {
    file: 'src/build/publish.ts',
    from: 'siteId(this.#outDir) === known.build ?',
    to: 'siteId(this.#outDir) !== known.code ?',
    test: [
      'build/publish.test.ts',
      'publishing > draws every page again where something else stands in the place of the site',
    ],
  },
  'the record of another index is believed': {
    file: 'src/build/publish.ts',
    from: 'if (origin.revision.series !== series) return',
    to: "if (series === '') return",
    test: ['build/publish.test.ts', 'publishing > draws every page again where the index was made anew'],
  },
  'a page that cannot be drawn is published': {
    file: 'src/build/drawer.ts',
    from: '      throw new Error(`${address} cannot be drawn: ${error',
    to: '      return { result: { text: String(error), isPage: true }, reads: new Map() };\n      throw new Error(`${address} cannot be drawn: ${error',
    test: ['build/publish.test.ts', 'publishing > names the page that cannot be drawn, and publishes nothing'],
  },
  'an empty page is published': {
    file: 'src/build/drawer.ts',
    from: 'if (body.length === 0) throw',
    to: 'if (body.length < 0) throw',
    test: ['build/publish.test.ts', 'publishing > names the page that cannot be drawn, and publishes nothing'],
  },
  'a file of public/ hides an old address': {
    file: 'src/build/publish.ts',
    from: ' ?? this.#record.pageAt(`/${file}`)',
    to: '',
    test: ['build/publish.test.ts', 'publishing > places files of public/, follows their changes, and refuses'],
  },
};

const COPIED = [
  'src',
  'tests',
  'content',
  'public',
  '.config',
  'README.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'astro.config.mjs',
];

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** A copy of the project in which one fault at a time is sown. */
class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'dateline-fault-'));

  constructor() {
    for (const name of COPIED) cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Runs tests by their files and names; gives each test that ran with its status. */
  async run(tests: readonly Fault['test'][]): Promise<{ name: string; status: string }[]> {
    const report = join(this.folder, 'report.json');
    rmSync(report, { force: true });
    const files = [...new Set(tests.map(([file]) => `tests/${file}`))];
    const names = tests.map(([, name]) => `^${name.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)}`).join('|');
    const options = [
      '--config',
      '.config/vitest.config.ts',
      '--project',
      'unit',
      '-t',
      names,
      '--reporter',
      'json',
      '--outputFile',
      report,
    ];
    const { stderr, stdout } = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...options, ...files], {
      cwd: this.folder,
      // Faults of local time show nothing in UTC.
      env: { TZ: 'Pacific/Kiritimati' },
    });
    if (!existsSync(report)) throw new Error(`The tests did not run:\n${stdout}\n${stderr}`);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'passed' || status === 'failed')
        .map(({ ancestorTitles, title, status }) => ({ name: [...ancestorTitles, title].join(' > '), status })),
    );
  }

  /** Sows a fault, runs its test and takes the fault out again. */
  async sow({ file, from, to, test }: Fault): Promise<{ name: string; status: string }[]> {
    const path = join(this.folder, file);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      sound.replace(from, () => to),
    );
    try {
      return await this.run([test]);
    } finally {
      writeFileSync(path, sound);
    }
  }
}

const outcomes = new Map<string, { name: string; status: string }[]>();
let before: { name: string; status: string }[] = [];
const copies: Copy[] = [];

beforeAll(async () => {
  copies.push(new Copy(), new Copy());
  before = (await copies[0]?.run(Object.values(FAULTS).map(({ test }) => test))) ?? [];
  // Two at a time, since the machine may have two cores.
  const waiting = Object.entries(FAULTS);
  await Promise.all(
    copies.map(async (copy) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.set(next[0], await copy.sow(next[1]));
    }),
  );
});

afterAll(() => copies.forEach(({ folder }) => rmSync(folder, { recursive: true, force: true })));

describe('a seeded fault turns a test red', () => {
  it.each(Object.entries(FAULTS))('when %s', (what, { file, from, test: [, name] }) => {
    expect(readFileSync(join(ROOT, file), 'utf8').split(from), `${from} stands once in ${file}`).toHaveLength(2);
    const sound = before.filter((test) => test.name.startsWith(name));
    expect(
      sound.map(({ status }) => status),
      `${name} passes without the fault`,
    ).toContain('passed');
    expect(sound.filter(({ status }) => status === 'failed')).toEqual([]);
    const faulty = (outcomes.get(what) ?? []).filter((test) => test.name.startsWith(name));
    expect(
      faulty.map(({ status }) => status),
      `${name} fails with the fault`,
    ).toContain('failed');
  });
});
