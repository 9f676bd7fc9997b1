/** What etcd's own history says of writes whose answers were lost: the articles' claim, measured. */
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { expect, test } from 'vitest'
import { isWrite, type AttemptRecord } from '@/lib/core/history/attempt'
import { checkHistory } from '@/lib/core/checker/registry'
import type { WriteHistory } from '@/lib/engine/ports'
import { withLab } from '../fixtures/lab-fixture'
import { withTrials } from '../fixtures/lab-trial'

const fixture = withLab()
const trials = withTrials(fixture)

async function histories(
  changes: Partial<ExperimentSpecInput>,
): Promise<{ records: AttemptRecord[]; applied: WriteHistory[] }> {
  const { records, result } = await trials.run({
    workload: { load: { mode: 'closed', concurrency: 8 } },
    ...changes,
  })
  return { records, applied: result.histories }
}

const writesOf = (history: WriteHistory | undefined) => (history && 'writes' in history ? history.writes : [])

test('a plain retry under ack loss applies operations again, an idempotent one never, and nothing is lost', async () => {
  const { records, applied } = await histories({
    strategies: [
      { use: 'constant', params: { delayMs: 5, maxAttempts: 5 } },
      { use: 'idempotent', params: { initialDelayMs: 5, maxDelayMs: 50, maxAttempts: 8 } },
    ],
    matrix: { lossPercent: [30], loss: { mode: 'ack' } },
    attemptTimeoutMs: 150,
    trialDurationMs: 3_000,
  })
  const [plain, idempotent] = [0, 1].map((arm) => {
    const attempts = records.filter((record) => record.arm === arm)
    const checks = checkHistory({ attempts, applied: writesOf(applied[arm]), marksAttempts: true })
    return { attempts, checks: Object.fromEntries(checks.map((check) => [check.checker, check])) }
  })
  // Every put was executed, whether or not its answer came back; so one that was sent n times took effect n times.
  const puts = (plain?.attempts ?? []).filter(
    ({ kind, errorClass }) => isWrite(kind) && errorClass !== 'not-sent',
  )
  expect(writesOf(applied[0])).toHaveLength(puts.length)
  const operations = new Set(puts.map(({ operation }) => operation)).size
  expect(operations).toBeGreaterThan(20)
  expect(plain?.checks['duplicate-effects']).toMatchObject({
    verdict: 'invalid',
    count: puts.length - operations,
  })
  expect(idempotent?.checks['duplicate-effects']).toMatchObject({ verdict: 'valid', count: 0 })
  expect(idempotent?.checks['duplicate-effects']?.outOf).toBeGreaterThan(20)
  for (const strategy of [plain, idempotent])
    expect(strategy?.checks).toMatchObject({
      'lost-updates': { verdict: 'valid' },
      'false-failures': { verdict: 'valid' },
    })
})

test('the history is whole over several pieces, large values included', async () => {
  const { records, applied } = await histories({
    strategies: [{ use: 'no-retry' }],
    workload: { load: { mode: 'closed', concurrency: 16 }, putShare: 1, valueBytes: 16_384 },
    attemptTimeoutMs: 5_000,
    operationDeadlineMs: 5_000,
    trialDurationMs: 3_000,
  })
  const revisions = writesOf(applied[0]).map(({ revision }) => revision)
  expect(revisions).toHaveLength(records.length)
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  // More than one answer of gRPC's usual size.
  expect(records.length * 16_384).toBeGreaterThan(2 * 4 * 1024 * 1024)
})

test('what was compacted away is said, and not taken for lost', async () => {
  const { target } = trials.parts
  const prefix = 'retryscope/compacted/'
  await target.clean(prefix)
  const client = await target.openClient({ prefix: `${prefix}0/`, valueBytes: 16, connectionsPerMember: 1 })
  const put = (operation: number) =>
    client.attempt({
      ...{ kind: 'put', key: 1, operation, attempt: 1, member: 0, timeoutMs: 2_000 },
      signal: new AbortController().signal,
    })
  await put(0)
  // Cleaning compacts.
  await target.clean('retryscope/')
  client.close()
  expect(await target.writesApplied(`${prefix}0/`)).toEqual({
    problem: expect.stringMatching(/compacted a part of the history/) as string,
  })
})
