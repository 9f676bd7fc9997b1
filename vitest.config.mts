import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/testing/longest-first.mjs'

const alias = { '@': import.meta.dirname }
const exclude = ['**/node_modules/**', '.next/**', 'dist/**', '.retryscope/**']
const sources = '{app,lib,components,scripts,worker,cli,bench}/**'
// Tests that replace whole modules leave them replaced for whoever shares their process.
const mocked = `${sources}/*.mocked.test.ts`

/** Tests beside their sources. */
const unit = {
  environment: 'node' as const,
  // Simulations of many operations take their time on a busy machine; time is not what they test.
  testTimeout: 60_000,
}

/** Tests on real labs. */
const lab = {
  exclude,
  environment: 'node' as const,
  globalSetup: ['scripts/testing/integration-setup.mjs'],
  hookTimeout: 60_000,
}

// Labs of their own. What recovers is mostly waited for: programs that end and start, a cluster that chooses its leader.
const SIDE_BY_SIDE = { integration: 2, recovery: 3 }

export default defineConfig({
  resolve: { alias },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...{ name: 'unit', include: [`${sources}/*.test.{ts,tsx,mjs}`], exclude: [...exclude, mocked] },
          ...unit,
          // A process per file costs more than most files do; and vitest would leave one of two cores free.
          ...{ pool: 'threads', isolate: false, maxWorkers: 2 },
          setupFiles: ['scripts/testing/fresh-modules.mjs'],
        },
      },
      {
        extends: true,
        test: { ...{ name: 'unit-mocked', include: [mocked], exclude, maxWorkers: 2 }, ...unit },
      },
      {
        extends: true,
        test: {
          ...{ name: 'measured', include: ['tests/measured/**/*.test.ts'] },
          ...lab,
          // Times, rates and small samples: two files at once would disturb each other.
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...{ name: 'integration', include: ['tests/integration/**/*.test.ts'] },
          ...lab,
          ...{ maxWorkers: SIDE_BY_SIDE.integration, sequence: { groupOrder: 1 } },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...{ name: 'recovery', include: ['tests/recovery/**/*.test.ts'] },
          ...lab,
          ...{ maxWorkers: SIDE_BY_SIDE.recovery, sequence: { groupOrder: 2 } },
          testTimeout: 90_000,
        },
      },
    ],
  },
})
