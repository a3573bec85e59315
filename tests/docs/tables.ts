/** The README's tables as the code has them. `node tests/docs/tables.ts` writes them into the README between their marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { articleSchema } from '../../src/model/article.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { PROBLEMS } from '../../src/model/problem.ts';
import { personSchema } from '../../src/model/registry.ts';
import { siteSchema } from '../../src/model/site.ts';
import { build } from '../../src/cli/build.ts';
import { captureCommand } from '../../src/cli/capture.ts';
import { check } from '../../src/cli/check.ts';
import { helpOf, helpOfAll } from '../../src/cli/command.ts';
import { dev } from '../../src/cli/dev.ts';
import { report } from '../../src/cli/health.ts';
import { exportCommand } from '../../src/cli/export.ts';
import { importCommand } from '../../src/cli/import.ts';
import { newStory } from '../../src/cli/new.ts';
import { preview } from '../../src/cli/preview.ts';
import { verify } from '../../src/cli/verify.ts';
import { markdownOf, PICTURES } from './pictures.ts';

const README = join(import.meta.dirname, '..', '..', 'README.md');
const COMMANDS = [newStory, check, captureCommand, importCommand, exportCommand, report, dev, build, preview, verify];

interface JsonField {
  readonly description?: string;
  readonly properties?: Record<string, JsonField>;
  readonly items?: JsonField;
  readonly required?: readonly string[];
}

/** Lists a schema's fields as table rows, those of mappings and lists beneath their own with dotted names. */
function rowsOf(schema: z.ZodType): string[] {
  const rows = (field: JsonField, prefix: string): string[] =>
    Object.entries(field.properties ?? {}).flatMap(([name, property]) => {
      const { description = '', items } = property;
      const needed = field.required?.includes(name) ? ' **Required.**' : '';
      const path = `${prefix}${name}`;
      const inner = items?.properties ? rows(items, `${path}[].`) : rows(property, `${path}.`);
      return [`| \`${path}\` | ${description.replaceAll('|', '\\|')}${needed} |`, ...inner];
    });
  return rows(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonField, '');
}

const table = (head: string, rows: readonly string[]) =>
  [`| ${head} |`, `|${' --- |'.repeat(head.split('|').length)}`, ...rows].join('\n');

/** Every generated part of the README by the name of its mark. */
function generatedParts(): Record<string, string> {
  return {
    pictures: PICTURES.map(markdownOf).join('\n\n'),
    fields: table('field | what it holds', rowsOf(articleSchema)),
    registry: table('field | what it holds', rowsOf(personSchema)),
    site: table('field | what it holds', rowsOf(siteSchema)),
    commands: ['```text', helpOfAll(COMMANDS), ...COMMANDS.map((command) => `\n${helpOf(command)}`), '```'].join('\n'),
    findings: table(
      'finding | what it means | what to do',
      Object.entries(FINDINGS).map(([kind, { means, fix }]) => `| \`${kind}\` | ${means} | ${fix} |`),
    ),
    problems: table(
      'code | severity | what it means',
      Object.entries(PROBLEMS).map(([code, [severity, text]]) => `| \`${code}\` | ${severity} | ${text} |`),
    ),
  };
}

/** Puts the generated parts into the README's text. Throws when a mark is missing. */
export function withGeneratedParts(readme: string): string {
  return Object.entries(generatedParts()).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < 0) throw new Error(`The README has no mark ${begin} … ${end}.`);
    return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, readme);
}

if (import.meta.main) writeFileSync(README, withGeneratedParts(readFileSync(README, 'utf8')));
