/** What etcd's own history says of writes whose answers were lost: the articles' claim, measured. */
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { expect, test } from 'vitest'
import { isWrite, type AttemptRecord } from '@/lib/core/history/attempt'
import type { CheckResult } from '@/lib/core/checker/checker'
import { checkHistory } from '@/lib/core/checker/registry'
import { workloadSchema } from '@/lib/core/workload/registry'
import { disagreements } from '@/lib/core/checker/checkers/final-read'
import { etcdAccess } from '@/lib/lab/etcd/etcd-access'
import { readFinalKeys } from '@/lib/lab/etcd/write-history'
import { requestsOf } from '@/lib/core/workload/requests'
import type { WriteHistory } from '@/lib/engine/ports'
import { withLab } from '../fixtures/lab-fixture'
import { withTrials } from '../fixtures/lab-trial'

const fixture = withLab()
const trials = withTrials(fixture)

const SEED = 8

async function histories(changes: Partial<ExperimentSpecInput>): Promise<{
  records: AttemptRecord[]
  applied: WriteHistory[]
  checks: Record<string, CheckResult | undefined>[]
}> {
  const workload = { load: { mode: 'closed' as const, concurrency: 8 }, ...changes.workload }
  const { records, result } = await trials.run({ ...changes, workload })
  const { kind } = workloadSchema.parse(workload)
  const asked = requestsOf(workloadSchema.parse(workload), SEED, 0)
  const checks = result.histories.map((history, arm) => {
    const { writes, finalKeys } = partsOf(history)
    const attempts = records.filter((record) => record.arm === arm)
    const known = { workload: kind, attempts, asked, applied: writes, finalKeys, marksAttempts: true }
    return Object.fromEntries(checkHistory(known).map((check) => [check.checker, check]))
  })
  return { records, applied: result.histories, checks }
}

function partsOf(history: WriteHistory | undefined) {
  if (!history || 'problem' in history) throw new Error(history?.problem ?? 'no history')
  return history
}
const writesOf = (history: WriteHistory | undefined) => partsOf(history).writes

/** Every third answer is lost. */
const LOST_ANSWERS: Partial<ExperimentSpecInput> = {
  strategies: [
    { use: 'constant', params: { delayMs: 5, maxAttempts: 5 } },
    { use: 'idempotent', params: { initialDelayMs: 5, maxDelayMs: 50, maxAttempts: 8, maxConflicts: 20 } },
  ],
  matrix: { lossPercent: [30], loss: { mode: 'ack' } },
  attemptTimeoutMs: 150,
  trialDurationMs: 3_000,
}

test('a plain retry under ack loss applies operations again, an idempotent one never, and nothing is lost', async () => {
  const { records, applied, checks } = await histories(LOST_ANSWERS)
  // Every put was executed, whether or not its answer came back; so one that was sent n times took effect n times.
  const puts = records.filter(
    ({ arm, kind, errorClass }) => arm === 0 && isWrite(kind) && errorClass !== 'not-sent',
  )
  expect(writesOf(applied[0])).toHaveLength(puts.length)
  const operations = new Set(puts.map(({ operation }) => operation)).size
  expect(operations).toBeGreaterThan(5)
  const [plain, idempotent] = checks
  expect(plain?.['duplicate-effects']).toMatchObject({ verdict: 'invalid', count: puts.length - operations })
  expect(idempotent?.['duplicate-effects']).toMatchObject({ verdict: 'valid', count: 0 })
  expect(idempotent?.['duplicate-effects']?.outOf).toBeGreaterThan(5)
  for (const strategy of [plain, idempotent]) {
    for (const name of ['lost-updates', 'false-failures', 'stale-reads', 'aborted-reads', 'final-read'])
      expect(strategy?.[name]).toMatchObject({ verdict: 'valid', count: 0 })
    // They were judged by what was really read.
    expect(strategy?.['stale-reads']?.outOf).toBeGreaterThan(5)
  }
})

test('transfers under ack loss move money twice with a plain retry, never with an idempotent one, and the total stays', async () => {
  const { checks, applied } = await histories({ ...LOST_ANSWERS, workload: { kind: 'transfer' } })
  const [plain, idempotent] = checks
  expect(plain?.['duplicate-effects']?.count).toBeGreaterThan(3)
  expect(plain?.['balance-drift']?.verdict).toBe('invalid')
  expect(idempotent?.['duplicate-effects']).toMatchObject({ verdict: 'valid', count: 0 })
  expect(idempotent?.['balance-drift']).toMatchObject({ verdict: 'valid', count: 0 })
  expect(idempotent?.['balance-drift']?.outOf).toBeGreaterThan(5)
  for (const strategy of checks)
    for (const name of ['transfer-total', 'stale-reads', 'aborted-reads', 'final-read'])
      expect(strategy[name]).toMatchObject({ verdict: 'valid', count: 0 })
  // Each transfer is a debit and a credit at one revision.
  const writes = writesOf(applied[0])
  expect(writes.length).toBe(2 * new Set(writes.map(({ revision }) => revision)).size)
})

test('the history is whole over several pieces, large values included', async () => {
  const { records, applied } = await histories({
    strategies: [{ use: 'no-retry' }],
    workload: { load: { mode: 'closed', concurrency: 16 }, putShare: 1, valueBytes: 65_536 },
    attemptTimeoutMs: 5_000,
    operationDeadlineMs: 5_000,
    trialDurationMs: 3_000,
  })
  const revisions = writesOf(applied[0]).map(({ revision }) => revision)
  expect(revisions).toHaveLength(records.length)
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  // More than one answer of gRPC's usual size.
  expect(records.length * 65_536).toBeGreaterThan(2 * 4 * 1024 * 1024)
})

test('the last read has all keys, in however many pieces, as the history says', async () => {
  const { target } = trials.parts
  const prefix = 'retryscope/pieces/'
  await target.clean(prefix)
  const arm = `${prefix}0/`
  const client = await target.openClient({ prefix: arm, valueBytes: 16, connectionsPerMember: 1 })
  for (let operation = 0; operation < 12; operation++)
    await client.attempt({
      ...{ kind: 'put', key: operation % 8, operation, attempt: 1, member: 0, timeoutMs: 5_000 },
      signal: new AbortController().signal,
    })
  client.close()
  const { writes, finalKeys } = partsOf(await target.writesApplied(arm))
  expect(disagreements(writes, finalKeys)).toEqual({ cases: [], keys: 8 })
  const { address } = fixture.lab
  const [member] = address.members
  if (!member) throw new Error('a lab without members')
  const channel = etcdAccess(address).direct(member)
  try {
    for (const page of [1, 3, 8])
      expect(await readFinalKeys(channel, arm, '0', Date.now() + 10_000, page)).toEqual(finalKeys)
  } finally {
    channel.close()
  }
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
