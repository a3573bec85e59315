import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { askHealth, extentOf } from '../archive/health/health.ts';
import { readSiteRow } from '../archive/queries/site.ts';
import type { Database } from '../archive/database.ts';
import type { SyncResult } from '../archive/sync.ts';
import { isStopped, openArchive } from '../build/archive.ts';
import { toReportPage, type ReportPage } from '../formats/report-page.ts';
import { FINDINGS, SECTIONS, type Answer, type Finding } from '../model/finding.ts';
import { toLine } from '../model/problem.ts';
import { CACHE_FLAG, textOf, type Command } from './command.ts';
import { readReportStyles } from './report-styles.ts';
import { fromHere, pathFromHere, printable, printLedger } from './report.ts';
import { sessionOf } from './session.ts';
import { writeWhole } from './write-whole.ts';

export const report: Command = {
  name: 'report',
  summary: 'the health of the archive: what sources, quotes, names, time and stories lack',
  flags: {
    html: { value: 'FILE', help: 'Write the report as a page to this file, and print its figures alone.' },
    ...CACHE_FLAG,
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const session = sessionOf(flags);
    const file = textOf(flags, 'html');
    const archive = openArchive(session);
    const found = await archive.sync();
    const answers = askHealth(archive.database).map((answer) => fromContent(answer, session.contentDir));
    const about = aboutOf(archive.database, found);
    archive.close();
    const errors = fromHere(found.problems, session.contentDir).filter(({ severity }) => severity === 'error');
    if (file !== undefined) {
      const { read, ...parts } = found.ledger;
      const ledger = Object.entries({ read, ...parts });
      const page = toReportPage({ ...about, styles: readReportStyles(), errors: errors.map(toLine), ledger, answers });
      writeWhole(resolve(file), [page]);
    }
    if (flags['json'] === true) {
      const outputs = file === undefined ? [] : [pathFromHere(file)];
      printPieces(toJson(answers, { ledger: found.ledger, errors, outputs }));
    } else {
      for (const error of errors) console.log(styleText('red', printable(toLine(error))));
      if (file === undefined) printFindings(answers);
      printFigures(answers);
      printLedger(found.ledger);
      if (file !== undefined) console.log(`The report stands in ${pathFromHere(file)}.`);
    }
    return isStopped(found) ? 1 : 0;
  },
};

/** Names the files of an answer from the folder in which the command was started. */
function fromContent(answer: Answer, contentDir: string): Answer {
  return {
    ...answer,
    findings: answer.findings.map((finding) => ({
      ...finding,
      places: finding.places.map((place) => ({ ...place, file: pathFromHere(resolve(contentDir, place.file)) })),
    })),
  };
}

/** Says what the archive is; where site.yml cannot be read, it has no name. */
function aboutOf(database: Database, { problems }: SyncResult): Pick<ReportPage, 'title' | 'language' | 'published'> {
  const isUnknown = problems.some(({ severity, file }) => severity === 'error' && /^(?:\.|site\.yml)$/u.test(file));
  const { title, language } = isUnknown
    ? { title: 'Archive without a site.yml', language: 'en' }
    : readSiteRow(database);
  return { title, language, published: extentOf(database) };
}

const fixOf = ({ kind }: Answer, { fix }: Finding): string => fix ?? FINDINGS[kind].fix;

/** Writes answers and what goes with them as one JSON object, piece by piece: a large archive's are longer than a text can be. */
function* toJson(answers: readonly Answer[], beside: Readonly<Record<string, unknown>>): Generator<string> {
  yield `{${Object.entries(beside)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')},\n"answers": [`;
  for (const [index, answer] of answers.entries()) {
    const { findings, ...rest } = answer;
    const front = JSON.stringify({ section: FINDINGS[answer.kind].section, ...rest }).slice(0, -1);
    yield `${index === 0 ? '' : ','}\n${front},"findings": [`;
    for (const [nth, finding] of findings.entries())
      yield `${nth === 0 ? '' : ','}\n${JSON.stringify({ ...finding, fix: fixOf(answer, finding) })}`;
    yield ']}';
  }
  yield ']}\n';
}

const PIECES_AT_ONCE = 1000;

function printPieces(pieces: Iterable<string>): void {
  let waiting: string[] = [];
  for (const piece of pieces) {
    if (waiting.push(piece) < PIECES_AT_ONCE) continue;
    process.stdout.write(waiting.join(''));
    waiting = [];
  }
  process.stdout.write(waiting.join(''));
}

/** Prints every finding at the first place where it stands: `file:line:col  kind  what  what to do`. */
function printFindings(answers: readonly Answer[]): void {
  for (const answer of answers) {
    for (const finding of answer.findings) {
      const [place] = finding.places;
      const at = place ? `${place.file}:${place.line}:${place.column}` : '';
      console.log(printable(`${at}  ${answer.kind}  ${finding.message}  ${fixOf(answer, finding)}`));
    }
  }
}

/** Prints how much of each kind is sound, by the parts of the report. */
function printFigures(answers: readonly Answer[]): void {
  const width = Math.max(...answers.map(({ of }) => String(of).length));
  let section: string | undefined;
  for (const { kind, sound, of } of answers) {
    const { section: own, sound: words } = FINDINGS[kind];
    if (own !== section) console.log(styleText('bold', SECTIONS[own]));
    section = own;
    console.log(`  ${String(sound).padStart(width)} of ${String(of).padStart(width)} ${words}`);
  }
}
