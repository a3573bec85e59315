import sharp from 'sharp';
import { problem, type Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';

/** What the index keeps of a picture; nothing where it is none. */
export interface PictureReading {
  readonly problems: readonly Problem[];
  /** Size in pixels, as it is shown. */
  readonly width?: number;
  readonly height?: number;
  readonly isAnimated?: boolean;
}

/** Gives a picture's size in pixels as it is shown and whether it moves, or the problem that it is none. */
export async function readPicture(file: ContentFile, bytes: Uint8Array): Promise<PictureReading> {
  try {
    // A camera's orientation turns the picture, so its size is that of the turned one.
    const { autoOrient, pages = 1 } = await sharp(bytes).metadata();
    return { problems: [], width: autoOrient.width, height: autoOrient.height, isAnimated: pages > 1 };
  } catch (error) {
    return { problems: [unreadablePicture(file.path, error)] };
  }
}

/** Tells that a picture cannot be read, and why. */
export function unreadablePicture(path: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return problem(
    'image-kind',
    path,
    undefined,
    '',
    `The picture cannot be read: ${reason}.`,
    'Save it again as JPEG, PNG, WebP, AVIF or GIF.',
  );
}
