import { hash } from 'node:crypto';
import { mediaAddress } from '../model/addresses.ts';
import type { Row } from './database.ts';
import type { PictureVariant } from './rows.ts';

/** How copies are made; a change gives them other names. */
export const VARIANT_FORMAT = { quality: 80, effort: 4, smartSubsample: true } as const;

/** Widths of copies in pixels: a phone, a column of text, the same on a dense screen. */
const WIDTHS = [480, 960, 1600] as const;
/** A copy that is nearly as wide as the next is not worth its bytes. */
const NEARLY = 0.85;
/** How wide a picture in a column of text is shown: as the window, or as the column. */
export const COLUMN_SIZES = '(max-width: 48rem) 100vw, 40rem';
/** Browsers that cannot choose are shown a copy of this width at most. */
const SHOWN = 960;
/** A WebP is at most so many pixels wide and high (https://developers.google.com/speed/webp/docs/riff_container). */
const LARGEST = 16_383;
/** Folder of the copies within a site. */
const FOLDER = 'media/copies';

/** A picture of the content folder as the index has it. */
export interface IndexedPicture {
  /** SHA-256 of the file. */
  readonly digest: string;
  /** Size in pixels, as it is shown. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
}

/** Gives the smaller copies that a site has of a picture, never larger than itself; none of one that moves, or is too high for a WebP. */
export function variantsOf({ digest, width, height, isAnimated }: IndexedPicture): PictureVariant[] {
  if (isAnimated || width === 0) return [];
  const largest = Math.min(width, WIDTHS.at(-1) ?? width);
  return [...WIDTHS.filter((step) => step < largest * NEARLY), largest]
    .filter((step) => (height * step) / width <= LARGEST)
    .map((step) => ({ width: step, address: mediaAddress(`${FOLDER}/${nameOf(digest, step)}`) }));
}

/** Gives the copy for browsers that cannot choose; undefined where there is none. */
export function shownVariant(variants: readonly PictureVariant[]): PictureVariant | undefined {
  return variants.findLast(({ width }) => width <= SHOWN) ?? variants[0];
}

/** Reads a picture's row of hash, width, height and animated. */
export function toIndexedPicture(row: Row): IndexedPicture {
  return {
    digest: String(row['hash']),
    width: Number(row['width']),
    height: Number(row['height']),
    isAnimated: row['animated'] === 1,
  };
}

/** The same picture is one file wherever it stands; another one has another name, so that no browser takes the old one for it. */
function nameOf(digest: string, width: number): string {
  const key = hash('sha256', `${digest} ${JSON.stringify(VARIANT_FORMAT)}`, 'hex').slice(0, 20);
  return `${key}-${width}.webp`;
}
