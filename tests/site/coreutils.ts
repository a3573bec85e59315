import { spawnSync } from 'node:child_process';

/** Has `sha256sum` check a folder by its SHA256SUMS, and gives what it complains of; nothing where the machine has no such tool. */
export function checkWithCoreutils(folder: string): string {
  const args = ['--check', '--strict', '--quiet', 'SHA256SUMS'];
  const { error, status, stdout, stderr } = spawnSync('sha256sum', args, { cwd: folder, encoding: 'utf8' });
  return error || status === 0 ? '' : `${stdout}${stderr}`;
}
