import { describe, expect, it } from 'vitest';
import { toLossPage, type LossPage } from '../../src/formats/loss-page.ts';
import { HOSTILE } from './hostile.ts';

const item = (name: string) => ({
  name,
  at: 'a.xml:3',
  path: 'articles/2020/01/05-a.md',
  told: [`tag ${name} was left out.`],
});

const page = (rest: Partial<LossPage> = {}) =>
  toLossPage({
    title: 'old-blog.xml',
    styles: 'p { margin: 0 }',
    stand: 'Nothing was lost in silence.',
    ledger: [['items', 1234]],
    notes: ['Read as wxr.'],
    sections: [
      {
        id: 'dropped',
        name: 'Left out',
        sum: '5 times',
        ways: [
          {
            name: 'guid',
            items: 5,
            count: 9,
            means: 'It was left out, because it is of no use.',
            examples: [item('One'), item('Two')],
          },
        ],
        more: 3,
      },
      { id: 'proposed', name: 'Proposed', sum: '0 times', ways: [], more: 0 },
    ],
    items: [item('One')],
    all: 1234,
    ...rest,
  });

describe('toLossPage', () => {
  it('has no script, no inline style and no element that loads anything', () => {
    expect(page()).not.toMatch(/<script|<link|<img|<iframe|<object|\sstyle=|\son[a-z]+=|\ssrc=/iu);
  });

  it('folds items below the way that their fields went, and says how many are not shown', () => {
    const html = page();
    expect(html).toContain('5 items, 9 times');
    expect(html).toContain('<summary class="small">Items</summary>');
    expect(html).toContain('3 more stand in the report as .json.');
    expect(html).toContain('3 more ways stand in the report as .json.');
    expect(html).toContain('the first 1 of 1,234');
    expect(html).not.toContain('id="proposed"');
  });

  it('writes long figures smaller, so that they stand beside the heading', () => {
    expect(page()).toContain('<b>1,234</b>');
    expect(page({ all: 21_578 })).toContain('<b class="long">21,578</b>');
  });

  it.each(HOSTILE)('lets no words of the input become markup: %j', (words) => {
    const hostile = page({ title: words, stand: words, notes: [words], items: [item(words)] });
    const plain = page({ title: 'x', stand: 'x', notes: ['x'], items: [item('x')] });
    expect(hostile.match(/<[a-z!/]/giu)?.length).toBe(plain.match(/<[a-z!/]/giu)?.length);
  });
});
