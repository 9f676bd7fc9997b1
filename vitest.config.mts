import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
const exclude = ['**/node_modules/**', '.next/**', 'dist/**', '.retryscope/**']

export default defineConfig({
  resolve: { alias },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,lib,components,scripts,worker,cli,bench}/**/*.test.{ts,tsx,mjs}'],
          exclude,
          environment: 'node',
          // Simulations of many operations take their time on a busy machine; time is not what they test.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude,
          environment: 'node',
          globalSetup: ['scripts/testing/integration-setup.mjs'],
          // Real etcd members and measured times: two files at once would disturb each other.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'recovery',
          include: ['tests/recovery/**/*.test.ts'],
          exclude,
          environment: 'node',
          globalSetup: ['scripts/testing/integration-setup.mjs'],
          // Labs of their own, and mostly waiting: for programs to end, to start, for a cluster to choose its leader.
          maxWorkers: 3,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
