/** Mends, before an XML parser sees it, what broken feeds have in the place of well-formed text. */

/** Stands for a character that XML forbids, until the text is looked at; a noncharacter of Unicode that no text has. */
export const FORBIDDEN_MARK = '\uFDD0';

const FORBIDDEN = /[[\p{Cc}--[\t\n\r\u0080-\u009F]]\p{Cs}\uFDD0\uFFFE\uFFFF]/gv;

/** References to forbidden characters; an `&` that begins no reference; a `<` that begins no markup. */
const BROKEN =
  /(?<forbidden>&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));)|&(?!#\d{1,8};|#x[\da-f]{1,7};|[a-z][a-z\d]{1,31};)|<(?!\/?[a-z_:\u0080-\uFFFF]|!--|!\[CDATA\[|!DOCTYPE|\?)/gi;

/** Longer than any mark that begins or ends a stretch, and than any reference. */
const TAIL = 48;

/** Gives a function that mends a text piece by piece; stretches of CDATA and comments are left alone but for forbidden characters. The last piece is given with `isLast`. */
export function mender(): (piece: string, isLast: boolean) => string {
  let within: 'markup' | 'cdata' | 'comment' = 'markup';
  let held = '';
  return (piece, isLast) => {
    let text = held + piece;
    held = '';
    if (!isLast) {
      const from = Math.max(0, text.length - TAIL);
      const cut = text.slice(from).search(/[<&\]\uD800-\uDBFF-]/);
      if (cut !== -1) {
        held = text.slice(from + cut);
        text = text.slice(0, from + cut);
      }
    }
    text = text.replace(FORBIDDEN, FORBIDDEN_MARK);
    let mended = '';
    for (let at = 0; at < text.length;) {
      const end = endOf(text, at, within);
      const stretch = text.slice(at, end.at);
      mended += within === 'markup' ? stretch.replace(BROKEN, mendOne) : stretch;
      within = end.next;
      at = end.at;
    }
    return mended;
  };
}

function mendOne(found: string, forbidden: string | undefined): string {
  if (forbidden !== undefined) return FORBIDDEN_MARK;
  return found === '&' ? '&amp;' : '&lt;';
}

type Within = 'markup' | 'cdata' | 'comment';

function endOf(text: string, from: number, within: Within): { at: number; next: Within } {
  if (within !== 'markup') {
    const mark = within === 'cdata' ? ']]>' : '-->';
    const end = text.indexOf(mark, from);
    return end === -1 ? { at: text.length, next: within } : { at: end + mark.length, next: 'markup' };
  }
  const start = /<!(?:--|\[CDATA\[)/g;
  start.lastIndex = from;
  const found = start.exec(text);
  if (found === null) return { at: text.length, next: 'markup' };
  return { at: start.lastIndex, next: found[0] === '<!--' ? 'comment' : 'cdata' };
}
