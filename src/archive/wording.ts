import { hash } from 'node:crypto';
import type { FrontMatter } from '../model/article.ts';

/** Gives the digest (16 hexadecimal digits of a SHA-256) of what readers see as a story's words; ends of lines make no difference. */
export function wordsDigest(
  { title, summary, dateline }: Pick<FrontMatter, 'title' | 'summary' | 'dateline'>,
  body: string,
): string {
  const text = body.replace(/[ \t]+$/gmu, '').trim();
  return hash('sha256', JSON.stringify([title, summary ?? '', dateline ?? '', text]), 'hex').slice(0, 16);
}
