import { toYaml } from '../../capture/front-matter.ts';
import { RESERVED_IDS } from '../../model/addresses.ts';
import { TERM_KINDS, type Term, type TermKind } from '../../model/registry.ts';
import { idOf, nameKey } from '../../reading/slug.ts';
import type { TermDraft } from '../foreign.ts';

/** What one entry of a kind is, for an id that would else name a page. */
const ONE: Readonly<Record<TermKind, string>> = {
  topics: 'topic',
  people: 'person',
  organizations: 'organization',
  places: 'place',
  series: 'series',
};

interface Entry {
  readonly name: string;
  readonly aliases: string[];
  description?: string;
  wikidata?: string;
}

/** Registry entries of an import: those that the input gives, and those without which a name could have no page. */
export class Terms {
  readonly #entries = new Map<string, Entry>();
  /** Whose each name is, by kind and the form in which names are compared. */
  readonly #owners = new Map<string, string>();

  /** Takes the names of an entry that stands in the folder already. */
  keep({ kind, id, name, aliases }: Pick<Term, 'kind' | 'id' | 'name' | 'aliases'>): void {
    for (const own of [id, name, ...aliases]) this.#owners.set(`${kind} ${nameKey(own)}`, id);
  }

  /** Adds an entry that the input gives; what an entry of the same name says already is not said twice. */
  add({ kind, name: given, description, aliases = [], wikidata }: TermDraft): void {
    const name = plain(given);
    if (name === '') return;
    const entry = this.#entryOf(kind, name);
    if (!entry) return;
    if (description !== undefined && plain(description) !== '') entry.description ??= plain(description);
    if (wikidata !== undefined && /^Q[1-9]\d{0,11}$/u.test(wikidata)) entry.wikidata ??= wikidata;
    const id = this.#owners.get(`${kind} ${nameKey(name)}`) ?? '';
    for (const alias of aliases.map(plain)) this.#claim(kind, id, alias, entry);
  }

  /** Looks at the names of a story, of which some give an address that is a page’s. */
  see(front: Readonly<Record<string, unknown>>): void {
    for (const kind of TERM_KINDS) {
      for (const name of namesIn(front[kind])) {
        const id = idOf(name);
        if (RESERVED_IDS.has(id)) this.#entryOf(kind, name);
      }
    }
  }

  /** Gives each entry’s path below the content folder, and its file. */
  *files(): Generator<readonly [path: string, text: string]> {
    for (const [path, { name, aliases, wikidata, description }] of this.#entries) {
      const front = {
        name,
        ...(aliases.length > 0 && { aliases }),
        ...(wikidata !== undefined && { wikidata }),
        ...(description !== undefined && { description }),
      };
      yield [path, `---\n${toYaml(front)}---\n`];
    }
  }

  /** Gives the entry that a name belongs to, made where there is none; undefined where it stands in the folder already. */
  #entryOf(kind: TermKind, name: string): Entry | undefined {
    const owner = this.#owners.get(`${kind} ${nameKey(name)}`);
    if (owner !== undefined) return this.#entries.get(`${kind}/${owner}.md`);
    const plainId = idOf(name);
    const id = RESERVED_IDS.has(plainId) ? `${plainId}-${ONE[kind]}` : plainId;
    const path = `${kind}/${id}.md`;
    const there = this.#entries.get(path);
    if (there) {
      this.#claim(kind, id, name, there);
      return there;
    }
    const idOwner = this.#owners.get(`${kind} ${id}`);
    if (idOwner !== undefined) return this.#entries.get(`${kind}/${idOwner}.md`);
    const entry: Entry = { name, aliases: [] };
    this.#entries.set(path, entry);
    this.#owners.set(`${kind} ${nameKey(name)}`, id);
    this.#owners.set(`${kind} ${id}`, id);
    return entry;
  }

  #claim(kind: TermKind, id: string, alias: string, entry: Entry): void {
    const key = `${kind} ${nameKey(alias)}`;
    if (alias === '' || this.#owners.has(key)) return;
    this.#owners.set(key, id);
    entry.aliases.push(alias);
  }
}

function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u202A-\u202E]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || !('name' in value)) return [];
  return typeof value.name === 'string' ? [value.name] : [];
}
