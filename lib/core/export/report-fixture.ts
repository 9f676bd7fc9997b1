/** A small run with everything that exports tell of, for tests: two strategies, two fault points, one of which was not measured by one. */
import { checkSpec, type ExperimentSpec } from '../experiment/spec'
import type { LedgerEntry } from '../fault/ledger'
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import { buildRunReport, type StoredTrial } from '../summary/build-report'
import type { CheckFigures, RunReport } from '../summary/report'
import { summariseTrial } from '../summary/summarise'
import { timeBuckets } from '../summary/time-buckets'
import type { TrialTimeline } from './drawn-trials'

/** What somebody may call a strategy. */
export const NASTY_LABEL = '<script>alert(1)</script> | "=2+2'

/** @param changes to the spec @param ofTrial to its one trial */
export function exampleReport(changes: object = {}, ofTrial: Partial<StoredTrial> = {}): RunReport {
  const spec = specOf(changes)
  const attempts = exampleAttempts()
  const trial: StoredTrial = {
    ...{ index: 0, pointIndex: 1, repetition: 0, quality: 'suspect', qualityReasons: ['late'] },
    ...{ startedAt: '2026-01-02T03:04:05.678Z', windowMs: WINDOW_MS, gapMs: null, quiesceMs: 0 },
    ...{ ledger: [], receipt: [], leaderEvents: null, longestStallMs: 0 },
    findings: [
      {
        ...{ rule: 'retry-storm', arm: 1, severity: 'problem', evidence: '40 retries <b>at once</b>' },
        ...{ measure: 1, atMs: 10 },
      },
    ],
    arms: summariseTrial(attempts, [0, 0]),
    ...ofTrial,
  }
  return buildRunReport({
    ...{ id: 'r', number: 12, name: 'A & <b>B</b>', version: 'v1', tags: ['nightly'], status: 'completed' },
    ...{ error: null, seed: 1, spec, createdAt: '2026-01-02T03:00:00.000Z' },
    ...{ startedAt: '2026-01-02T03:04:05.678Z', finishedAt: '2026-01-02T03:05:05.678Z' },
    ...{ cancelRequested: false, pinned: false, baseline: null, stuckFaults: [], damagedBatches: [] },
    environment: {
      ...{ driver: 'local', etcdVersion: '3.6.1', toxiproxyVersion: '2.12.0', nodeVersion: '20.1.0' },
      ...{ platform: 'linux x64', cpus: 2, cpuModel: 'Some CPU' },
    },
    progress: null,
    trials: [trial],
  })
}

const WINDOW_MS = 10_000

/** The course of its trial, as it is stored. */
export function exampleTimeline(): TrialTimeline {
  const attempts = exampleAttempts()
  const ofArm = (arm: number) => attempts.filter((attempt) => attempt.arm === arm)
  return { trial: 0, arms: [0, 1].map((arm) => timeBuckets(ofArm(arm), WINDOW_MS)) }
}

/** With what two checkers have found of its first strategy. */
export function checkedReport(): RunReport {
  const report = exampleReport()
  const checks: CheckFigures[] = [
    {
      ...{ checker: 'duplicate-effects', verdict: 'invalid', count: 2, outOf: 312 },
      ...{ examples: ['operation 4'], judgedTrials: 1, trials: 2 },
    },
    {
      ...{ checker: 'stale-reads', verdict: 'unknown', count: 0, outOf: 0 },
      ...{ examples: ['nobody told'], judgedTrials: 0, trials: 2 },
    },
  ]
  return { ...report, arms: report.arms.map((arm, index) => (index === 0 ? { ...arm, checks } : arm)) }
}

/** What is to be seen of a trial over time: a fault that lasted, one that never acted, and a change of leader. */
export function watchedTrial(): Pick<StoredTrial, 'ledger' | 'leaderEvents'> {
  const entry: LedgerEntry = {
    ...{ step: 'scenario-1', arm: null, fault: 'latency', what: 'latency 60 ms', detail: '', problem: null },
    ...{ plannedStartMs: 2_000, plannedEndMs: 5_000, state: 'removed', confirmed: true },
    ...{ actsMs: 2_004, verifiedMs: 2_010, removedMs: 5_040 },
  }
  const never: LedgerEntry = {
    ...{ ...entry, step: 'scenario-2', fault: 'bandwidth', what: 'bandwidth 1 KB/s', state: 'failed' },
    ...{ confirmed: false, actsMs: null, verifiedMs: null, removedMs: null },
  }
  const impact = { stalledMs: 420, retries: 9, retriesInCalm: 1.5, recoveryMs: 705 }
  return {
    ledger: [entry, never],
    leaderEvents: [
      {
        ...{ seenMs: 7_210, from: 0, to: 2, leaderlessMs: 102, startMs: 7_000 },
        impacts: [0, 1].map((arm) => ({ ...impact, arm })),
      },
    ],
  }
}

function exampleAttempts(): AttemptRecord[] {
  return Array.from({ length: 2_000 }, (_, operation) => {
    const at = operation * 5
    const first = { arm: 1, operation, intendedStartMs: at, startMs: at }
    const fails = operation % 20 === 0
    return [
      attemptRecord({ ...first, arm: 0, endMs: at + 12, operationEndMs: at + 12, ...(fails ? LOST : {}) }),
      attemptRecord({
        ...first,
        endMs: at + 10 + (operation % 7),
        ...(fails ? { ...LOST, stop: 'retry' } : {}),
        operationEndMs: at + 10 + (operation % 7),
      }),
      ...(fails
        ? [
            attemptRecord({
              ...{ arm: 1, operation, attempt: 2, intendedStartMs: at, startMs: at + 110, endMs: at + 120 },
              ...{
                operationEndMs: at + 120,
                nominalDelayMs: 100,
                plannedDelayMs: 80 + (operation % 40),
                actualDelayMs: 90,
              },
            }),
          ]
        : []),
    ]
  }).flat()
}

const LOST = { outcome: 'fail', errorClass: 'not-sent', stop: 'attempts-exhausted' } as const

function specOf(changes: object): ExperimentSpec {
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }, { use: 'constant', label: NASTY_LABEL }],
    matrix: { latencyMs: [0, 50], lossPercent: [5] },
    thresholds: ['successRate >= 0.99', 'p99LatencyMs <= 1000'],
    ...changes,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}
