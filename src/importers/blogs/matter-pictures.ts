import type { MatterReading } from './matter-reading.ts';
import { oneLine, textsOf } from './matter-values.ts';
import type { MatterValue } from './matter.ts';

/** Whether a picture’s file is there is seen when the story is written. */
export function readPicture(reading: MatterReading): void {
  const parts = reading.of('image-part');
  const partOf = (pattern: RegExp): string =>
    oneLine(textsOf(parts.find(({ key }) => pattern.test(key))?.value ?? '')[0] ?? '');
  for (const entry of reading.of('image')) {
    const table =
      typeof entry.value === 'object' && !Array.isArray(entry.value)
        ? (entry.value as Readonly<Record<string, MatterValue>>)
        : {};
    const [typed = ''] = textsOf(entry.value, [
      'src',
      'url',
      'image',
      'path',
      'src_static',
      'feature',
      'uid',
      'relative',
    ]);
    const alt = partOf(/alt/iu) || oneLine(textsOf(table['alt'] ?? '')[0] ?? '');
    const caption = partOf(/caption/iu) || oneLine(textsOf(table['caption'] ?? table['title'] ?? '')[0] ?? '');
    if (/^(?:true|false)$/u.test(typed)) reading.drop(entry, 'it only tells the generator how to show the page', typed);
    else if (!/\.(?:jpe?g|png|webp|avif|gif|svg)(?:[?#].*)?$/iu.test(typed))
      reading.drop(entry, 'it names no file that is in the input', typed);
    else if (reading.front.images) reading.drop(entry, 'another key gives the picture', typed);
    else if (alt === '' && caption === '')
      reading.drop(entry, 'nothing says what it shows to those who do not see it', typed);
    else {
      const credit = partOf(/credit/iu);
      reading.front.images = [
        {
          src: typed,
          alt: alt || caption,
          ...(credit !== '' && { credit }),
          ...(caption !== '' && alt !== '' && caption !== alt && { caption }),
        },
      ];
      reading.keep(entry, 'images');
    }
  }
  for (const entry of parts) {
    if (reading.front.images) reading.keep(entry, 'images');
    else reading.drop(entry, 'its picture is not in the input', textsOf(entry.value)[0]);
  }
}
