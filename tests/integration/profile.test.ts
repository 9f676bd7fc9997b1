import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { foldedStacks } from '@/lib/core/profile/folded-stacks'
import { stackValues } from '@/lib/core/profile/stack-values'
import type { RunReport } from '@/lib/core/summary/report'
import { deleteRun } from '@/lib/db/delete-run'
import { readProfile } from '@/lib/db/read-profile'
import { freshDatabase } from '../fixtures/db-fixture'
import { startCommand } from '../fixtures/worker-fixture'

// The leader dies. Nobody is answered until there is another, so every operation retries until its deadline; leaky goes on behind it.
// Reads alone leave nothing in doubt, which would be waited for.
const SPEC = `
name: Recorded
workload: { load: { mode: closed, concurrency: 8 }, putShare: 0 }
attemptTimeoutMs: 60
operationDeadlineMs: 200
strategies:
  - { use: exponential, params: { initialDelayMs: 20 } }
  - { use: leaky, params: { delayMs: 400, maxAttempts: 3 } }
scenario: [{ fault: leader-kill, atMs: 100 }]
trialDurationMs: 1200
profile: first
`

test('a recorded trial in which the leader dies names leaky by its stack, and nothing of the strategy that listens', async () => {
  const db = await freshDatabase()
  const folder = path.dirname(db.file)
  const [spec, json] = [path.join(folder, 'spec.yaml'), path.join(folder, 'report.json')]
  writeFileSync(spec, SPEC)
  const { exitCode, stderr } = await startCommand(folder, ['run', spec, '--json', json]).result
  expect(exitCode, stderr).toBe(0)

  const report = JSON.parse(readFileSync(json, 'utf8')) as RunReport
  expect(report.trials.map(({ profiled = false }) => profiled)).toEqual([true])
  expect(report.trials[0]?.ledger).toMatchObject([
    { fault: 'leader-kill', confirmed: true, state: 'removed' },
  ])
  const found = report.findings.filter(({ rule }) => rule === 'abandoned-work')
  expect(found.map(({ arm, trials }) => ({ arm, trials }))).toEqual([{ arm: 1, trials: [0] }])
  expect(found[0]?.evidence).toContain('lib/core/strategy/leaky.ts:')

  const profile = await readProfile(report.id, 0, db)
  if (!profile) throw new Error('the profile was not stored')
  const folded = (view: 'cpu' | 'peak' | 'abandoned' | 'left') =>
    foldedStacks(stackValues(profile, view, ['listens', 'leaks']), 'count')
  // The bundles' source maps lead back to the sources.
  expect(folded('abandoned')).toMatch(/^leaks;.*goOnRegardless \(lib\/core\/strategy\/leaky\.ts:\d+\)/)
  expect(folded('abandoned')).not.toContain('listens')
  expect(folded('peak')).toContain('(lib/lab/clock.ts:')
  expect(folded('cpu')).toContain('(lib/core/strategy/compose.ts:')
  // What grpc-js keeps for its channels, which broke, is nobody's.
  expect(profile.pending.left.stacks.filter(({ abandoned }) => abandoned > 0)).toEqual([])
  expect(profile.health.some(({ abandoned }) => abandoned > 0)).toBe(true)

  await deleteRun(report.id, db)
  expect(await readProfile(report.id, 0, db)).toBeNull()
})
