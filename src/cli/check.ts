import { isStopped, openArchive } from '../build/archive.ts';
import { CACHE_FLAG, type Command } from './command.ts';
import { fromHere, printJson, printLedger, printProblems } from './report.ts';
import { sessionOf } from './session.ts';

export const check: Command = {
  name: 'check',
  summary: 'every problem of every file in one run',
  flags: {
    ...CACHE_FLAG,
    now: { value: 'TIME', help: 'Clock for embargoes: a time with offset (default: SOURCE_DATE_EPOCH, or now).' },
  },
  async run(flags) {
    const session = sessionOf(flags);
    const archive = openArchive(session);
    const found = await archive.sync();
    archive.close();
    const problems = fromHere(found.problems, session.contentDir);
    if (flags['json'] === true) {
      printJson({ problems, ledger: found.ledger });
    } else {
      printProblems(problems);
      printLedger(found.ledger);
    }
    return isStopped(found) ? 1 : 0;
  },
};
