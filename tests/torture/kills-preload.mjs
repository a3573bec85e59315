// Loaded before a build's modules (node --import), in its worker threads too: counts the calls of node:fs below one folder, and at
// the N-th kills the process or lets the call fail, half done where it writes. What it did, it says on standard error.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const {
  DATELINE_FAULT: fault,
  DATELINE_FAULT_AT: at,
  DATELINE_FAULT_BELOW: below,
  DATELINE_FAULT_TRACE: trace,
} = process.env;

const CHANGING = `openSync writeFileSync fsyncSync renameSync linkSync unlinkSync mkdirSync rmSync rmdirSync symlinkSync
  copyFileSync`.split(/\s+/);
const READING = 'readFileSync readdirSync lstatSync statSync readlinkSync'.split(' ');
const REASONS = {
  ENOSPC: 'no space left on device',
  EIO: 'i/o error',
  EACCES: 'permission denied',
  EMFILE: 'too many open files',
};

/** Refusals that come when a file is opened, before anything is written. */
const OPENING = new Set(['EACCES', 'EMFILE']);

/** One count for all threads of the process. */
const COUNT = 'dateline.torture.calls';
if (isMainThread) setEnvironmentData(COUNT, new SharedArrayBuffer(4));
const calls = new Int32Array(getEnvironmentData(COUNT));

const { openSync, writeFileSync, writeSync } = fs;
const notes = trace && openSync(trace, 'a');
/** Files that are open, so that a call by handle is known too. */
const handles = new Map();

function guarded(call, name) {
  return (...args) => {
    const place = handles.get(args[0]) ?? String(args[0]);
    if (!place.startsWith(below)) return call(...args);
    const count = Atomics.add(calls, 0, 1) + 1;
    if (trace) writeSync(notes, `${count} ${name} ${place}\n`);
    if (count !== Number(at)) return call(...args);
    writeSync(2, `torture: ${fault} at ${name} ${place}, call ${count}\n`);
    if (name === 'writeFileSync' && !OPENING.has(fault)) tear(args);
    if (fault === 'SIGKILL') process.kill(process.pid, 'SIGKILL');
    throw refusal(name, typeof args[0] === 'string' ? place : undefined);
  };
}

/** A killed process or a full disk leaves the beginning of what was to be written. */
function tear([file, bytes, options]) {
  const all = Buffer.from(bytes);
  writeFileSync(file, all.subarray(0, all.length / 2), options);
}

/** An error as Node makes it: of an open file it does not name the path. */
function refusal(name, path) {
  const isData = name === 'writeFileSync' || name === 'readFileSync';
  const syscall = isData ? (OPENING.has(fault) ? 'open' : name.slice(0, -'FileSync'.length)) : name.replace('Sync', '');
  const error = Object.assign(new Error(`${fault}: ${REASONS[fault]}, ${syscall}`), { code: fault, syscall });
  if (path === undefined || (isData && syscall !== 'open')) return error;
  return Object.assign(error, { message: `${error.message} '${path}'`, path });
}

fs.openSync = (...args) => {
  const handle = openSync(...args);
  handles.set(handle, String(args[0]));
  return handle;
};
for (const name of [...CHANGING, ...READING]) fs[name] = guarded(fs[name], name);
fs.promises.open = guarded(fs.promises.open, 'open');
syncBuiltinESMExports();
