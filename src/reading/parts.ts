import type { Problem } from '../model/problem.ts';
import { decodeText } from './decode.ts';
import { splitFrontMatter } from './front-matter.ts';
import { type ParsedYaml, parseYaml } from './yaml.ts';

/** A Markdown file's front matter as parsed, and its text. */
export interface Parts {
  readonly parsed: ParsedYaml;
  readonly body: string;
  readonly bodyLine: number;
}

/** Takes a Markdown file apart; `parts` is absent when its front matter cannot be read. */
export function readParts(bytes: Uint8Array, file: string): { parts: Parts | undefined; problems: Problem[] } {
  const { text, problems } = decodeText(bytes, file);
  if (text === undefined) return { parts: undefined, problems };
  const { split, problems: fences } = splitFrontMatter(text, file);
  if (!split) return { parts: undefined, problems: [...problems, ...fences] };
  const parsed = parseYaml(split.yaml, split.yamlLine, file);
  const all = [...problems, ...parsed.problems];
  if (!parsed.value) return { parts: undefined, problems: all };
  return { parts: { parsed, body: split.body, bodyLine: split.bodyLine }, problems: all };
}
