import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

/** Rooms in the order of DESIGN: each may import those before it, as `above` lists them, and nothing else of src/. */
const ROOMS = {
  model: [],
  reading: ['model'],
  markdown: ['model'],
  capture: ['model', 'reading'],
  archive: ['model', 'reading', 'markdown', 'capture'],
  formats: ['model'],
  importers: ['model', 'reading', 'markdown', 'capture'],
  build: ['model', 'reading', 'markdown', 'archive', 'formats'],
  cli: ['model', 'reading', 'markdown', 'capture', 'archive', 'formats', 'importers', 'build'],
};
const SEEN = ['components', 'layouts', 'pages', 'styles'];

const directions = Object.entries(ROOMS).map(([room, above]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?:\\.\\./)+(?:${[...Object.keys(ROOMS), ...SEEN].filter((other) => other !== room && !above.includes(other)).join('|')})/`,
            message: `src/${room} may import ${above.join(', ') || 'nothing of src'} alone.`,
          },
          ...(room === 'model' ? [{ regex: '^(?!\\./|zod$)', message: 'src/model imports zod alone.' }] : []),
        ],
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist/**', '.astro/**', '.dateline/**', '.dist.*/**'] },
  js.configs.recommended,
  {
    files: ['{src,tests}/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          ignoreRestSiblings: true,
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
        },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  { files: ['.config/*.{ts,mts}'], extends: [tseslint.configs.strict] },
  {
    files: ['**/*.mjs', '.config/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly' } },
  },
  ...astro.configs.recommended,
  ...astro.configs['jsx-a11y-recommended'],
  {
    files: ['**/*.astro'],
    languageOptions: { globals: { FOLLOWS_CONTENT: 'readonly' } },
    rules: {
      // Safari forgets that a list without markers is a list: the role says it again.
      'astro/jsx-a11y/no-redundant-roles': ['error', { ul: ['list'], ol: ['list'] }],
      // A region that scrolls has to be reached by the keyboard.
      'astro/jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region'] }],
    },
  },
  ...directions,
  {
    // Pages, layouts and components get their data from queries and write through formats.
    files: ['src/{pages,layouts,components}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(?:reading|markdown|build|cli|importers)/',
              message: 'What a reader sees asks queries and nothing else.',
            },
          ],
        },
      ],
    },
  },
);
