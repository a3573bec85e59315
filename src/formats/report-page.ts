import { FINDINGS, SECTIONS, type Answer, type Section } from '../model/finding.ts';
import { groupSizes, toList } from './report-list.ts';
import { toReportShell } from './report-shell.ts';
import { toStrip } from './report-strip.ts';
import { counted, DAY, numbers, toTime } from './report-words.ts';
import { toXmlText } from './xml.ts';

/** What the page of a report shows. */
export interface ReportPage {
  /** Title and language (BCP 47) of the archive. */
  readonly title: string;
  readonly language: string;
  /** Style sheet, put into the page as it is. */
  readonly styles: string;
  /** One sentence each on what is wrong, and where; a page on a broken archive begins with them. */
  readonly errors: readonly string[];
  /** What became of the stories, in the order in which it is told; the first is the sum of the others. */
  readonly ledger: readonly (readonly [what: string, count: number])[];
  /** Stories that readers see, with the first and last day, where there are any. */
  readonly published: { readonly stories: number; readonly first?: string; readonly last?: string };
  readonly answers: readonly Answer[];
}

/** Findings of one kind that the page lists, those of them that stand before the fold, and errors. */
const MOST = { listed: 300, shown: 5, errors: 20 } as const;

/** Writes the page of a report. */
export function toReportPage(page: ReportPage): string {
  const { title, language, styles, answers } = page;
  const heading = 'The health of the archive';
  const sections = sectionsOf(answers);
  return toReportShell({
    heading,
    title,
    language,
    styles,
    sections: sections.map(([section]) => [section, SECTIONS[section]]),
    main: `${head(heading, page)}
${overview(answers)}
${sections.map(([section, asked]) => toSection(section, asked, language)).join('\n')}`,
    foot: [
      'Written by <b>dateline report</b>. No finding stops a build; errors do, and <b>dateline check</b> tells them.',
      'This page has no date of its own, so the same archive gives the same page.',
    ],
  });
}

function sectionsOf(answers: readonly Answer[]): [Section, Answer[]][] {
  return Array.from(Map.groupBy(answers, ({ kind }) => FINDINGS[kind].section));
}

function head(heading: string, { errors, ledger, published, answers }: ReportPage): string {
  const { stories, first, last } = published;
  const found = answers.reduce((sum, { findings }) => sum + findings.length, 0);
  const span = first !== undefined && last !== undefined ? `, ${toTime(first, DAY)} to ${toTime(last, DAY)}` : '';
  const [read, ...parts] = ledger.map(
    ([what, count]) => `<div><dt>${toXmlText(what)}</dt><dd>${numbers.format(count)}</dd></div>`,
  );
  return `<div class="sheet">
<p class="stamp"><b>${numbers.format(stories)}</b> <span>${stories === 1 ? 'story' : 'stories'} published${span}</span></p>
<div class="matter">
<div class="head">
<h1>${heading}</h1>
<p class="stand">${
    found === 0
      ? 'Nothing is left to do.'
      : `${counted(found, 'finding')}: what the archive lacks to prove what it says, and where to begin.`
  }</p>
</div>
${errors.length === 0 ? '' : toErrors(errors)}
<dl class="ledger">${read ?? ''}${parts.join('')}</dl>
</div>
</div>`;
}

function toErrors(errors: readonly string[]): string {
  const listed = errors.slice(0, MOST.errors).map((error) => `<li>${toXmlText(error)}</li>`);
  const more = errors.length - listed.length;
  return `<aside class="note">
<h2 class="minor">The content has ${counted(errors.length, 'error')}; the report is about the rest</h2>
<ul role="list" class="at">${listed.join('')}${more > 0 ? `<li>and ${numbers.format(more)} more, which dateline check tells</li>` : ''}</ul>
</aside>`;
}

