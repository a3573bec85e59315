import { hash } from 'node:crypto';
import type { Problem } from '../model/problem.ts';
import type { TermKind } from '../model/registry.ts';
import { readFileBytes } from '../reading/folder.ts';
import type { ChangedFile } from './changed-files.ts';
import { readStory, type StoryRecord } from './read-story.ts';
import { readEntry, type TermRecord } from './read-term.ts';

/** A text file that may have changed. */
export type TextFile = ChangedFile & { readonly kind: 'article' | TermKind };

/** What came of a text file. */
export type FileReading =
  | { readonly state: 'unread'; readonly problem: Problem }
  | { readonly state: 'same' }
  | {
      readonly state: 'read';
      readonly hash: string;
      /** Its problems, as JSON. */
      readonly problems: string;
      readonly story: StoryRecord | undefined;
      readonly term: TermRecord | undefined;
    };

/** Reads a text file, and renders it if its bytes are not those that the index has. */
export function readTextFile(file: TextFile): FileReading {
  const { bytes, problem } = readFileBytes(file);
  if (!bytes) return { state: 'unread', problem };
  const digest = hash('sha256', bytes, 'hex');
  if (digest === file.hash) return { state: 'same' };
  const { story, term, problems } = readText(file, bytes);
  return { state: 'read', hash: digest, problems: JSON.stringify(problems), story, term };
}

function readText(
  { kind, path }: TextFile,
  bytes: Uint8Array,
): { story?: StoryRecord | undefined; term?: TermRecord | undefined; problems: readonly Problem[] } {
  return kind === 'article'
    ? readStory(bytes, path.slice('articles/'.length))
    : readEntry(bytes, kind, path.slice(kind.length + 1));
}
