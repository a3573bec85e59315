import type { Finding, FindingPlace } from '../model/finding.ts';
import { numbers, SHORT_DAY, toOwnWords, toTime } from './report-words.ts';
import { toXmlText } from './xml.ts';

/** What the rows of a list have in common. */
interface Context {
  /** Language of what is found, where that is not English. */
  readonly language: string | undefined;
  /** Whether a place is that after which something is missing. */
  readonly isAfter: boolean;
  /** How many findings stand under each group, on the whole page. */
  readonly sizes: ReadonlyMap<string | undefined, number>;
}

/** Places of one finding that the page lists, and those of them that stand before the fold. */
const MOST_PLACES = { listed: 100, shown: 3 } as const;

/** Counts findings by their groups. */
export function groupSizes(findings: readonly Finding[]): Context['sizes'] {
  const sizes = new Map<string | undefined, number>();
  for (const { group } of findings) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/** Lists findings under their groups as HTML; `begun` is the group that an earlier list broke off. */
export function toList(findings: readonly Finding[], context: Context, begun?: string): string {
  let group: string | undefined;
  const rows = findings.map((finding) => {
    const isNew = finding.group !== group;
    group = finding.group;
    return isNew && group !== undefined
      ? toGroup(group, group === begun, context) + toRow(finding, context)
      : toRow(finding, context);
  });
  return `<ol role="list" class="findings">${rows.join('\n')}</ol>`;
}

function toGroup(group: string, isBegun: boolean, { sizes }: Context): string {
  const size = sizes.get(group) ?? 0;
  const beside = isBegun ? 'continued' : size > 1 ? numbers.format(size) : '';
  return `<li class="group">${toOwnWords(group, undefined)} <span>${beside}</span></li>`;
}

function toRow(finding: Finding, context: Context): string {
  const { subject, url, detail, fix } = finding;
  const words = toOwnWords(subject, finding.language ?? context.language);
  const isLinked = url !== undefined && /^https?:\/\//iu.test(url);
  const linked = isLinked ? `<a href="${toXmlText(url)}" rel="noreferrer">${words}</a>` : words;
  const small = [
    detail === undefined ? '' : `<p class="small">${toOwnWords(detail, undefined)}</p>`,
    fix === undefined ? '' : `<p class="small">${toXmlText(fix)}</p>`,
  ];
  return `<li class="finding">
<div><p class="subject">${linked}</p>${small.join('')}</div>
<div class="at">${toPlaces(finding, context)}</div>
</li>`;
}

function toPlaces({ subject, places }: Finding, context: Context): string {
  const { listed, shown } = MOST_PLACES;
  const drawn = places.slice(0, listed).map((place) => toPlace(place, subject, context));
  if (drawn.length <= shown + 1) return `<ul role="list">${drawn.join('')}</ul>`;
  const cut = places.length - drawn.length;
  const more = cut > 0 ? `<li>${numbers.format(cut)} more are in dateline report --json.</li>` : '';
  return `<ul role="list">${drawn.slice(0, shown).join('')}</ul>
<details><summary>${numbers.format(places.length - shown)} more places</summary><ul role="list">${drawn.slice(shown).join('')}${more}</ul></details>`;
}

function toPlace(
  { file, line, column, title, day, language }: FindingPlace,
  subject: string,
  { language: common, isAfter }: Context,
): string {
  const code = `<code>${toXmlText(file)}:${line}:${column}</code>`;
  // A finding about a story is called by its headline, which need not be said again.
  if (title === undefined || title === subject) return `<li>${code}</li>`;
  const dated = day === undefined || day === '' ? '' : `, ${toTime(day, SHORT_DAY)}`;
  const words = toOwnWords(title, language ?? common);
  return `<li><span class="story">${isAfter ? `after “${words}”` : words}${dated}</span> ${code}</li>`;
}
