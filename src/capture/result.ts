import type { z } from 'zod';
import type { ProblemCode } from '../model/problem.ts';
import type { tweet } from '../model/quote.ts';

/** A captured post as a front-matter entry: fields in the order of the schema, none of them empty. */
export type PostEntry = z.input<typeof tweet>;

/** Why a post is not taken. */
export interface Refusal {
  readonly code: Extract<ProblemCode, `capture-${string}`>;
  /** One sentence. */
  readonly reason: string;
  readonly fix: string;
  /** Address of a post that is named without its words, at which a platform can be asked for them. */
  readonly address?: string;
}

/** A refusal with its place in the material, both 1-based, and the words that stand there. */
export interface PlacedRefusal extends Refusal {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/** Something that was taken for granted, or left out, with its place in the material. */
export interface Note {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** What came of captured material. */
export interface Captured {
  readonly posts: readonly PostEntry[];
  /** The material with a `::tweet` place for each post; everything else as it was. */
  readonly text: string;
  readonly refused: readonly PlacedRefusal[];
  readonly notes: readonly Note[];
  /** What was put in the place of what, for a text that must keep every other byte. */
  readonly edits: readonly Edit[];
  /** For each post, what it was taken from. */
  readonly origins: readonly Origin[];
}

/** Words to be put in the place of a half-open stretch, in UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** The stretch of the material from which a post was taken, and the platform’s reply, where the words were asked for. */
export interface Origin {
  readonly start: number;
  readonly end: number;
  readonly reply?: string;
}

/** A post taken from one stretch of the material, or the reason why it was not; its key comes later. */
export type Taken =
  | { readonly post: PostEntry; readonly notes: readonly string[]; readonly quoted?: Taken; readonly reply?: string }
  | { readonly refusal: Refusal };

export const refuse = (code: Refusal['code'], reason: string, fix: string): { refusal: Refusal } => ({
  refusal: { code, reason, fix },
});
