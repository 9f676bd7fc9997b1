import { ESLint } from 'eslint'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..', '..')
const architecture = [
  'import-x/no-restricted-paths',
  'no-restricted-imports',
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-globals',
  'no-restricted-properties',
  'no-restricted-syntax',
  'no-console',
]

/** [file that imports, its code, the rule that must refuse it] */
const refused: [string, string, string][] = [
  ['lib/core/strategy/x.ts', "import '@/lib/engine/ports'", 'import-x/no-restricted-paths'],
  ['lib/core/strategy/x.ts', "import '@/lib/engine/ports'", 'no-restricted-imports'],
  ['lib/core/strategy/x.ts', "import 'node:fs'", 'no-restricted-imports'],
  ['lib/core/strategy/x.ts', "import 'react'", 'no-restricted-imports'],
  ['lib/core/strategy/x.ts', 'export const now = Date.now()', 'no-restricted-properties'],
  ['lib/core/strategy/x.ts', 'export const now = new Date()', 'no-restricted-syntax'],
  ['lib/core/strategy/x.ts', 'export const luck = Math.random()', 'no-restricted-properties'],
  ['lib/core/strategy/x.ts', 'setTimeout(() => undefined, 1)', 'no-restricted-globals'],
  ['lib/core/strategy/x.ts', 'export const home = process.env.HOME', 'no-restricted-globals'],
  ['lib/engine/x.ts', "import '@/scripts/lint/zones.mjs'", 'import-x/no-restricted-paths'],
  ['lib/db/x.ts', "import '@/lib/engine/ports'", 'import-x/no-restricted-paths'],
  [
    'lib/lab/x.ts',
    "import Database from 'better-sqlite3'\nnew Database('x')",
    '@typescript-eslint/no-restricted-imports',
  ],
  ['components/x.ts', "import '@/lib/engine/ports'", 'import-x/no-restricted-paths'],
  ['components/x.ts', "console.log('hello')", 'no-console'],
  ['app/x.ts', "import '@/lib/engine/ports'", 'import-x/no-restricted-paths'],
  ['worker/x.ts', "import '@/scripts/lint/zones.mjs'", 'import-x/no-restricted-paths'],
]

const accepted: [string, string][] = [
  ['lib/core/strategy/x.ts', "import { z } from 'zod'\nexport const schema = z.string()"],
  ['lib/lab/x.ts', "import '@/lib/engine/ports'"],
  ['lib/db/x.ts', "import Database from 'better-sqlite3'\nnew Database('x')"],
  ['worker/x.ts', "import '@/lib/engine/ports'"],
]

describe('the linter keeps the folders apart', () => {
  let eslint: ESLint

  beforeAll(() => {
    // These files exist only here, so the type-aware rules have nothing to work on.
    eslint = new ESLint({
      cwd: root,
      overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
      ruleFilter: ({ ruleId }) => architecture.includes(ruleId),
    })
  })

  async function violations(file: string, code: string) {
    const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) })
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message)
  }

  test.each(refused)('%s: %s is refused by %s', async (file, code, rule) => {
    expect(await violations(file, code)).toContain(rule)
  })

  test.each(accepted)('%s: %s is accepted', async (file, code) => {
    expect(await violations(file, code)).toEqual([])
  })

  test.each([
    ['strategy', 'fault/fault-point'],
    ['strategy', 'workload/workload'],
    ['fault', 'workload/workload'],
    ['workload', 'fault/fault-point'],
    ['checker', 'workload/workload'],
  ])('lib/core/%s must not know lib/core/%s', async (part, other) => {
    const code = `import type * as other from '@/lib/core/${other}'\nexport type Other = typeof other`
    expect(await violations(`lib/core/${part}/x.ts`, code)).toEqual(['import-x/no-restricted-paths'])
    expect(await violations('lib/core/experiment/x.ts', code)).toEqual([])
  })
})
