/** A small run with everything that exports tell of, for tests: two strategies, two fault points, one of which was not measured by one. */
import { checkSpec, type ExperimentSpec } from '../experiment/spec'
import { attemptRecord } from '../history/attempt-fixture'
import { buildRunReport, type StoredTrial } from '../summary/build-report'
import type { RunReport } from '../summary/report'
import { summariseTrial } from '../summary/summarise'

/** What somebody may call a strategy. */
export const NASTY_LABEL = '<script>alert(1)</script> | "=2+2'

/** @param changes to the spec */
export function exampleReport(changes: object = {}): RunReport {
  const spec = specOf(changes)
  const attempts = Array.from({ length: 2_000 }, (_, operation) => {
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
  const trial: StoredTrial = {
    ...{ index: 0, pointIndex: 1, repetition: 0, quality: 'suspect', qualityReasons: ['late'] },
    ...{ startedAt: '2026-01-02T03:04:05.678Z', windowMs: 10_000, gapMs: null, quiesceMs: 0 },
    ...{ ledger: [], receipt: [], leaderEvents: null, longestStallMs: 0 },
    findings: [
      {
        ...{ rule: 'retry-storm', arm: 1, severity: 'problem', evidence: '40 retries <b>at once</b>' },
        ...{ measure: 1, atMs: 10 },
      },
    ],
    arms: summariseTrial(attempts, [0, 0]),
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
