import { type Site, siteSchema } from '../model/site.ts';
import { decodeText } from './decode.ts';
import type { Reading } from './reading.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

const FILE = 'site.yml';

/** Reads `site.yml`, which is YAML without fences. Never throws. */
export function readSite(bytes: Uint8Array): Reading<Site> {
  const { text, problems: encoding } = decodeText(bytes, FILE);
  if (text === undefined) return { value: undefined, problems: encoding, places: {} };
  const parsed = parseYaml(text, 1, FILE);
  if (!parsed.value) return { value: undefined, problems: [...encoding, ...parsed.problems], places: {} };
  const { value, problems: faults } = validate(siteSchema, { ...parsed, value: parsed.value }, FILE);
  const problems = [...encoding, ...parsed.problems, ...faults];
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { value: hasError ? undefined : value, problems, places: parsed.places };
}
