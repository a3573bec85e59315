import type { Source } from '../model/source.ts';

const KIND_WORDS = {
  report: 'Report',
  statement: 'Statement',
  document: 'Document',
  post: 'Post',
  interview: 'Interview',
} as const satisfies Record<NonNullable<Source['kind']>, string>;

/** Names what kind of source it is. */
export function kindWords(kind: NonNullable<Source['kind']>): string {
  return KIND_WORDS[kind];
}