/** The parts of the report with how much of each is sound: what the page is opened for. */
function overview(answers: readonly Answer[]): string {
  const parts = sectionsOf(answers).map(
    ([section, asked]) => `<div class="glance">
<h3 class="minor"><a href="#${section}">${SECTIONS[section]}</a></h3>
<ul role="list">${asked.map(toGlance).join('')}</ul>
</div>`,
  );
  return `<div class="sheet" id="overview">
<h2>At a glance</h2>
<div class="matter glances">${parts.join('\n')}</div>
</div>`;
}

function toGlance(answer: Answer): string {
  const { kind, sound, of, findings } = answer;
  const words = FINDINGS[kind].sound;
  return `<li>
<span class="what">${findings.length > 0 ? `<a href="#${kind}">${words}</a>` : words}</span>
${of === 0 ? '<span class="bar"></span><span class="num none">none</span>' : `${toBar(sound, of)}<span class="num">${shareWords(sound, of)}</span>`}
</li>`;
}

function shareWords(sound: number, of: number): string {
  return `<b>${numbers.format(sound)}</b> of ${numbers.format(of)}`;
}

/** Draws how much is sound. Beside the figures, so it is not read out; a part is never drawn as nothing or as the whole. */
function toBar(sound: number, of: number): string {
  const width = sound === 0 ? 0 : sound === of ? 100 : Math.min(99, Math.max(1, Math.round((100 * sound) / of)));
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="10"/><rect class="sound" width="${width}" height="10"/></svg>`;
}

function toSection(section: Section, asked: readonly Answer[], language: string): string {
  const open = asked.filter(({ findings }) => findings.length > 0);
  const done = asked.filter(({ findings }) => findings.length === 0);
  const found = open.reduce((sum, { findings }) => sum + findings.length, 0);
  return `<section class="sheet" id="${section}" aria-labelledby="${section}-heading">
<div class="margin"><h2 id="${section}-heading">${SECTIONS[section]}</h2><p class="small">${found === 0 ? 'Nothing to do' : counted(found, 'finding')}</p></div>
<div class="matter">
${open.map((answer) => toQuestion(answer, language)).join('\n')}
${done.length === 0 ? '' : toDone(done)}
</div>
</section>`;
}

function toDone(done: readonly Answer[]): string {
  const parts = done.map(({ kind, sound, of }) =>
    of === 0
      ? `no ${FINDINGS[kind].sound.replace(/^(?:cited|lost) /u, '')}`
      : `${numbers.format(sound)} of ${numbers.format(of)} ${FINDINGS[kind].sound}`,
  );
  return `<p class="small done"><b>Nothing to do:</b> ${parts.join('; ')}.</p>`;
}

function toQuestion({ kind, sound, of, findings, spans = [] }: Answer, language: string): string {
  const { name, sound: words, means, fix } = FINDINGS[kind];
  const listed = findings.slice(0, MOST.listed);
  const [shown, folded] =
    listed.length <= MOST.shown + 2 ? [listed, []] : [listed.slice(0, MOST.shown), listed.slice(MOST.shown)];
  const more = findings.length - listed.length;
  const context = {
    sizes: groupSizes(findings),
    language: kind === 'series-gap' || kind === 'month-empty' ? undefined : language,
    isAfter: spans.length > 0,
  };
  const [last] = shown.slice(-1);
  return `<section class="question" id="${kind}" aria-labelledby="${kind}-heading">
<div class="asked">
<h3 id="${kind}-heading">${name}</h3>
<p class="small share">${toBar(sound, of)}<span>${shareWords(sound, of)} ${words}</span></p>
<p class="means">${toXmlText(means)} <span class="fix">${toXmlText(fix)}</span></p>
</div>
${spans.length === 0 ? '' : `<ul role="list" class="strips">${spans.slice(0, MOST.listed).map(toStrip).join('')}</ul>`}
${toList(shown, context)}
${
  folded.length === 0
    ? ''
    : `<details><summary class="small">${numbers.format(findings.length - shown.length)} more</summary>
${toList(folded, context, last?.group)}
${more > 0 ? `<p class="small">${numbers.format(more)} more are in dateline report --json.</p>` : ''}
</details>`
}
</section>`;
}
