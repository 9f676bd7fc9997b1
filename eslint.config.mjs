/** What the linter checks. The architecture's rules stand in scripts/lint/. */
import next from '@next/eslint-plugin-next'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { pureClock, pureImports } from './scripts/lint/core-purity.mjs'
import { zones } from './scripts/lint/zones.mjs'

const sources = ['**/*.ts', '**/*.tsx']
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.test.mjs', 'tests/**']
const database = ['better-sqlite3', '@prisma/client', '@prisma/adapter-better-sqlite3']
const nodeGlobals = [
  ...['process', 'Buffer', 'URL', 'console', 'fetch', 'AbortController', 'AbortSignal', 'WebAssembly'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
]

export default tseslint.config(
  {
    ignores: [
      ...['node_modules/', '.next/', 'dist/', '.retryscope/', 'lib/db/generated/', 'next-env.d.ts'],
      ...['test-results/', 'playwright-report/', 'coverage/'],
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: [...sources, '**/*.mjs'], extends: [tseslint.configs.strict] },
  {
    files: [...sources, '**/*.mjs'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: `${import.meta.dirname}/tsconfig.json` }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx', '.mjs'] },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: zones() }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    // Nothing type-checks the scripts, so a misspelt name would show only when that line runs.
    files: ['**/*.mjs'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
    rules: { 'no-undef': 'error' },
  },
  {
    // The type-aware rules that find bugs; the whole type-checked set costs minutes and finds mostly taste.
    files: sources,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks, '@next/next': next },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...next.configs.recommended.rules,
      ...next.configs['core-web-vitals'].rules,
    },
  },
  { files: ['{lib,app,components}/**/*.{ts,tsx}'], ignores: tests, rules: { 'no-console': 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['lib/db/**', 'lib/core/**', 'bench/**', ...tests],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: database.map((name) => ({ name, message: 'Only lib/db talks to the database.' })),
          patterns: [
            {
              group: ['@/lib/db/generated/*', '**/db/generated/**'],
              message: 'Only lib/db talks to Prisma.',
            },
          ],
        },
      ],
    },
  },
  {
    // Unit tests share threads, and a replaced module stays replaced: those that do this have processes of their own.
    files: ['{lib,app,components,worker,cli,bench,scripts}/**/*.test.{ts,tsx,mjs}'],
    ignores: ['**/*.mocked.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock)$/]',
          message: 'Name the file *.mocked.test.ts: it replaces a module.',
        },
      ],
    },
  },
  { files: ['lib/core/**/*.ts'], rules: pureClock },
  { files: ['lib/core/**/*.ts'], ignores: tests, rules: pureImports },
)
