import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawSocialImage, writeSocialImage } from '../../src/build/social-image.ts';
import { makeFolder } from '../content-folder.ts';

/** Gives how many pixels of the nameplate's place are ink. */
async function inkOf(image: Buffer): Promise<number> {
  const { data } = await sharp(image)
    .extract({ left: 80, top: 250, width: 1040, height: 340 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 100).length;
}

describe('drawSocialImage', () => {
  it.each([
    ['Latin', 'Dateline'],
    ['Arabic', 'بایگانی خبر'],
    ['Devanagari', 'समाचार संग्रह'],
    ['markup', 'Oil & <b>Gold</b>'],
  ])('draws a nameplate in %s script, the same each time', async (_, title) => {
    const image = await drawSocialImage(title);
    const { width, height, format } = await sharp(image).metadata();
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'png' });
    expect(await inkOf(image)).toBeGreaterThan(5_000);
    expect((await drawSocialImage(title)).equals(image)).toBe(true);
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
  it('leaves the picture of public/ in its place', async () => {
    const stage = makeFolder();
    writeFileSync(join(stage, 'social.png'), 'own');
    await writeSocialImage('Dateline', stage);
    expect(readFileSync(join(stage, 'social.png'), 'utf8')).toBe('own');
  });
});
