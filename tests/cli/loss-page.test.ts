import { describe, expect, it } from 'vitest';
import { toLossPageOf } from '../../src/cli/loss-page.ts';
import type { Item } from '../../src/importers/foreign.ts';
import { summaryOf, toText, totalsOf } from '../../src/importers/loss-report.ts';
import { importerGiving, importItems, itemOf } from '../importers/archives.ts';

const ITEMS: readonly Item[] = [
  itemOf({
    place: { file: 'a.xml', line: 3 },
    front: { title: 'Quay closed', date: '2020-01-05', summary: 'It is closed.' },
    fates: [
      { field: 'headline', fate: 'kept', as: 'title' },
      { field: 'lead', fate: 'proposed', as: 'summary', how: 'taken from the first words' },
      { field: 'guid', value: '17', fate: 'dropped', why: 'a story has no such field' },
      { field: 'tags', fate: 'dropped', why: 'it is empty' },
      { field: 'date', fate: 'changed', as: 'date', how: 'cut to a day' },
    ],
  }),
  {
    kind: 'skipped',
    place: { file: 'a.xml', line: 9 },
    name: 'A menu',
    reason: 'not-a-story',
    message: 'It is a menu.',
  },
  {
    kind: 'skipped',
    place: { file: 'a.xml', line: 12 },
    name: 'Broken',
    reason: 'unreadable',
    message: 'It ends early.',
  },
];

describe('the report of an import', () => {
  it('says first what there is to do, then what was left out, and last what was empty', async () => {
    const { all, totals, ...imported } = await importItems(ITEMS);
    const [html = ''] = toLossPageOf({ ...imported, outcomes: () => all }, totals);
    expect([...html.matchAll(/<h2 id="[a-z]+-heading">([^<]+)/gu)].map(([, name]) => name)).toEqual([
      'Not read',
      'To look at',
      'Skipped',
      'Left out',
      'Changed',
      'Kept',
      'Empty',
      'Items',
    ]);
    expect(/<p class="stand">([^<]+)/u.exec(html)?.[1]).toBe(
      '1 item could not be read. An editor has to look at 1 story. Nothing was lost in silence: what was left out stands here, with the reason.',
    );
    const left = html.slice(html.indexOf('id="dropped"'), html.indexOf('id="changed"'));
    expect(left).toContain('guid');
    expect(left).not.toContain('tags');
  });

  it('says in text what became of each item, with what was kept and what was empty in a line each', async () => {
    const { all, totals, ...imported } = await importItems(ITEMS);
    expect([...toText({ ...imported, outcomes: () => all }, totals)].join('')).toMatchInlineSnapshot(`
      "input.test (test): 3 items = 1 story + 0 drafts + 2 skipped
        skipped 1: could not be read
        skipped 1: is no story (a list of stories, a picture, a comment, a menu …)
        for an editor to look at: summary 1
        dropped in 1 item: guid, because a story has no such field
        changed in 1 item: date, cut to a day
        empty in the input: tags 1
        files: 2 written, 0 there already

      a.xml:3  Quay closed
        story articles/2020/01/05-quay-closed.md, to be looked at: summary
        lead is proposed as summary: it was taken from the first words.
        guid 17 was left out, because a story has no such field.
        date was cut to a day (date).
        kept: headline (title)
        empty: tags

      a.xml:9  A menu
        skipped: is no story (a list of stories, a picture, a comment, a menu …). It is a menu.

      a.xml:12  Broken
        skipped: could not be read. It ends early.
      "
    `);
  });

  it('says that nothing was left out where only empty fields were', async () => {
    const items = [
      itemOf({
        front: { title: 'Quay', date: '2020-01-05' },
        fates: [{ field: 'tags', fate: 'dropped', why: 'it is empty' }],
      }),
    ];
    const { all, totals, ...imported } = await importItems(items, { importer: importerGiving(items) });
    const [html = ''] = toLossPageOf({ ...imported, outcomes: () => all }, totalsOf(all));
    expect(html).toContain('Nothing was left out.');
    expect([...summaryOf(imported, totals)]).toContain('  empty in the input: tags 1');
  });
});
