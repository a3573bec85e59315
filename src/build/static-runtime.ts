/**
 * What compiled templates call to draw themselves, in the place of `astro/compiler-runtime`. Astro's own runtime can wait for
 * promises, stream, hydrate and hoist heads, and pays for that at every tag: half of a cold build. Pages here are drawn at once from
 * what queries gave, so a template gives its text as soon as it is called. Attributes and escaping stay Astro's own. Whatever pages do
 * not use is not here: a template that needs it does not compile, or says so when it is drawn. tests/build/static-runtime.test.ts
 * holds every page of an archive against what Astro itself draws.
 */
import { addAttribute as addAnyAttribute, escapeHTML, Fragment, isHTMLString } from 'astro/runtime/server/index.js';

export { Fragment };

/** Markup, which needs no escaping. */
class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

const NOTHING = new Markup('');

/** What a page is drawn with: handed to every component of it. */
interface Result {
  /** Parameters of the page's address. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Links to the page's style sheets. */
  readonly head: string;
  readonly createAstro: (props: Props, slots: Slots) => AstroGlobal;
}

type Props = Record<string, unknown>;
type Slot = (result: Result) => unknown;
type Slots = Readonly<Record<string, Slot>>;
type Draw = (result: Result, props: Props, slots: Slots) => unknown;

/** A compiled component. */
export interface Component {
  (result: Result, props: Props, slots: Slots): unknown;
  readonly isAstroComponentFactory: true;
  /** Draws the page that the component is, for the parameters of its address; `head` has the links to its style sheets. */
  draw(params: Result['params'], head: string): string;
}

/** `Astro` in a template: what pages use of it. */
class AstroGlobal {
  readonly props: Props;
  readonly params: Result['params'];
  /** Set by every template. */
  self: unknown;

  constructor(props: Props, params: Result['params']) {
    this.props = props;
    this.params = params;
  }
}

for (const name of ['request', 'url', 'slots', 'locals', 'cookies', 'response', 'redirect', 'rewrite', 'site']) {
  Object.defineProperty(AstroGlobal.prototype, name, {
    get: () => {
      throw new Error(`Astro.${name} is not there where pages are drawn at once; see src/build/static-runtime.ts.`);
    },
  });
}

function drawPage(component: Draw, params: Result['params'], head: string): string {
  let heads = 0;
  const result: Result = {
    params,
    get head() {
      heads++;
      return head;
    },
    createAstro: (props) => new AstroGlobal(props, params),
  };
  const html = toHtml(component(result, {}, {}));
  if (heads !== 1) throw new Error(`a page has one <head>, and this one has ${heads}`);
  // The compiler takes the template's own away.
  return `<!DOCTYPE html>${html}`;
}

/** Makes a component of a compiled template. */
export function createComponent(draw: Draw): Component {
  return Object.assign((result: Result, props: Props, slots: Slots) => draw(result, props, slots), {
    isAstroComponentFactory: true as const,
    draw: (params: Result['params'], head: string) => drawPage(draw, params, head),
  });
}

/** Every template calls it once; what it gives is used in `getStaticPaths` alone, and there by none. */
export function createAstro(): Readonly<Record<string, never>> {
  return {};
}

/** Joins the parts of a template. */
export function render(parts: readonly string[], ...values: readonly unknown[]): Markup {
  let html = parts[0] ?? '';
  for (let index = 0; index < values.length; index++) html += toHtml(values[index]) + (parts[index + 1] ?? '');
  return new Markup(html);
}

/** Draws a component, a fragment, or an element whose name a template decides. */
export function renderComponent(
  result: Result,
  name: string,
  component: unknown,
  props: Props,
  slots: Slots = {},
): Markup {
  if (isComponent(component)) {
    if ('class:list' in props) throw new Error(`<${name}> is a component and takes no class:list`);
    return toMarkup(component(result, props, slots));
  }
  if (component === Fragment) return renderSlot(result, slots['default']);
  if (typeof component !== 'string' || !/^[a-z][a-z0-9]*$/u.test(component))
    throw new Error(`<${name}> is neither a component nor the name of an element`);
  const { class: own, 'class:list': list, ...others } = props;
  const attributes = addAttribute([own, list], 'class:list').html + spreadAttributes(others, component).html;
  return new Markup(`<${component}${attributes}>${renderSlot(result, slots['default']).html}</${component}>`);
}

/** Draws what a component was given for a slot, or what it has for want of that. */
export function renderSlot(result: Result, slot: Slot | undefined, fallback?: unknown): Markup {
  return toMarkup(slot ? slot(result) : fallback);
}

/** Gives the links that end a page's head. */
export function renderHead({ head }: Result): Markup {
  return new Markup(head);
}

/** Every page has a head of its own, so that none has to be put in. */
export function maybeRenderHead(): Markup {
  return NOTHING;
}

/** Takes a text for markup (`set:html`). */
export function unescapeHTML(value: unknown): unknown {
  return typeof value === 'string' ? new Markup(value) : value;
}

/** Writes an attribute with the space before it. */
export function addAttribute(value: unknown, name: string, shouldEscape = true, tag = ''): Markup {
  if (value === undefined || value === null) return NOTHING;
  if (typeof value === 'string' && value !== '' && shouldEscape && isPlain(name))
    return new Markup(` ${name}="${escapeAttribute(value)}"`);
  return new Markup(String(addAnyAttribute(value, name, shouldEscape, tag)));
}

/** Writes attributes; `scoped` has the class by which a component's styles find its elements. */
export function spreadAttributes(
  values: Props = {},
  tag?: string,
  { class: scoped }: { readonly class?: string } = {},
): Markup {
  const { class: own } = values;
  const all = scoped === undefined ? values : { ...values, class: [own, scoped].filter(Boolean).join(' ') };
  let html = '';
  for (const [name, value] of Object.entries(all)) html += addAttribute(value, name, true, tag).html;
  return new Markup(html);
}

/** Attributes that Astro writes as they are for any text; asked of Astro once for each. */
const plain = new Map<string, boolean>();

function isPlain(name: string): boolean {
  let known = plain.get(name);
  if (known === undefined) {
    known = !name.includes(':') && String(addAnyAttribute('some text', name)) === ` ${name}="some text"`;
    plain.set(name, known);
  }
  return known;
}

function escapeAttribute(value: string): string {
  return value.includes('&') || value.includes('"') ? value.replaceAll('&', '&amp;').replaceAll('"', '&quot;') : value;
}

function isComponent(value: unknown): value is Component {
  return typeof value === 'function' && 'isAstroComponentFactory' in value;
}

function toMarkup(value: unknown): Markup {
  return value instanceof Markup ? value : new Markup(toHtml(value));
}

/** Writes what a template puts between its tags. */
function toHtml(value: unknown): string {
  if (typeof value === 'string') return escapeHTML(value);
  if (value instanceof Markup) return value.html;
  if (Array.isArray(value)) {
    let html = '';
    for (const part of value) html += toHtml(part);
    return html;
  }
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'number' || value === true) return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'function') return toHtml((value as () => unknown)());
  if (isHTMLString(value)) return String(value);
  throw new Error(`a template holds ${Object.prototype.toString.call(value)}, which is no text`);
}
