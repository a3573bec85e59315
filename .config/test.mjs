// Runs every check of the project, one after another, and says how many tests ran in each group.
import { spawnSync } from 'node:child_process';
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

for (const [name, ...command] of STEPS) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n── ${name}`);
  if (!run(command)) failed.push(name);
  lines.push(`${name}: ${failed.includes(name) ? 'failed' : 'ok'}`);
}
for (const group of GROUPS) {
  if (only.length > 0 && !only.includes(group)) continue;
  console.log(`\n── ${group}`);
  if (group === 'browser' && !findChromium()) {
    if (process.env.CI) failed.push(group);
    lines.push(
      'browser: not run, since this machine has no Chromium and none could be installed (set CHROMIUM to its path)',
    );
    continue;
  }
  const report = join(reports, `${group}.json`);
  const ok = run([
    'vitest',
    'run',
    '--config',
    '.config/vitest.config.ts',
    '--project',
    group,
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
  ]);
  if (!ok) failed.push(group);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readReport(report);
  passedTests += numPassedTests;
  failedTests += numFailedTests;
  skippedTests += numPendingTests + numTodoTests;
  if (numPassedTests + numFailedTests === 0) failed.push(group);
  lines.push(`${group}: ${numPassedTests} passed, ${numFailedTests} failed`);
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${lines.join('\n')}`);
if (failed.length > 0) console.log(`failed: ${[...new Set(failed)].join(', ')}`);
console.log(`${passedTests} passed, ${failedTests} failed${skippedTests > 0 ? `, ${skippedTests} skipped` : ''}`);
process.exit(failed.length > 0 ? 1 : 0);

function run([command, ...args]) {
  return (
    spawnSync(command, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    }).status === 0
  );
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    console.error(`The report of the group cannot be read: ${error.message}`);
    return {};
  }
}
