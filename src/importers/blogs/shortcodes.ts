/** Shortcodes of Hugo and Zola, tags of Liquid and Nunjucks, attribute lists and JSX in Markdown → Markdown, with each change told. */
import { fileLink } from '../body/file-links.ts';
import type { Fate } from '../foreign.ts';
import { withoutBoxes } from './boxes.ts';
import { withoutElements } from './jsx-elements.ts';
import { type Groups, mask, type Masked, type Pair, replacePairs, withoutMarks } from './masked-text.ts';
import type { MatterValue } from './matter.ts';
import { filtered, valueAt } from './site-data.ts';
import { readArguments, type TagArguments } from './tag-arguments.ts';
import { CHANGES, kindOf, quotation, RENDERERS, type TagContext, wordsIn } from './tag-renderers.ts';

/** A text without tags. */
export interface Untagged {
  readonly text: string;
  readonly fates: readonly Fate[];
}

/** Stands where an address is not known; no text holds it (https://www.unicode.org/faq/private_use.html#noncharacters). */
const UNKNOWN = '\uFDD0';

/** Takes the tags out of a text. Never throws, whatever the text. */
export function withoutTags(text: string, context: TagContext): Untagged {
  if (
    !/^[ \t>]*(?::::|!!!|\?\?\?|\[!)|[\w"'\s{}]\/>|[{|][{%<:#.]|[{|](?:filename|static|attach)[}|]|<!--|\[\[?toc\]|^\[(?:youtube|embed|caption)/imu.test(
      text,
    ) &&
    !context.isMdx
  )
    return { text, fates: [] };
  return new Untagging(context).run(text);
}

/** Marks of Liquid or Nunjucks, or of Hugo. */
function pairOf(name: string): Pair {
  return {
    open: new RegExp(
      String.raw`\{%-?\s*(?:${name})\b(?<liquid>[^%{}]{0,300})-?%\}|\{\{[<%]\s*(?:${name})\b(?<hugo>[^{}]{0,300})[>%]\}\}`,
      'gu',
    ),
    close: new RegExp(String.raw`\{%-?\s*end(?:${name})?\s*-?%\}|\{\{[<%]\s*\/\s*(?:${name})\s*[>%]\}\}`, 'gu'),
  };
}

const RAW = pairOf('raw');
const RAW_IN_HUGO: Pair = { open: /\{\{%?-?\s*raw\s*-?%?\}\}/gu, close: /\{\{%?-?\s*endraw\s*-?%?\}\}/gu };
const HIGHLIGHT = pairOf('highlight');
const CODE = pairOf('code|codeblock|code[-_]block|sourcecode|prism');
const QUOTE = pairOf('blockquote|quote|pullquote');
const TEMPLATES = ['comment', 'for', 'capture', 'macro'].map((name) => ({ name, pair: pairOf(name) }));
const COMMENT: Pair = { open: /<!--/gu, close: /-->/gu };
const MDX_COMMENT: Pair = { open: /\{\/\*/gu, close: /\*\/\}/gu };
// Hugo only shows a shortcode whose words stand within the marks of a comment.
const SHOWN: Pair = { open: /\{\{(?<mark>[<%])\/\*/gu, close: /\*\/[>%]\}\}/gu };
const SHORTCODE =
  /\{\{[<%](?<slash>\s*\/)?\s*(?<name>[\w./-]+)(?<args>(?:\s(?:"(?:[^"\\\n]|\\.){0,3000}"|`[^`]{0,3000}`|[^"`{}]){0,900}?)?)\/?[>%]\}\}/gu;
const LOOSE_SHORTCODE = /\{\{[<%](?<slash>\s*\/)?\s*(?<name>[\w./-]+)(?<args>[^{}]{0,3000}?)\/?[>%]\}\}/gu;
const TAG =
  /\{%-?\s*(?<name>[A-Za-z_][\w.-]*)(?<args>(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|[^"'%{]|\{(?!%)|%(?!\})){0,20000}?)-?%\}/gu;
const LOOSE_TAG = /\{%-?\s*(?<name>[A-Za-z_][\w.-]*)(?<args>(?:[^%{]|\{(?!%)|%(?!\})){0,20000}?)-?%\}/gu;
const OUTPUT = /\{\{-?\s*(?<words>(?:[^{}<%\n]|\n(?!\s*\n)){1,500}?)\s*-?\}\}/gu;

const SELF_CLOSED =
  /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)(?<name>[A-Za-z][\w.-]{0,60})(?<attributes>(?:\s(?:"[^"\n]{0,3000}"|'[^'\n]{0,3000}'|[^"'<>]){0,1000}?)?)\s*\/>/giu;

/** Closes elements that are closed as in JSX, `<video src="a.mp4" />`, which HTML leaves open to the end of the text. */
function closed(text: string): string {
  return text.replaceAll(SELF_CLOSED, '<$<name>$<attributes>></$<name>>');
}

/** As Zola calls a shortcode; what is quoted may hold braces. */
const CALL =
  /\{\{-?\s*(?<name>[A-Za-z_]\w*)\((?<args>(?:"(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}'|[^"'(){}]){0,900})\)\s*(?:\|[^{}\n]{0,200})?-?\}\}/gu;

/** As Pelican names files of the site (https://docs.getpelican.com/en/stable/content.html#linking-to-internal-content). */
const PELICAN =
  /(?<before>\]\(\s*<?|^[ \t]*\[[^\]\n]+\]:[ \t]*<?|\s(?:href|src)=["'])[{|](?<what>filename|static|attach)[}|](?<path>[^\s<>"')]*)/gmu;

/** A module of MDX, up to the first line that does not go on with it. */
const MODULE = /^(?:import\s|export\s(?:const|let|default|function|async|\{|\*)).*(?:\n[ \t}\])].*)*(?:\n|$)/gmu;
const FILE_IMPORT =
  /^import\s+(?<name>[A-Za-z_$][\w$]*)\s+from\s+["'](?<path>[^"'\n]+\.(?:jpe?g|png|webp|avif|gif|svg))["']/iu;

/** A field, a variable or a keyword of Go’s templates (https://pkg.go.dev/text/template). */
const GO = /^(?:[.$]|(?:end|else|with|range|if|define|template|block)(?:\s|$))/u;

/** Ends where the address of a link begins. */
const IN_LINK = /(?:\]\(\s*<?|^[ \t]*\[[^\]\n]+\]:[ \t]*<?|\shref=["']?)(?:[^\s()<>"'{}]|\{\{[^{}\n]*\}\}){0,200}$/mu;

class Untagging {
  readonly #context: TagContext;
  readonly #values: Map<string, string>;
  /** Values of variables that are lists and tables. */
  readonly #tables = new Map<string, MatterValue>();
  readonly #fates: Fate[] = [];
  readonly #told = new Set<string>();

  constructor(context: TagContext) {
    this.#context = context;
    this.#values = new Map(context.values);
  }

  run(text: string): Untagged {
    const masked = mask(text.replaceAll(/[\uFDD0-\uFDD2]/gu, ''));
    masked.pairs(RAW, (words) => words);
    masked.pairs(RAW_IN_HUGO, (words) => words);
    masked.pairs(SHOWN, (words, { mark = '<' }) => `{{${mark}${words}${mark === '<' ? '>' : '%'}}}`);
    masked.pairs(HIGHLIGHT, (code, { liquid, hugo }) => this.#highlight(code, liquid ?? hugo ?? ''));
    masked.pairs(CODE, (code, { liquid, hugo }) => this.#codeBlock(code, liquid ?? hugo ?? ''));
    masked.code();
    masked.text = withoutBoxes(masked.text, (field, how) => this.#changed(field, how));
    if (!this.#context.isMdx) masked.indentedCode();
    masked.text = this.#withoutTemplates(masked.text);
    masked.text = this.#withoutMarks(masked.text);
    if (this.#context.isMdx) masked.text = this.#withoutComponents(masked.text);
    masked.text = closed(masked.text);
    return { text: this.#unlink(masked).replaceAll(UNKNOWN, ''), fates: this.#fates };
  }

  /** Tells of a kind of change once. */
  #changed(field: string, how: string): void {
    if (this.#told.has(`${field} ${how}`)) return;
    this.#told.add(`${field} ${how}`);
    this.#fates.push({ field, fate: 'changed', as: 'body', how });
  }

  #dropped(field: string, value: string, why: string): void {
    const words = withoutMarks(value).replaceAll(/\s+/gu, ' ').trim();
    this.#fates.push({ field, value: words.length > 120 ? `${words.slice(0, 120)}…` : words, fate: 'dropped', why });
  }

  #highlight(code: string, args: string): string | undefined {
    const [language = ''] = /[\w+#-]+/u.exec(args) ?? [];
    // Sites have shortcodes of the same name for words that stand out.
    if (language === '' && !/\n/u.test(code.trim())) return undefined;
    this.#changed('shortcode highlight', 'made a block of code');
    return fenced(code, language);
  }

  /** What stands first without a name is a title, in Hexo and Octopress. */
  #codeBlock(code: string, args: string): string | undefined {
    const { named } = readArguments(args);
    const language = named.get('lang') ?? named.get('language') ?? named.get('type') ?? '';
    if (language === '' && !code.includes('\n')) return undefined;
    this.#changed('shortcode code', 'made a block of code');
    return fenced(code, /^[\w+#-]+$/u.test(language) ? language : '');
  }

  #withoutTemplates(text: string): string {
    let plain = text;
    for (const { name, pair } of TEMPLATES)
      plain = replacePairs(plain, pair, (_words, _groups, whole) => {
        this.#dropped(`tag ${name}`, whole, name === 'comment' ? 'readers never saw it' : 'it is a template');
        return '';
      });
    plain = replacePairs(plain, QUOTE, (words, { liquid, hugo }) => {
      this.#changed('shortcode quote', 'made a quotation');
      return quotation(words, readArguments(liquid ?? hugo ?? ''));
    });
    const shortcode = (whole: string, ...rest: unknown[]): string =>
      this.#reference(rest) ?? this.#shortcode(whole, rest);
    const tag = (whole: string, ...rest: unknown[]): string => this.#reference(rest) ?? this.#tag(whole, rest);
    return plain
      .replaceAll(SHORTCODE, shortcode)
      .replaceAll(LOOSE_SHORTCODE, shortcode)
      .replaceAll(TAG, tag)
      .replaceAll(LOOSE_TAG, tag)
      .replaceAll(/\s[A-Za-z][\w-]{0,60}=\{(?<table>\{[^{}]{0,500}\})\}(?=[^<>]{0,2000}>)/gu, (whole, ...rest) =>
        this.#table(whole, (rest.at(-1) as Groups)['table'] ?? ''),
      )
      .replaceAll(CALL, (whole, ...rest) => this.#shortcode(whole, rest))
      .replaceAll(PELICAN, (_whole, ...rest) => {
        const { before = '', what, path = '' } = rest.at(-1) as Groups;
        return before + (what === 'filename' ? fileLink(path) : path);
      })
      .replaceAll(OUTPUT, (whole, ...rest) => this.#output(whole, rest.at(-1) as Groups))
      .replaceAll(/^\[youtube\s+(?<url>https?:\/\/[^\]\s]+)[^\]\n]*\]/gmu, (_whole, url: string) => {
        this.#changed('shortcode youtube', 'made a link');
        return `<${url}>`;
      });
  }

  /** Makes a link of a tag that names a page of the site where an address stands; undefined for any other. Takes a match without its whole. */
  #reference(rest: readonly unknown[]): string | undefined {
    const { name = '', args = '' } = rest.at(-1) as Groups;
    const { named, first } = readArguments(args);
    const page = named.get('path') ?? first;
    // Sites have tags of their own for it.
    if (page === undefined || (kindOf(name) !== 'reference' && !/\.mdx?(?:#.*)?$/u.test(page))) return undefined;
    const at = rest.at(-3) as number;
    return IN_LINK.test((rest.at(-2) as string).slice(Math.max(0, at - 500), at)) ? fileLink(page) : undefined;
  }

  /** Takes a match without its whole, as `#tag` does. */
  #shortcode(whole: string, rest: readonly unknown[]): string {
    const { slash, name = '', args = '' } = rest.at(-1) as Groups;
    if (slash !== undefined) return '';
    return this.#render('shortcode', name, readArguments(args), whole, isAlone(whole, rest));
  }

  #tag(whole: string, rest: readonly unknown[]): string {
    const { name = '', args = '' } = rest.at(-1) as Groups;
    if (name === 'assign' || name === 'set') {
      const [, variable = '', value] = /^\s*([\w.-]+)\s*=\s*["']([^"'\n]*)["']\s*$/u.exec(args) ?? [];
      if (value !== undefined) this.#values.set(variable, value);
      else this.#assign(args);
      return '';
    }
    if (/^(?:end\w*|else|elsif|elif|when)$/u.test(name)) return '';
    if (name === 'include' || name === 'render' || name === 'include_relative') {
      const [, file = '', parameters = ''] = /^\s*["']?([^\s"',]+)["']?,?(.*)$/su.exec(args) ?? [];
      const base = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
      const given = readArguments(parameters);
      const kind = kindOf(base, given);
      const rendered = RENDERERS.get(kind)?.(given, this.#context);
      if (rendered !== undefined) {
        this.#changed(`include ${file}`, CHANGES[kind] ?? 'written as words');
        return rendered;
      }
      const words = wordsIn(given);
      if (words === undefined) this.#dropped(`include ${file}`, whole, 'its text is in another file of the site');
      else
        this.#changed(
          `include ${file}`,
          'written as the words that it was given; its text is in another file of the site',
        );
      return words === undefined ? '' : set(words, isAlone(whole, rest));
    }
    return this.#render('tag', name, readArguments(args), whole, isAlone(whole, rest));
  }

  /** Takes `name = site.data.releases | where: "version", "3.0.0" | first`. */
  #assign(args: string): void {
    const [, variable, source = '', filters = ''] = /^\s*([\w-]+)\s*=\s*([\w.-]+)\s*(?:\|(.*))?$/su.exec(args) ?? [];
    const found = this.#valueOf(source);
    if (variable === undefined || found === undefined) return;
    const value = filters === '' ? found : filtered(found, filters.split('|'));
    if (typeof value === 'string') this.#values.set(variable, value);
    else if (value !== undefined) this.#tables.set(variable, value);
  }

  #valueOf(name: string): MatterValue | undefined {
    const [variable = '', ...path] = name.split('.');
    const table = this.#tables.get(variable);
    return this.#values.get(name) ?? (table === undefined ? this.#context.data?.(name) : valueAt(table, path));
  }

  #render(what: 'shortcode' | 'tag', name: string, args: TagArguments, whole: string, alone = false): string {
    const field = `${what} ${name}`;
    const kind = kindOf(name, args);
    if (kind === 'param') {
      const value = this.#values.get(`params.${args.first ?? ''}`);
      if (value !== undefined) return value;
      this.#dropped(field, whole, 'its value is not in the input');
      return UNKNOWN;
    }
    if (kind === 'reference') {
      this.#dropped(field, args.first ?? whole, 'the address of the page that it names is not known');
      return UNKNOWN;
    }
    const rendered = RENDERERS.get(kind)?.(args, this.#context);
    if (rendered === undefined) {
      const words = wordsIn(args);
      if (words === undefined)
        this.#dropped(field, whole, 'it is not known what it shows; words between its marks stay');
      else this.#changed(field, 'written as the words that it was given, because it is not known what it shows');
      return words === undefined ? '' : set(words, alone);
    }
    // The text’s capture of posts tells what became of one that is named without its words.
    if (kind !== 'post') this.#changed(field, CHANGES[kind] ?? 'written as words');
    return rendered;
  }

  #output(whole: string, { words = '' }: Groups): string {
    const [first = '', ...filters] = words.split('|').map((part) => part.trim());
    const literal = /^(["'])(?<value>[^"'\n]*)\1$/u.exec(first)?.groups?.['value'];
    if (literal !== undefined) {
      const filter = /^\w*/u.exec(filters[0] ?? '')?.[0] ?? '';
      if (/^(?:embed|oembed|youtube|video)$/u.test(filter) && /^https?:\/\/\S+$/u.test(literal)) {
        this.#changed(`filter ${filter}`, 'made a link');
        return `\n\n<${literal}>\n\n`;
      }
      if (/photo|image|img|icon|avatar/iu.test(filter)) {
        this.#dropped(`filter ${filter}`, whole, 'the picture that it shows is not in the text');
        return '';
      }
      if (/^(?:url|relative_url|absolute_url|prepend)$/u.test(filter))
        this.#changed(`filter ${filter}`, 'taken away from an address');
      else if (filter !== '') this.#changed(`filter ${filter}`, 'taken away from a word');
      return literal;
    }
    // Go’s templates, which no generator runs in a text.
    if (GO.test(first)) return whole;
    const value = this.#valueOf(first);
    if (typeof value === 'string') return value;
    // The path below which a site lies is nothing in an archive of its own.
    if (/^(?:site|page)\.(?:base_?url|basurl|url|root)$/u.test(first)) {
      this.#changed(first, 'taken away from an address');
      return '';
    }
    this.#dropped(`variable ${first}`, whole, 'its value is not in the input');
    return UNKNOWN;
  }

  /** Takes away what only styles a text, and comments. */
  #withoutMarks(text: string): string {
    return this.#withoutComments(text, COMMENT)
      .replaceAll(/^(?:[-*+1.]+[ \t]+TOC[ \t]*\n)?\{:?\s*:?toc[^{}\n]*\}[ \t]*$|^\[\[?toc\]?\][ \t]*$/gimu, () => {
        this.#dropped('table of contents', 'toc', 'it repeats the headings');
        return '';
      })
      .replaceAll(/(?<![ \t])[ \t]*\{:[^{}\n]{0,300}\}/gu, (whole) => this.#attributes(whole))
      .replaceAll(/(?<![ \t])[ \t]*\{[#.][A-Za-z0-9][^{}\n]{0,300}\}/gu, (whole, ...rest) => {
        const at = rest.at(-2) as number;
        const all = rest.at(-1) as string;
        const before = all.slice(Math.max(all.lastIndexOf('\n', at - 1) + 1, at - 500), at);
        return /^#{1,6}[ \t]|[)\]]$|^[ \t]*$/u.test(before) ? this.#attributes(whole) : whole;
      });
  }

  #withoutComments(text: string, pair: Pair): string {
    return replacePairs(text, pair, (words) => {
      if (words.trim() !== '') this.#dropped('comment in the text', words, 'readers never saw it');
      return '';
    });
  }

  /** Takes a table of JSX out of a tag; what it says of a picture stays. */
  #table(whole: string, table: string): string {
    const alt = readArguments(table.slice(1, -1)).named.get('alt');
    if (alt === undefined || /^\sstyle=/iu.test(whole)) return this.#attributes(whole);
    this.#changed('attribute list', 'cut to its alt');
    return ` alt="${alt.replaceAll('"', '&quot;')}"`;
  }

  #attributes(whole: string): string {
    this.#dropped('attribute list', whole, 'it only styles or names a part of the text');
    return '';
  }

  /** Takes modules and components out of MDX; words within components stay. */
  #withoutComponents(text: string): string {
    const files = new Map<string, string>();
    const plain = this.#withoutComments(text, MDX_COMMENT)
      .replaceAll(MODULE, (whole) => {
        const { name, path } = FILE_IMPORT.exec(whole)?.groups ?? {};
        if (name !== undefined && path !== undefined) files.set(name, path.replace(/^[~@]?\/(?=assets\/)/u, '/'));
        this.#dropped('module', whole, 'it is a program');
        return '';
      })
      .replaceAll(/=\{(?<name>[A-Za-z_$][\w$]*)(?:\.src)?\}/gu, (whole, name: string) => {
        const path = files.get(name);
        return path === undefined ? whole : `="${path}"`;
      })
      .replaceAll(/\{(["'])([^"'{}\n]*)\1\}(?![^<>]{0,2000}>)/gu, '$2');
    return withoutElements(plain, (whole, name, args, alone) => {
      const given = args.replaceAll(/=\{(["'`])([^"'`{}]*)\1\}/gu, '="$2"').replace(/\/$/u, '');
      return this.#render('shortcode', name, readArguments(given), whole, alone);
    });
  }

  /** Makes words of links to addresses that are not known, and takes out pictures there. */
  #unlink(masked: Masked): string {
    if (!masked.text.includes(UNKNOWN)) return masked.restored();
    masked.text = masked.text
      .replaceAll(/!\[(?<alt>[^\]\n]*)\]\([^()\n]*\uFDD0[^()\n]*\)/gu, (_whole, alt: string) => alt)
      .replaceAll(
        /(?<!\\)\[(?<words>(?:[^[\]]|\[[^[\]]*\](?:\([^()\n]*\))?){0,1000})\]\(\s*[^()\n]*\uFDD0[^()\n]*\)/gu,
        (_whole, words: string) => {
          this.#changed('link in the text', 'made plain words, because its address is not known');
          return words;
        },
      )
      .replaceAll(/<(?:https?:[^\s<>]*)?\uFDD0[^\s<>]*>/gu, UNKNOWN)
      .replaceAll(/^[ \t]*\[[^\]\n]+\]:[ \t]*\S*\uFDD0\S*.*$/gmu, () => {
        this.#changed('link in the text', 'made plain words, because its address is not known');
        return '';
      })
      .replaceAll(/\s(?:href|src)=(?:"[^"\n]*\uFDD0[^"\n]*"|'[^'\n]*\uFDD0[^'\n]*')/gu, () => {
        this.#changed('link in the text', 'made plain words, because its address is not known');
        return '';
      });
    return masked.restored();
  }
}

function fenced(code: string, language: string): string {
  const fence = code.includes('```') ? '~~~~' : '```';
  return `\n${fence}${language}\n${code.replace(/^\n+|\s+$/gu, '')}\n${fence}\n`;
}

/** Sets words apart where the tag that held them stood alone on its line. */
function set(words: string, alone: boolean): string {
  return alone ? `\n${words}\n` : words;
}

/** Tells a tag that fills a line, of a match without its whole. */
function isAlone(whole: string, rest: readonly unknown[]): boolean {
  const at = rest.at(-3) as number;
  const text = rest.at(-2) as string;
  return (
    (at === 0 || text[at - 1] === '\n') &&
    /^[ \t]*(?:\n|$)/u.test(text.slice(at + whole.length, at + whole.length + 100))
  );
}
