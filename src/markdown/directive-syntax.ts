import { directive } from 'micromark-extension-directive';
import type { Construct, Extension, State } from 'micromark-util-types';

const COLON = 58;
const NAMES = ['tweet', 'statement'];

/**
 * Leaf directives of the names that Dateline knows, and nothing else: `3:17`, `:innen`, `:::note` and `::youtube{…}` are never
 * parsed, so they stay exactly as typed (https://github.com/micromark/micromark-extension-directive).
 */
export function quoteDirectiveSyntax(): Extension {
  const all = directive().flow?.[COLON] ?? [];
  // Of the two flow constructs, the container is the one that is `concrete`.
  const [leaf] = (Array.isArray(all) ? all : [all]).filter((construct) => construct.concrete !== true);
  if (leaf === undefined) throw new Error('micromark-extension-directive has no leaf construct any more');
  return { flow: { [COLON]: ofKnownName(leaf) } };
}

function ofKnownName(leaf: Construct): Construct {
  return {
    name: 'quoteDirective',
    tokenize(effects, ok, nok) {
      return effects.check(knownName, effects.attempt(leaf, ok, nok), nok);
    },
  };
}

/** Matches `::tweet` or `::statement` when no further letter, digit, `-` or `_` follows. */
const knownName: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let typed = '';
    const read: State = (code) => {
      if (code !== null && code >= 0 && /^[\p{L}\p{N}_:-]$/u.test(String.fromCharCode(code)) && typed.length < 20) {
        typed += String.fromCharCode(code);
        effects.consume(code);
        return read;
      }
      effects.exit('data');
      return NAMES.some((name) => typed === `::${name}`) ? ok(code) : nok(code);
    };
    return (code) => {
      effects.enter('data');
      return read(code);
    };
  },
};
