import type { Importer, Input } from './foreign.ts';

/** Importers by format; each is loaded when it is used. */
const IMPORTERS: Readonly<Record<string, () => Promise<Importer>>> = {
  text: async () => (await import('./plain/text.ts')).text,
  markdown: async () => (await import('./blogs/markdown.ts')).markdown,
  wxr: async () => (await import('./exports/wxr.ts')).importer,
  feed: async () => (await import('./feeds/feed.ts')).importer,
  newsml: async () => (await import('./wires/newsml.ts')).importer,
  nitf: async () => (await import('./wires/nitf.ts')).importer,
  reuters: async () => (await import('./wires/reuters.ts')).importer,
  ninjs: async () => (await import('./wires/ninjs.ts')).ninjs,
  html: async () => (await import('./page/html.ts')).html,
  csv: async () => (await import('./tables/csv.ts')).csv,
  jsonl: async () => (await import('./tables/jsonl.ts')).jsonl,
  twitter: async () => (await import('./posts/twitter.ts')).twitter,
  dateline: async () => (await import('./dateline.ts')).dateline,
};

/** Names of the formats that can be imported. */
export const FORMATS: readonly string[] = Object.keys(IMPORTERS);

/** Gives the importer of a format; undefined for a format that is not known. */
export async function importerOf(format: string): Promise<Importer | undefined> {
  const load = Object.hasOwn(IMPORTERS, format) ? IMPORTERS[format] : undefined;
  return load?.();
}

/** Gives the importer that is surest about an input; undefined where none recognizes it. */
export async function recognize(input: Input): Promise<Importer | undefined> {
  let best: { readonly importer: Importer; readonly sure: number } | undefined;
  for (const format of FORMATS) {
    const importer = await importerOf(format);
    if (!importer) continue;
    const sure = await importer.recognizes(input);
    if (sure > (best?.sure ?? 0)) best = { importer, sure };
  }
  return best?.importer;
}
