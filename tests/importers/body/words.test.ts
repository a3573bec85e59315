import { expect, it } from 'vitest';
import { decodeEntities, wordsOf } from '../../../src/importers/body/words.ts';

it.each([
  ['&Uuml;ber &eacute;t&eacute; &ndash; 5&nbsp;&euro;', 'Über été – 5\u00A0€'],
  ['&#8217;&#x1F30A;', '’🌊'],
  ['one&#10;two&#13;&#x9;three', 'one two  three'],
  ['&#0;&#xD800;&#xFFFFFF;', ''],
  ['&nosuch; & AT&T', '&nosuch; & AT&T'],
])('decodes %j', (text, meant) => {
  expect(decodeEntities(text)).toBe(meant);
});

it('keeps apart the words between which an entity breaks the line', () => {
  expect(wordsOf('<p>High&#10;water</p><p>Low</p>')).toBe('High water Low');
});
