import { isDeepStrictEqual } from 'node:util';
import { capture, type CaptureOptions } from '../capture/capture.ts';
import { applyEdits, postsIntoStory } from '../capture/front-matter.ts';
import type { Captured, Edit, PostEntry } from '../capture/result.ts';
import { tweet, type Tweet } from '../model/quote.ts';
import { readArticle } from '../reading/article.ts';
import { decodeText } from '../reading/decode.ts';
import { materialOf, type Material } from './keep-captures.ts';

/** A story’s file as it is on disk, and what of it is needed to add posts. */
export interface StoryFile {
  readonly raw: string;
  /** With newlines as LF and no byte-order mark. */
  readonly text: string;
  readonly tweets: readonly Tweet[];
  readonly keys: readonly string[];
  readonly errors: number;
}

/** Opens a story to add posts to it; undefined where its posts cannot be read. `path` is relative to `content/articles/`. */
export function openStory(bytes: Uint8Array, path: string): StoryFile | undefined {
  const { text } = decodeText(bytes, path);
  const { value, sound, problems } = readArticle(bytes, path);
  const { tweets, statements = [] } = value ?? sound?.front ?? {};
  if (text === undefined || tweets === undefined) return undefined;
  return {
    raw: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    text,
    tweets,
    keys: [...tweets, ...statements].flatMap(({ key }) => key ?? []),
    errors: problems.filter(({ severity }) => severity === 'error').length,
  };
}

/** Options that keep what is captured from clashing with what a story has. */
export function besideStory({ keys, tweets }: StoryFile) {
  return {
    keys,
    known: tweets.map(({ platform, id, key }) => ({
      platform,
      ...(id !== undefined && { id }),
      ...(key !== undefined && { key }),
    })),
  };
}

/** A story with posts added, and the material to be kept with it. */
export interface Added {
  readonly contents: string;
  readonly materials: readonly Material[];
}

/** Takes the posts out of a story’s own text. */
export function captureOwn(story: StoryFile, options: Pick<CaptureOptions, 'replies' | 'certainOnly'> = {}): Captured {
  return capture(story.text, { ...besideStory(story), setting: 'story', ...options });
}

/** Puts posts into a story at the places where its text had them. Undefined where the story cannot be added to. */
export function withOwnPosts(story: StoryFile, { posts, edits, origins }: Captured, path: string): Added | undefined {
  const materials = posts.map((post, index) => {
    const { start = 0, end = 0, reply } = origins[index] ?? {};
    return materialOf(reply ?? story.text.slice(start, end), post);
  });
  return added(story, posts, materials, edits, path);
}

/** Puts posts from elsewhere into a story, with their places at the end of its text. Undefined where the story cannot be added to. */
export function withPosts(
  story: StoryFile,
  posts: readonly PostEntry[],
  materials: readonly Material[],
  path: string,
): Added | undefined {
  const end = story.text.trimEnd().length;
  const quoted = new Set(posts.flatMap((post) => post.quoted ?? []));
  const places = posts.flatMap(({ key = '' }) => (quoted.has(key) ? [] : [`::tweet{key="${key}"}`]));
  const edit = { start: end, end: story.text.length, insert: `\n\n${places.join('\n\n')}\n` };
  return added(story, posts, materials, [edit], path);
}

function added(
  story: StoryFile,
  posts: readonly PostEntry[],
  materials: readonly Material[],
  edits: readonly Edit[],
  path: string,
): Added | undefined {
  const entries = withMaterial(posts, materials);
  const front = postsIntoStory(story.text, entries);
  if (!front) return undefined;
  const contents = applyEdits(story.raw, [front, ...edits]);
  const written = openStory(new TextEncoder().encode(contents), path);
  const expected = [...story.tweets, ...entries.map((entry) => tweet.parse(entry))];
  if (!written || written.errors > story.errors || !isDeepStrictEqual(written.tweets, expected)) return undefined;
  return { contents, materials };
}

/** Names in each post the material from which it was taken. */
export function withMaterial(posts: readonly PostEntry[], materials: readonly Material[]): PostEntry[] {
  return posts.map((post, index) => {
    const material = materials[index];
    return material === undefined ? post : { ...post, capture: { file: material.file, sha256: material.sha256 } };
  });
}
