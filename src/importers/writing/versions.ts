import type { StoryItem } from '../foreign.ts';

/** UTF-16 units by which two texts begin alike, and those that a text needs for that to say anything. */
const OPENING = { long: 80, short: 20 } as const;

/** Gives the id, the address, the first day, the time of the last change, the title and the beginning by which versions of one story are known. */
export function sameness({ front, body }: StoryItem): (string | null)[] {
  const { original, date, updated, title, id } = front;
  const { url = '' } = original ?? {};
  // Many pages of a site share the address of its front page.
  const isPage = URL.canParse(url) && new URL(url).pathname !== '/';
  const moment = new Date(updated ?? date ?? '');
  const words = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
  const opening = words(body.text.slice(0, 4 * OPENING.long)).slice(0, OPENING.long);
  return [
    id ?? null,
    isPage ? url : null,
    typeof date === 'string' ? date.slice(0, 10) : null,
    Number.isNaN(moment.getTime()) ? '' : moment.toISOString(),
    title === undefined ? null : words(title),
    opening.length < OPENING.short ? null : opening,
  ];
}
