import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { SOCIAL_IMAGE_SIZE } from '../formats/meta-tags.ts';
import { toXmlText } from '../formats/xml.ts';
import { SOCIAL_IMAGE } from '../model/addresses.ts';
import { ROOT } from './session.ts';

const { width: WIDTH, height: HEIGHT } = SOCIAL_IMAGE_SIZE;
const MARGIN = 80;
/** Colours of tokens.css: newsprint, ink, and the one red. */
const [PAPER, INK, HERE] = ['#f6f6f2', '#141618', '#a3121f'];

/** Fonts of the nameplate, cut by .config/fonts.mjs; the first whose script a title uses, else the last. */
const FACES = [
  { script: /\p{Script=Arabic}/u, font: 'Noto Naskh Arabic', file: 'nameplate-arabic.ttf' },
  { script: /\p{Script=Devanagari}/u, font: 'Noto Serif Devanagari', file: 'nameplate-devanagari.ttf' },
  { script: /(?:)/u, font: 'Literata', file: 'nameplate-latin.ttf' },
] as const;

/** Days of a month of news as the ruler draws them: a longer tick is a fuller day. */
const TICKS = [9, 5, 22, 15, 29, 15, 15, 22, 9, 9, 15, 9, 5, 9, 9, 9, 9, 5, 5, 5, 5, 5, 5, 9, 9, 5, 5, 5, 5, 5, 5];
const HERE_TICK = 4;

/** Writes the picture that stands for the archive where a link to it is shared, unless public/ has one of its own. */
export async function writeSocialImage(title: string, stage: string): Promise<void> {
  const file = join(stage, SOCIAL_IMAGE);
  if (!existsSync(file)) writeFileSync(file, await drawSocialImage(title));
}

/** Draws an archive's nameplate under its ruler, as a PNG. */
export async function drawSocialImage(title: string): Promise<Buffer> {
  const { font, file } = FACES.find(({ script }) => script.test(title)) ?? FACES[2];
  const { data, info } = await sharp({
    text: {
      // Pango takes the text for markup.
      text: `<span foreground="${INK}">${toXmlText(title)}</span>`,
      font,
      fontfile: join(ROOT, 'src', 'build', 'fonts', file),
      width: WIDTH - 2 * MARGIN,
      height: 300,
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const step = (WIDTH - 2 * MARGIN) / TICKS.length;
  const ticks = TICKS.map((length, index) => {
    const here = index === HERE_TICK;
    return `<rect x="${Math.round(MARGIN + index * step)}" y="106" width="${here ? 14 : 6}" height="${length * 2.5}" fill="${here ? HERE : INK}"/>`;
  });
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="${PAPER}"/><path fill="${INK}" d="M${MARGIN} 80h${WIDTH - 2 * MARGIN}v16H${MARGIN}zM${MARGIN} 102h${WIDTH - 2 * MARGIN}v4H${MARGIN}z"/>${ticks.join('')}</svg>`;
  return sharp(Buffer.from(frame))
    .composite([
      { input: data, left: MARGIN, top: HEIGHT - MARGIN - info.height - Math.round((300 - info.height) / 3) },
    ])
    .png({ palette: true })
    .toBuffer();
}
