import type { Fate } from '../foreign.ts';

/** Tells what became of a picture of which nothing says what it shows: no story may show it, but where it lies in the input it is brought over to `path`. */
export function undescribedPicture(field: string, source: string, path: string | undefined): Fate {
  const why = 'nothing says what it shows to those who do not see it';
  if (path === undefined) return { field, value: source, fate: 'dropped', why };
  return {
    field,
    value: `${source}, now ${path}`,
    fate: 'changed',
    as: 'media',
    how: `brought over but shown by no story, because ${why}`,
  };
}
