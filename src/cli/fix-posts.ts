import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mended, ToMend } from './mender.ts';
import { keepMaterial, writeWhole } from './keep-captures.ts';
import { captureOwn, openStory, withOwnPosts } from './story-posts.ts';

/**
 * Makes records of posts that stand in stories as plain words or as embeds, where `check` found them; gives what was done to each
 * file, or why nothing was.
 */
export function fixPosts({ session: { contentDir }, found: { problems } }: ToMend): Mended[] {
  const files = new Set(problems.flatMap(({ code, file }) => (code === 'post-in-text' ? [file] : [])));
  return [...files].map((file) => ({ file, message: fixStory(contentDir, file) }));
}

function fixStory(contentDir: string, file: string): string {
  const path = file.replace(/^articles\//u, '');
  const story = openStory(readFileSync(join(contentDir, file)), path);
  const captured = story && captureOwn(story, { certainOnly: true });
  const added = story && captured && withOwnPosts(story, captured, path);
  if (!captured || !added)
    return 'Its posts cannot be added to its front matter: write that as fields on lines of their own.';
  keepMaterial(contentDir, added.materials);
  writeWhole(join(contentDir, file), added.contents);
  return `Posts became records: ${captured.posts.map(({ key }) => key).join(', ')}.`;
}
