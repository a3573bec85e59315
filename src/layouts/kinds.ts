import type { TermKind } from '../model/registry.ts';

/** Words for each kind of term: its name in the plural and singular, and what its A–Z holds. */
export const KIND_WORDS = {
  topics: { many: 'Topics', one: 'Topic', stand: 'What the stories are about.' },
  people: { many: 'People', one: 'Person', stand: 'Everyone whom the stories name.' },
  organizations: { many: 'Organizations', one: 'Organization', stand: 'Bodies that the stories name.' },
  places: { many: 'Places', one: 'Place', stand: 'Where the stories happen.' },
  series: { many: 'Series', one: 'Series', stand: 'Stories that belong together, in order.' },
} as const satisfies Record<TermKind, { many: string; one: string; stand: string }>;

/** Says in which order stories under a term of a kind are listed: those of a series are read from the first on. */
export function orderOf(kind: TermKind): string {
  return kind === 'series' ? 'oldest first' : 'newest first';
}
