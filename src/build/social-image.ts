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

/** Fonts of the nameplate, cut by .config/fonts.mjs; Pango takes each letter from the first that has it. */
const FONT = 'Literata, Noto Naskh Arabic, Noto Serif Devanagari';
/** What those fonts can write. */
const WRITABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]+$/u;
const FONT_CONFIG = join(ROOT, 'src', 'build', 'fonts', 'fonts.conf');
const NAME_HEIGHT = 300;

/** Days of a month of news as the ruler draws them: a longer tick is a fuller day. */
const TICKS = [9, 5, 22, 15, 29, 15, 15, 22, 9, 9, 15, 9, 5, 9, 9, 9, 9, 5, 5, 5, 5, 5, 5, 9, 9, 5, 5, 5, 5, 5, 5];
const HERE_TICK = 4;

/** Writes the picture that stands for the archive where a link to it is shared, unless public/ has one of its own. */
export async function writeSocialImage(title: string, stage: string, publicDir: string): Promise<void> {
  if (existsSync(join(publicDir, SOCIAL_IMAGE))) return;
  writeFileSync(join(stage, SOCIAL_IMAGE), await drawSocialImage(title));
}

/** Draws an archive's nameplate under its ruler, as a PNG; a title in a script that no font here has leaves the ruler alone. */
export async function drawSocialImage(title: string): Promise<Buffer> {
  const name = WRITABLE.test(title) ? await drawName(title) : [];
  const step = (WIDTH - 2 * MARGIN) / TICKS.length;
  const ticks = TICKS.map((length, index) => {
    const here = index === HERE_TICK;
    return `<rect x="${Math.round(MARGIN + index * step)}" y="106" width="${here ? 14 : 6}" height="${length * 2.5}" fill="${here ? HERE : INK}"/>`;
  });
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="${PAPER}"/><path fill="${INK}" d="M${MARGIN} 80h${WIDTH - 2 * MARGIN}v16H${MARGIN}zM${MARGIN} 102h${WIDTH - 2 * MARGIN}v4H${MARGIN}z"/>${ticks.join('')}</svg>`;
  return sharp(Buffer.from(frame)).composite(name).png({ palette: true }).toBuffer();
}

async function drawName(title: string): Promise<{ input: Buffer; left: number; top: number }[]> {
  // Read when text is first drawn: fonts of the machine would else stand in, and make another picture.
  process.env['FONTCONFIG_FILE'] = FONT_CONFIG;
  const { data, info } = await sharp({
    text: {
      // Pango takes the text for markup.
      text: `<span foreground="${INK}">${toXmlText(title)}</span>`,
      font: FONT,
      width: WIDTH - 2 * MARGIN,
      height: NAME_HEIGHT,
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const top = HEIGHT - MARGIN - info.height - Math.round((NAME_HEIGHT - info.height) / 3);
  return [{ input: data, left: MARGIN, top }];
}
