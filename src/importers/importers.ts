import type { Importer, Input } from './foreign.ts';

/** Importers by format; each is loaded when it is used. */
const IMPORTERS: Readonly<Record<string, () => Promise<Importer>>> = {
  text: async () => (await import('./text.ts')).text,
  markdown: async () => (await import('./markdown.ts')).markdown,
  wxr: async () => (await import('./wxr.ts')).importer,
  feed: async () => (await import('./feed.ts')).importer,
  newsml: async () => (await import('./newsml.ts')).importer,
  nitf: async () => (await import('./nitf.ts')).importer,
  reuters: async () => (await import('./reuters.ts')).importer,
  ninjs: async () => (await import('./ninjs.ts')).ninjs,
  html: async () => (await import('./html.ts')).html,
  csv: async () => (await import('./csv.ts')).csv,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  twitter: async () => (await import('./twitter.ts')).twitter,
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
