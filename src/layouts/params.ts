import { platform, type Platform } from '../model/quote.ts';
import { isTermKind, type TermKind } from '../model/registry.ts';

/** Gives the route parameters of a page as texts. Throws when the route has none of that name. */
export function required(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
  return value;
}

/** Gives the kind of term in a page's route. Throws when there is none. */
export function kindOf(params: Readonly<Record<string, string | undefined>>): TermKind {
  const kind = required(params, 'kind');
  if (!isTermKind(kind)) throw new Error(`${kind} is no kind of term.`);
  return kind;
}

/** Gives the number of a page in a list of several: 1, or that of a route's `page/2`. */
export function pageOf({ page }: Readonly<Record<string, string | undefined>>): number {
  return page === undefined ? 1 : Number(page.slice('page/'.length));
}

/** Gives the account in a page's route: `HANDLE` on x, `PLATFORM/HANDLE` elsewhere. Throws for an unknown platform. */
export function accountOf(params: Readonly<Record<string, string | undefined>>): {
  platform: Platform;
  handle: string;
} {
  const [first = '', second] = required(params, 'handle').split('/');
  return second === undefined ? { platform: 'x', handle: first } : { platform: platform.parse(first), handle: second };
}
