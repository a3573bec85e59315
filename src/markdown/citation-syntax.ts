import type {} from 'micromark-extension-gfm-footnote';
import type { Construct, Extension, State } from 'micromark-util-types';

const EXCLAMATION = 33;
const SPACE = 32;
const PARENTHESIS = 40;
const BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const CARET = 94;

/** Longer than any key, so that what was meant as one is told. */
const LONGEST = 100;

/**
 * Footnote references without a definition, which GFM leaves as text: `[^wire]`. To be tried after GFM's own
 * (https://github.com/micromark/micromark-extension-gfm-footnote), whose tokens these are too.
 */
export function citationSyntax(): Extension {
  return { text: { [EXCLAMATION]: exclamation, [BRACKET]: citation } };
}

const citation: Construct = {
  name: 'sourceCitation',
  tokenize(effects, ok, nok) {
    let size = 0;
    const bracket = (next: State): State => {
      return (code) => {
        effects.enter('gfmFootnoteCallLabelMarker');
        effects.consume(code);
        effects.exit('gfmFootnoteCallLabelMarker');
        return next;
      };
    };
    const caret: State = (code) => {
      if (code !== CARET) return nok(code);
      effects.enter('gfmFootnoteCallMarker');
      effects.consume(code);
      effects.exit('gfmFootnoteCallMarker');
      effects.enter('gfmFootnoteCallString');
      effects.enter('chunkString').contentType = 'string';
      return label;
    };
    const label: State = (code) => {
      if (code === CLOSING_BRACKET && size > 0) {
        effects.exit('chunkString');
        effects.exit('gfmFootnoteCallString');
        return bracket(end)(code);
      }
      size += 1;
      const isEnd =
        code === null || code <= SPACE || code === BRACKET || code === BACKSLASH || code === CLOSING_BRACKET;
      if (isEnd || size > LONGEST) return nok(code);
      effects.consume(code);
      return label;
    };
    const end: State = (code) => {
      effects.exit('gfmFootnoteCall');
      return ok(code);
    };
    return (code) => {
      // Another construct may try this one at any character.
      if (code !== BRACKET) return nok(code);
      effects.enter('gfmFootnoteCall');
      return bracket(caret)(code);
    };
  },
};

/** The mark before a citation, `He refused![^wire]`, which would begin a picture. */
const exclamation: Construct = {
  name: 'exclamationBeforeCitation',
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter('data');
      effects.consume(code);
      effects.exit('data');
      return effects.check(citationAhead, ok, nok);
    };
  },
};

/** Matches a citation that is no description of a picture: neither an address nor a label follows it. */
const citationAhead: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const isAnother: State = (code) => (code === CARET ? ok(code) : nok(code));
    const after: State = (code) => {
      if (code !== BRACKET) return code === PARENTHESIS ? nok(code) : ok(code);
      effects.enter('data');
      effects.consume(code);
      effects.exit('data');
      return isAnother;
    };
    return effects.attempt(citation, after, nok);
  },
};
