/** A build stopped because of problems in the content; they are in the session. */
export class ContentProblems extends Error {
  override readonly name = 'ContentProblems';
}

/** A drawn site did not pass its checks, so it was not published. */
export class UnsoundSite extends Error {
  override readonly name = 'UnsoundSite';

  constructor(faults: readonly string[]) {
    const shown = faults.slice(0, SHOWN).join('\n');
    super(
      `Nothing was published: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in the drawn site.\n${shown}`,
    );
  }
}

/** How many faults are told; more say the same. */
const SHOWN = 50;
