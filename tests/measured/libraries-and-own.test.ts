import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { RunReport } from '@/lib/core/summary/report'
import { freshDatabase } from '../fixtures/db-fixture'
import { startCommand } from '../fixtures/worker-fixture'

// Attempts often take longer than their time-out, so every arm has something to retry.
const SPEC = `
name: Libraries and one's own
workload: { load: { mode: closed, concurrency: 2 } }
attemptTimeoutMs: 40
operationDeadlineMs: 600
strategies:
  - { use: cockatiel, params: { initialDelay: 5, maxDelay: 20 } }
  - { use: p-retry, params: { minTimeout: 5, maxTimeout: 20, randomize: true } }
  - { use: async-retry, params: { minTimeout: 5, maxTimeout: 20 } }
  - { use: exponential-backoff, params: { startingDelay: 5, maxDelay: 20 } }
  - { use: opossum, params: { maxAttempts: 5, volumeThreshold: 1000, initialDelayMs: 5 } }
  - { use: mine, params: { limit: 4 } }
matrix: { latencyMs: [30], jitterMs: [25] }
trialDurationMs: 1500
`

// They own their connections, and have no time-out per attempt.
const WITH_CLIENTS = `
name: Libraries with clients of their own
workload: { load: { mode: closed, concurrency: 2 } }
operationDeadlineMs: 20000
strategies: [{ use: grpc-js }, { use: etcd3 }]
trialDurationMs: 1500
`

const MINE = `export default {
  name: 'mine', title: 'Mine', description: 'Retries at once.',
  params: { limit: { type: 'integer', minimum: 1, maximum: 9, default: 3 } },
  create: ({ limit }, { compose, backoffOf }) =>
    compose({ limits: { maxAttempts: limit }, backoff: backoffOf(() => 5) }),
}`

/** Writes a strategy and a spec, and runs it from the command line. */
async function runWith(strategyText: string, specText = SPEC) {
  const folder = path.dirname((await freshDatabase()).file)
  const strategies = path.join(folder, 'strategies')
  mkdirSync(strategies)
  writeFileSync(path.join(strategies, 'mine.mjs'), strategyText)
  const [spec, json] = [path.join(folder, 'spec.yaml'), path.join(folder, 'report.json')]
  writeFileSync(spec, specText)
  const variables = { RETRYSCOPE_STRATEGIES_DIR: strategies }
  const result = await startCommand(folder, ['run', spec, '--json', json], variables).result
  return { ...result, json }
}

test('libraries and a strategy of one’s own retry against the real etcd', async () => {
  const { exitCode, stderr, json } = await runWith(MINE)
  expect(exitCode, stderr).toBe(0)
  const report = JSON.parse(readFileSync(json, 'utf8')) as RunReport
  expect(report.status).toBe('completed')
  const figures = report.arms
  expect(figures).toHaveLength(6)
  for (const arm of figures) {
    expect(arm.operations).toBeGreaterThan(5)
    expect(arm.ok).toBeGreaterThan(0)
    expect(arm.retries).toBeGreaterThan(0)
  }
})

test('libraries with clients of their own run by the worker as by the tests', async () => {
  const { exitCode, stderr, json } = await runWith(MINE, WITH_CLIENTS)
  expect(exitCode, stderr).toBe(0)
  const { status, arms } = JSON.parse(readFileSync(json, 'utf8')) as RunReport
  expect(status).toBe('completed')
  expect(arms).toHaveLength(2)
  for (const arm of arms) expect(arm).toMatchObject({ ok: arm.operations, retries: 0 })
  for (const arm of arms) expect(arm.operations).toBeGreaterThan(2)
})

test('a strategy of one’s own that breaks its contract fails the run and is named', async () => {
  const { exitCode, stdout, stderr } = await runWith(MINE.replace(/create: [^]*$/, 'create: () => 1 }'))
  expect(exitCode).not.toBe(0)
  expect(stdout + stderr).toContain(
    'A strategy of your own cannot be run: mine.mjs: create must return an object',
  )
})

test('a broken file is one line, and the spec that names it is refused', async () => {
  const { exitCode, stderr } = await runWith('export default {')
  expect(exitCode).toBe(2)
  expect(stderr.match(/mine\.mjs is left out: /g)).toHaveLength(1)
  expect(stderr).toContain('strategies.5.use: unknown strategy "mine"')
})
