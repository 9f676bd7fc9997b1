/** Attempts and a context for the tests of this folder. */
import { checkSpec } from '../experiment/spec'
import type { LeaderChange } from '../fault/evidence'
import { intendedEntry, type LedgerEntry } from '../fault/ledger'
import type { AttemptRecord } from '../history/attempt'
import { traceContextOf, type TraceContext } from './trace-context'

/** A put of operation 7 that succeeded at once, at 1,000 ms; overrides say what is different. */
export function record(different: Partial<AttemptRecord> = {}): AttemptRecord {
  const endMs = different.endMs ?? 1_010
  return {
    ...{ arm: 0, operation: 7, attempt: 1, kind: 'put', member: 1 },
    ...{ intendedStartMs: 1_000, startMs: 1_000, endMs, outcome: 'ok', errorClass: 'none', loss: 'none' },
    ...{ nominalDelayMs: 0, plannedDelayMs: 0, actualDelayMs: 0, stop: 'succeeded', operationEndMs: endMs },
    ...different,
  }
}

/** Two attempts: no leader, a wait of 100 ms drawn as 80 and 81 long, then success. */
export function retried(different: Partial<AttemptRecord> = {}): AttemptRecord[] {
  return [
    record({ outcome: 'fail', errorClass: 'no-leader', stop: 'retry', startMs: 1_002, ...different }),
    record({
      ...{ attempt: 2, member: 2, startMs: 1_091, endMs: 1_100 },
      ...{ nominalDelayMs: 100, plannedDelayMs: 80, actualDelayMs: 81, ...different },
    }),
  ]
}

/** The second trial of a run on etcd with two strategies, or over HTTP. */
export function contextOf({
  leaderChanges = [],
  ledger = [],
  target = 'etcd',
}: {
  leaderChanges?: LeaderChange[]
  ledger?: LedgerEntry[]
  target?: 'etcd' | 'http'
} = {}): TraceContext {
  const result = checkSpec({
    ...{ name: 'traced', strategies: [{ use: 'no-retry' }, { use: 'constant' }], trialDurationMs: 5_000 },
    matrix: { latencyMs: [0, 40] },
    target: { kind: target },
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const windows = [{ arm: null, startedAt: '2026-01-02T03:04:05.678Z', leaderChanges }]
  return traceContextOf({ id: 'run-1', number: 3, spec: result.spec }, { index: 1, ledger, windows })
}

/** A confirmed switch that was sent at this time. */
export function leaderMove(actsMs: number): LedgerEntry {
  const step = {
    id: 'leader-transfer-0',
    fault: 'leader-transfer',
    params: {},
    startMs: actsMs,
    endMs: actsMs,
  }
  return { ...intendedEntry(step, null), state: 'done', actsMs, verifiedMs: actsMs + 105, confirmed: true }
}
