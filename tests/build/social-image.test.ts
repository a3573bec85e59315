import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawSocialImage, writeSocialImage } from '../../src/build/social-image.ts';
import { makeFolder } from '../content-folder.ts';

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** Gives the pixels, which are the same wherever the picture is compressed. */
const pixels = async (title: string) =>
  sha(
    await sharp(await drawSocialImage(title))
      .removeAlpha()
      .raw()
      .toBuffer(),
  );

describe('drawSocialImage', () => {
  it('draws a PNG of the size that social sites show whole', async () => {
    const { width, height, format } = await sharp(await drawSocialImage('Dateline')).metadata();
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' });
  });

  it('draws each script in its own font, and nothing where no font has the letters', async () => {
    const titles = [
      'Dateline',
      'Łódź',
      'Архив новостей',
      'Αρχείο',
      'بایگانی خبر',
      'समाचार संग्रह',
      'Oil & <b>Gold</b>',
      '新聞檔案',
      '',
    ];
    const drawn = await Promise.all(titles.map(pixels));
    const nameless = drawn.at(-1);
    expect(drawn.map((picture) => picture === nameless)).toEqual([
      ...Array.from({ length: 7 }, () => false),
      true,
      true,
    ]);
    expect(new Set(drawn).size).toBe(8);
  });

  it('draws the same picture whatever fonts the machine has', async () => {
    // The fonts of the process are fixed when it first draws text, so another process is asked.
    const script = `import { drawSocialImage } from ${JSON.stringify(join(import.meta.dirname, '../../src/build/social-image.ts'))};
      process.stdout.write((await drawSocialImage('Dateline دیتلاین')).toString('base64'));`;
    const draw = (env: Record<string, string>) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, ...env },
      }).toString();
    const elsewhere = draw({
      FONTCONFIG_FILE: '/nowhere/fonts.conf',
      HOME: makeFolder(),
      XDG_CACHE_HOME: makeFolder(),
    });
    expect(sha(Buffer.from(elsewhere, 'base64'))).toBe(sha(await drawSocialImage('Dateline دیتلاین')));
  });

  it('marks one day in red', async () => {
    const { data } = await sharp(await drawSocialImage('Dateline'))
      .extract({ left: 214, top: 120, width: 14, height: 20 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([0xa3, 0x12, 0x1f]);
  });
});

describe('writeSocialImage', () => {
  it('draws the picture, and leaves that of public/ in its place', async () => {
    const stage = makeFolder();
    const publicDir = makeFolder();
    await writeSocialImage('Dateline', stage, publicDir);
    expect(readFileSync(join(stage, 'social.png')).subarray(1, 4).toString()).toBe('PNG');
    writeFileSync(join(publicDir, 'social.png'), 'own');
    writeFileSync(join(stage, 'social.png'), 'own');
    await writeSocialImage('Dateline', stage, publicDir);
    expect(readFileSync(join(stage, 'social.png'), 'utf8')).toBe('own');
  });
});
