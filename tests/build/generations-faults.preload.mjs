// Loaded before a child's modules (node --import): counts calls of node:fs, and at the N-th kills the process or lets the call fail.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const CHANGING = `openSync writeFileSync fsyncSync renameSync linkSync unlinkSync mkdirSync rmSync rmdirSync symlinkSync
  copyFileSync`.split(/\s+/);
const READING = 'readFileSync readdirSync lstatSync statSync readlinkSync'.split(' ');

let isArmed = false;
let hasReads = false;
let fault = '';
let at = 0;
let calls = 0;

/** From now on calls are counted: at the `at`-th comes `fault`, which is `kill` or the code of an error. Calls that only read count if `reads`. */
globalThis.armFaults = (options) => {
  ({ fault, at, reads: hasReads } = options);
  calls = 0;
  isArmed = true;
};

/** Ends the counting and gives the count. */
globalThis.disarmFaults = () => {
  isArmed = false;
  return calls;
};

function guarded(call, name) {
  return (...args) => {
    if (!isArmed || (!hasReads && READING.includes(name))) return call(...args);
    calls += 1;
    if (calls !== at) return call(...args);
    if (fault === 'kill') process.kill(process.pid, 'SIGKILL');
    throw Object.assign(new Error(`${fault}: made for a test, ${name}`), { code: fault, syscall: name });
  };
}

for (const name of [...CHANGING, ...READING]) fs[name] = guarded(fs[name], name);
fs.promises.open = guarded(fs.promises.open, 'open');
syncBuiltinESMExports();
