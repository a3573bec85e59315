// Runs every check of the project and says how many tests ran in each group.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';

const STEPS = [
  ['format', 'prettier', '--config', '.config/prettier.json', '--check', '--log-level', 'warn', '.'],
  ['lint', 'eslint', '--config', '.config/eslint.config.js', '--max-warnings', '0', '.'],
  ['types', 'astro', 'check', '--minimumSeverity', 'hint'],
  ['dead code', 'knip', '--config', '.config/knip.json', '--no-progress'],
];
const GROUPS = ['unit', 'site', 'browser', 'torture'];

const only = process.argv.slice(2);
const reports = mkdtempSync(join(tmpdir(), 'dateline-test-'));
const failed = [];
let passedTests = 0;
let failedTests = 0;
let skippedTests = 0;
const lines = [];

/** What runs one after another; lanes run side by side, since most steps keep one core busy. */
const STAGES = [[['lint'], ['format', 'types', 'dead code']], [['unit']], [['site', 'browser'], ['torture']]];
const known = new Map(STEPS.map(([name, ...command]) => [name, command]));
const results = new Map();

for (const lanes of STAGES) {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) {
        if (only.length > 0 && !only.includes(name)) continue;
        const command = known.get(name);
        if (command) await runStep(name, command);
        else await runGroup(name);
      }
    }),
  );
}
for (const name of [...known.keys(), ...GROUPS]) if (results.has(name)) lines.push(results.get(name));
rmSync(reports, { recursive: true, force: true });

console.log(`\n${lines.join('\n')}`);
if (failed.length > 0) console.log(`failed: ${[...new Set(failed)].join(', ')}`);
console.log(`${passedTests} passed, ${failedTests} failed${skippedTests > 0 ? `, ${skippedTests} skipped` : ''}`);
process.exit(failed.length > 0 ? 1 : 0);

async function runStep(name, command) {
  const ok = await run(name, command);
  if (!ok) failed.push(name);
  results.set(name, `${name}: ${ok ? 'ok' : 'failed'}`);
}

async function runGroup(group) {
  if (group === 'browser' && !findChromium()) {
    if (process.env.CI) failed.push(group);
    results.set(
      group,
      'browser: not run, since this machine has no Chromium and none could be installed (set CHROMIUM to its path)',
    );
    return;
  }
  const report = join(reports, `${group}.json`);
  const vitest = ['vitest', 'run', '--config', '.config/vitest.config.ts', '--project', group];
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report];
  if (!(await run(group, [...vitest, ...reporters]))) failed.push(group);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readReport(report);
  passedTests += numPassedTests;
  failedTests += numFailedTests;
  skippedTests += numPendingTests + numTodoTests;
  if (numPassedTests + numFailedTests === 0) failed.push(group);
  results.set(group, `${group}: ${numPassedTests} passed, ${numFailedTests} failed`);
}

/** Runs a command and prints what it said once it has ended, since another may run beside it; tells whether it ended well. */
function run(name, [command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    const end = (ok) => {
      console.log(`\n── ${name}\n${Buffer.concat(said).toString()}`);
      resolve(ok);
    };
    child.on('error', (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    console.error(`The report of the group cannot be read: ${error.message}`);
    return {};
  }
}
