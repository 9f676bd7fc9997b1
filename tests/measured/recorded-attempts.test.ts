import { expect, test } from 'vitest'
import { planTrials } from '@/lib/core/experiment/plan'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptsOf, emptyColumns, pushAttempt } from '@/lib/core/history/attempt-columns'
import { createStrategy } from '@/lib/core/strategy/registry'
import { decodeAttempts, encodeAttempts } from '@/lib/db/attempt-codec'
import { runTrial } from '@/lib/engine/run-trial'
import { realClock } from '@/lib/lab/clock'
import type { LabAddress } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { specOf } from '../fixtures/db-fixture'
import { noProber, unreadLedger } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'

const fixture = withLab()

test('a trial records exactly the requests that etcd counted, time-outs and a leader switch included', async () => {
  const { address } = fixture.lab
  const spec = specOf({
    strategies: [
      { use: 'no-retry' },
      { use: 'constant', params: { delayMs: 20, maxAttempts: 3 } },
      { use: 'degradation', params: { inlineRetries: 0, queueScale: 0.002 } },
    ],
    workload: { load: { mode: 'closed', concurrency: 8 }, connectionsPerMember: 2 },
    matrix: { latencyMs: [250], jitterMs: [150], leaderSwitchesPerMinute: [20] },
    attemptTimeoutMs: 300,
    trialDurationMs: 3_000,
  })
  const [trial] = planTrials(spec)
  if (!trial) throw new Error('the plan is empty')
  const [target, faults, loop] = [createTarget(address), createFaultInjector(address), createLoopMonitor()]
  const leaders = createLeaderWatcher(address)
  const columns = emptyColumns(10_000)
  const before = await requestsStarted(address)
  const result = await runTrial(
    { spec, seed: 5, trial, keyPrefix: 'recorded/' },
    {
      ...{ clock: realClock, strategies: createStrategy, target, faults, loop, leaders },
      recorder: { record: (attempt) => pushAttempt(columns, attempt) },
      observer: { phase: () => undefined },
      ledger: unreadLedger,
      prober: noProber,
    },
    new AbortController().signal,
  )
  const after = await requestsStarted(address)
  for (const part of [target, faults, loop, leaders]) part.close()

  // As they come back from where they are stored.
  const stored = [...attemptsOf([decodeAttempts(encodeAttempts(columns))])]
  const sent = (kind: AttemptRecord['kind']) =>
    stored.filter((attempt) => attempt.kind === kind && attempt.errorClass !== 'not-sent').length
  // Three arms × three members × two connections, each proved by one read.
  const opening = 18
  expect({ puts: after.Put - before.Put, gets: after.Range - before.Range - opening }).toEqual({
    puts: sent('put'),
    gets: sent('get'),
  })
  expect(stored.some((attempt) => attempt.errorClass === 'attempt-timeout')).toBe(true)
  expect(stored.some((attempt) => attempt.stop === 'retry')).toBe(true)
  expect(result.ledger.filter(({ fault }) => fault === 'leader-transfer')).toMatchObject([
    { confirmed: true, state: 'done' },
  ])
  // What goes on behind callers that were let go is on the wire, too.
  expect(stored.filter(({ stop }) => stop === 'deferred').length).toBeGreaterThan(0)
  expect(stored.some((attempt) => attempt.stop === 'job-done')).toBe(true)
})

async function requestsStarted(address: LabAddress): Promise<{ Put: number; Range: number }> {
  const totals = { Put: 0, Range: 0 }
  for (const { adminUrl } of address.members) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    for (const [, method, value] of text.matchAll(
      /^grpc_server_started_total\{.*grpc_method="(\w+)".*\} (\S+)$/gm,
    ))
      if (method === 'Put' || method === 'Range') totals[method] += Number(value)
  }
  return totals
}
