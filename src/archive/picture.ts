import sharp from 'sharp';
import { problem, type Problem } from '../model/problem.ts';
import type { ContentFile } from '../reading/folder.ts';

/** Gives a picture's size in pixels as it is shown, or the problem that it is none. */
export async function readPicture(
  file: ContentFile,
  bytes: Uint8Array,
): Promise<{ problems: readonly Problem[]; width?: number; height?: number }> {
  try {
    // A camera's orientation turns the picture, so its size is that of the turned one.
    const { autoOrient } = await sharp(bytes).metadata();
    return { problems: [], width: autoOrient.width, height: autoOrient.height };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problems: [
        problem(
          'image-kind',
          file.path,
          undefined,
          '',
          `The picture cannot be read: ${reason}.`,
          'Save it again as JPEG, PNG, WebP, AVIF or GIF.',
        ),
      ],
    };
  }
}
