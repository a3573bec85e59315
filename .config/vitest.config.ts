import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Groups of tests: units run side by side; those that build whole sites one after another, since the machine has two cores. */
const group = (name: string, include: string[], options: Record<string, unknown> = {}) => ({
  root,
  test: { name, include, testTimeout: 20_000, ...options },
});

/** Tests of commands and builds that need whole sites or compiled templates. */
const WHOLE_SITES = [
  'tests/cli/build.test.ts',
  'tests/cli/incremental.test.ts',
  'tests/cli/old-addresses.test.ts',
  'tests/cli/preview.test.ts',
  'tests/build/compile.test.ts',
  'tests/build/drawer.test.ts',
  'tests/build/static-runtime.test.ts',
];

export default defineConfig({
  root,
  test: {
    projects: [
      group(
        'unit',
        ['tests/{model,reading,markdown,capture,archive,formats,importers,build,cli,layouts,docs,audit}/**/*.test.ts'],
        {
          exclude: WHOLE_SITES,
        },
      ),
      group('site', ['tests/site/**/*.test.ts', ...WHOLE_SITES], {
        globalSetup: ['tests/site/sample.ts', 'tests/site/templates.ts'],
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 240_000,
      }),
      group('browser', ['tests/browser/**/*.test.ts'], {
        globalSetup: 'tests/site/sample.ts',
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 240_000,
      }),
      group('torture', ['tests/torture/**/*.test.ts'], {
        fileParallelism: false,
        testTimeout: 300_000,
        hookTimeout: 300_000,
      }),
    ],
  },
});
