import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ROOT, runNode } from '../command-line.ts';
import { makeFolder } from '../content-folder.ts';
import { fingerprints } from './files.ts';

const expected = fingerprints(inject('site'));

describe('the same content gives the same bytes', () => {
  it.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'])('with the machine in %s', async (zone) => {
    const out = join(makeFolder(), 'site');
    const { code, stderr } = await runNode(['src/cli/main.ts', 'build', '--out', out, '--cache', makeFolder()], {
      env: { TZ: zone, LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fingerprints(out)).toEqual(expected);
  });

  it('in another folder, through astro build', async () => {
    const copy = join(makeFolder(), 'elsewhere');
    mkdirSync(copy);
    for (const name of [
      'src',
      'content',
      'public',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'astro.config.mjs',
    ]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const { code, stderr } = await runNode(['node_modules/astro/bin/astro.mjs', 'build'], {
      cwd: copy,
      env: { TZ: 'Asia/Kolkata' },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(fingerprints(join(copy, 'dist'))).toEqual(expected);
  });
});
