import { defaultSchema, type Options as Schema } from 'rehype-sanitize';
import { language } from '../model/fields.ts';

/** Elements that an editor may write as HTML; the others are made by Markdown, or not at all. */
export const ALLOWED_TAGS: ReadonlySet<string> = new Set([
  ...[
    'a',
    'abbr',
    'b',
    'bdi',
    'bdo',
    'blockquote',
    'br',
    'caption',
    'cite',
    'code',
    'dd',
    'del',
    'details',
    'dfn',
    'div',
  ],
  ...[
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
  ],
  ...[
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'summary',
    'sup',
  ],
  ...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u', 'ul', 'var', 'wbr'],
]);

/** Elements that go with all that is in them, because it is code, a fallback or foreign. */
export const DROPPED_WHOLE: ReadonlySet<string> = new Set([
  ...['applet', 'audio', 'canvas', 'frameset', 'head', 'iframe', 'math', 'noembed', 'noframes', 'noscript', 'object'],
  ...['script', 'select', 'style', 'svg', 'template', 'textarea', 'title', 'video', 'xmp'],
]);

type Test = (value: string) => boolean;

const isSmallNumber: Test = (value) => /^[1-9]\d{0,2}$/u.test(value);
const isText: Test = () => true;

const EVERYWHERE: Readonly<Record<string, Test>> = {
  lang: (value) => language.safeParse(value).success,
  dir: (value) => ['ltr', 'rtl', 'auto'].includes(value),
};

const OWN: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  a: { title: isText },
  abbr: { title: isText },
  img: { title: isText },
  details: { open: isText },
  li: { value: isSmallNumber },
  ol: { start: isSmallNumber, reversed: isText },
  td: { colspan: isSmallNumber, rowspan: isSmallNumber },
  th: {
    colspan: isSmallNumber,
    rowspan: isSmallNumber,
    scope: (value) => ['row', 'col', 'rowgroup', 'colgroup'].includes(value),
  },
  time: { datetime: (value) => /^[\dTZ:+. -]{4,40}$/u.test(value) },
};

/** Tells whether an attribute of raw HTML stays, by its HTML name; `href`, `src` and `alt` are judged elsewhere. */
export function isAllowedAttribute(tag: string, name: string, value: string): boolean {
  const test =
    (Object.hasOwn(OWN, tag) ? OWN[tag]?.[name] : undefined) ??
    (Object.hasOwn(EVERYWHERE, name) ? EVERYWHERE[name] : undefined);
  return test?.(value) === true;
}

const KEY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/u;

/**
 * What may stand in the finished HTML, whoever made it. Raw HTML has passed a narrower gate before, so our own classes, ids and
 * data-* attributes cannot come from an editor.
 */
export const FINISHED: Schema = {
  ...defaultSchema,
  tagNames: [...ALLOWED_TAGS, 'section', 'dateline-quote', 'dateline-cite'],
  strip: [...DROPPED_WHOLE],
  clobber: [],
  required: {},
  protocols: { href: ['http', 'https', 'mailto'] },
  attributes: {
    '*': ['lang', 'dir'],
    a: [
      ['className', 'external', 'anchor', 'data-footnote-backref'],
      ['rel', 'external'],
      ...['href', 'id', 'title', 'ariaLabel', 'ariaLabelledBy', 'ariaDescribedBy'],
      ...['dataStory', 'dataFragment', 'dataFootnoteRef', 'dataFootnoteBackref'],
    ],
    abbr: ['title'],
    code: [['className', /^language-[\w+#.-]{1,40}$/u]],
    'dateline-cite': [['dataKey', KEY]],
    'dateline-quote': [
      ['dataKind', 'tweet', 'statement'],
      ['dataKey', KEY],
    ],
    details: ['open'],
    div: [['className', 'scroll', 'heading'], ['role', 'region'], ['tabIndex', 0], 'ariaLabel'],
    h2: ['id', ['className', 'sr-only']],
    h3: ['id'],
    h4: ['id'],
    h5: ['id'],
    h6: ['id'],
    img: [['dataMedia', /^media\//u], 'alt', 'title', ['loading', 'lazy'], ['decoding', 'async']],
    li: ['id', 'value'],
    ol: ['start', 'reversed'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    td: ['colSpan', 'rowSpan', ['className', 'align-left', 'align-center', 'align-right']],
    th: ['colSpan', 'rowSpan', 'scope', ['className', 'align-left', 'align-center', 'align-right']],
    time: ['dateTime'],
  },
};
