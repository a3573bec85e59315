import { join } from 'node:path';
import { isStopped, openArchive } from '../build/archive.ts';
import { CACHE_FLAG, type Command } from './command.ts';
import { fixContent } from './fixes.ts';
import { fromHere, pathFromHere, printable, printJson, printLedger, printProblems } from './report.ts';
import { sessionOf } from './session.ts';

export const check: Command = {
  name: 'check',
  summary: 'every problem of every file in one run',
  flags: {
    ...CACHE_FLAG,
    fix: {
      help: 'Mend what needs no judgement first: posts in plain words become records, and permalinks.txt gets its missing lines.',
    },
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const session = sessionOf(flags);
    const archive = openArchive(session);
    const first = await archive.sync();
    const { mended, found } =
      flags['fix'] === true
        ? await fixContent({ session, archive, found: first })
        : { mended: undefined, found: first };
    archive.close();
    const problems = fromHere(found.problems, session.contentDir);
    const fixed = mended?.map(({ file, message }) => ({ file: pathFromHere(join(session.contentDir, file)), message }));
    if (flags['json'] === true) {
      printJson({ problems, ledger: found.ledger, fixed });
    } else {
      for (const { file, message } of fixed ?? []) console.log(printable(`${file}  ${message}`));
      printProblems(problems);
      printLedger(found.ledger);
    }
    return isStopped(found) ? 1 : 0;
  },
};
