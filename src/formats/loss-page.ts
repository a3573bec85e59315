import { toReportShell } from './report-shell.ts';
import { counted, numbers, toOwnWords } from './report-words.ts';
import { toXmlText } from './xml.ts';

/** An item of a foreign archive as the page lists it. */
export interface LossItem {
  readonly name: string;
  /** Where it stands in the input, and its file, if it became one. */
  readonly at: string;
  readonly path?: string;
  /** One sentence each. */
  readonly told: readonly string[];
}

/** One thing that became of a field, with some of the items in which it did. */
export interface LossWay {
  readonly name: string;
  /** In how many items, and how often where that is more. */
  readonly items: number;
  readonly count: number;
  readonly means: string;
  readonly examples: readonly LossItem[];
}

/** A part of the report. */
export interface LossSection {
  readonly id: string;
  readonly name: string;
  /** What stands under the name in the margin. */
  readonly sum: string;
  readonly ways: readonly LossWay[];
  /** Ways that are not listed. */
  readonly more: number;
}

/** What the page of an import’s report shows. */
export interface LossPage {
  /** What was imported. */
  readonly title: string;
  readonly styles: string;
  /** Says in one sentence what came of it. */
  readonly stand: string;
  /** The first is the sum of the others. */
  readonly ledger: readonly (readonly [what: string, count: number])[];
  readonly notes: readonly string[];
  readonly sections: readonly LossSection[];
  readonly items: readonly LossItem[];
  readonly all: number;
}

/** Writes the page of an import’s report: what became of every field, and why. */
export function toLossPage(page: LossPage): string {
  const { title, styles, sections, items, all } = page;
  const heading = 'What became of the archive';
  const parts = sections.filter(({ ways }) => ways.length > 0);
  return toReportShell({
    heading,
    title,
    language: undefined,
    styles,
    sections: [...parts.map(({ id, name }) => [id, name] as const), ['items', 'Items'] as const],
    main: [head(heading, page), ...parts.map(toSection), toItems(items, all)].join('\n'),
    foot: [
      'Written by <b>dateline import</b>. Every item of the input is a story, a draft or skipped with its reason.',
      'This page has no date of its own, so the same input gives the same page.',
    ],
  });
}

/** Characters of a figure that has room beside the heading in the largest type. */
const LONGEST_FIGURE = 5;

function head(heading: string, { stand, ledger, notes, all }: LossPage): string {
  const entries = ledger.map(
    ([what, count]) => `<div><dt>${toXmlText(what)}</dt><dd>${numbers.format(count)}</dd></div>`,
  );
  const figure = numbers.format(all);
  return `<div class="sheet">
<p class="stamp"><b${figure.length > LONGEST_FIGURE ? ' class="long"' : ''}>${figure}</b> <span>${all === 1 ? 'item' : 'items'} in the input</span></p>
<div class="matter">
<div class="head">
<h1>${heading}</h1>
<p class="stand">${toXmlText(stand)}</p>
</div>
<dl class="ledger">${entries.join('')}</dl>
${notes.length === 0 ? '' : `<ul role="list" class="small">${notes.map((note) => `<li>${toXmlText(note)}</li>`).join('')}</ul>`}
</div>
</div>`;
}

function toSection({ id, name, sum, ways, more }: LossSection): string {
  return `<section class="sheet" id="${id}" aria-labelledby="${id}-heading">
<div class="margin"><h2 id="${id}-heading">${name}</h2><p class="small">${toXmlText(sum)}</p></div>
<div class="matter">
<ol role="list" class="findings">${ways.map(toWay).join('\n')}</ol>
${more > 0 ? `<p class="small">${counted(more, 'more way')} stand in the report as .json.</p>` : ''}
</div>
</section>`;
}

function toWay({ name, items, count, means, examples }: LossWay): string {
  const often = count > items ? `, ${numbers.format(count)} times` : '';
  const cut = items - examples.length;
  const unlisted = cut > 0 ? `<p class="small">${numbers.format(cut)} more stand in the report as .json.</p>` : '';
  const fold = `<details><summary class="small">${items === 1 ? 'The item' : 'Items'}</summary>
${toList(examples)}
${unlisted}
</details>`;
  return `<li class="finding">
<div><p class="subject">${toOwnWords(name, undefined)}</p><p class="small">${toXmlText(means)}</p></div>
<p class="at">${counted(items, 'item')}${often}</p>
${examples.length === 0 ? '' : fold}
</li>`;
}

function toItems(items: readonly LossItem[], all: number): string {
  const rows = items.map(
    (item) => `<details><summary class="small">${toOwnWords(item.name, undefined)}</summary>
${toList([item])}</details>`,
  );
  const more = all - items.length;
  return `<section class="sheet" id="items" aria-labelledby="items-heading">
<div class="margin"><h2 id="items-heading">Items</h2><p class="small">${more > 0 ? `the first ${numbers.format(items.length)} of ${numbers.format(all)}` : counted(all, 'item')}</p></div>
<div class="matter"><div>${rows.join('\n')}</div></div>
</section>`;
}

function toList(items: readonly LossItem[]): string {
  return `<ol role="list" class="findings">${items.map(toRow).join('\n')}</ol>`;
}

function toRow({ name, at, path, told }: LossItem): string {
  const lines = told.map((sentence) => `<p class="small">${toOwnWords(sentence, undefined)}</p>`).join('');
  const file = path === undefined ? '' : `<li><code>${toXmlText(path)}</code></li>`;
  return `<li class="finding">
<div><p class="subject">${toOwnWords(name, undefined)}</p>${lines}</div>
<div class="at"><ul role="list"><li><code>${toXmlText(at)}</code></li>${file}</ul></div>
</li>`;
}
