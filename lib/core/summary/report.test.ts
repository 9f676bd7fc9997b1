import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../checker/checker'
import { checkSpec, experimentSpecSchema, type ExperimentSpec } from '../experiment/spec'
import type { AttemptRecord } from '../history/attempt'
import { armSummarySchema } from './arm-summary'
import { buildRunReport, type StoredRun, type StoredTrial } from './build-report'
import { figuresOfOnePoint } from './figures-fixture'
import { judgeQuality } from './quality'
import { summariseTrial } from './summarise'

const attempt = (changes: Partial<AttemptRecord>): AttemptRecord => ({
  arm: 0,
  operation: 0,
  attempt: 1,
  kind: 'put',
  member: 0,
  intendedStartMs: 0,
  startMs: 0,
  endMs: 10,
  outcome: 'ok',
  errorClass: 'none',
  loss: 'none',
  nominalDelayMs: 0,
  plannedDelayMs: 0,
  actualDelayMs: 0,
  stop: 'succeeded',
  operationEndMs: 10,
  ...changes,
})

/** Operation 0: fails, retried, succeeds. Operation 1: unknown, then definite failure. Operation 2: succeeds at once. */
const history: AttemptRecord[] = [
  attempt({ outcome: 'fail', errorClass: 'not-sent', stop: 'retry' }),
  attempt({ operation: 1, startMs: 3, outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry' }),
  attempt({ operation: 2 }),
  attempt({
    attempt: 2,
    startMs: 85,
    endMs: 95,
    nominalDelayMs: 100,
    plannedDelayMs: 70,
    actualDelayMs: 75,
    operationEndMs: 95,
  }),
  attempt({
    operation: 1,
    attempt: 2,
    outcome: 'fail',
    errorClass: 'no-leader',
    nominalDelayMs: 100,
    plannedDelayMs: 100,
    actualDelayMs: 101,
    stop: 'attempts-exhausted',
    operationEndMs: 200,
  }),
]

describe('summariseTrial', () => {
  const [summary] = summariseTrial(history, [4])
  const figures = figuresOfOnePoint(summary ? [summary, summary] : [])

  it('counts operations by their outcome: a doubt about any attempt leaves the operation in doubt', () => {
    expect(summary).toMatchObject({
      operations: 3,
      ok: 2,
      fail: 0,
      info: 1,
      shed: 4,
      attempts: 5,
      attemptsOk: 2,
    })
    expect(summary?.retryCounts).toEqual([1, 2])
    expect(summary?.okRetryCounts).toEqual([1, 1])
    expect(figures.okByRetries).toEqual([2, 2])
    expect(summary?.errors).toEqual({ 'not-sent': 1, 'attempt-timeout': 1, 'no-leader': 1 })
    expect(summary?.stops).toEqual({ succeeded: 2, 'attempts-exhausted': 1 })
  })

  it('tells jitter, timer error and the total deviation apart', () => {
    expect(summary?.jitterDeviationPercent).toMatchObject({ count: 2, sum: -30, min: -30, max: 0 })
    expect(summary?.timerErrorMs).toMatchObject({ count: 2, sum: 6, min: 1, max: 5 })
    expect(summary?.totalDeviationPercent).toMatchObject({ count: 2, sum: 26, min: 1, max: 25 })
    expect(summary?.startLatenessMs).toMatchObject({ count: 3, max: 3 })
  })

  it('takes no part of a wait that nobody planned for the timer’s error', () => {
    const untold = { outcome: 'fail', errorClass: 'not-sent', stop: 'retry' } as const
    const [summary] = summariseTrial([attempt(untold), attempt({ attempt: 2, actualDelayMs: 800 })], [0])
    expect(summary).toMatchObject({ timerErrorMs: { count: 0 }, immediateRetries: 1, backoffPoints: [] })
  })

  it('takes a try that was refused before its wait for no retry without delay', () => {
    const [summary] = summariseTrial(
      [
        attempt({ outcome: 'fail', errorClass: 'not-sent', stop: 'retry' }),
        attempt({ attempt: 2, outcome: 'fail', errorClass: 'budget-empty', stop: 'refused' }),
      ],
      [0],
    )
    expect(summary).toMatchObject({ refused: 1, attempts: 1, immediateRetries: 0, stops: { refused: 1 } })
  })

  it('numbers the retries of a read that a strategy adds as it does all others', () => {
    const waited = { nominalDelayMs: 50, plannedDelayMs: 40, actualDelayMs: 41 }
    const lost = { outcome: 'fail', errorClass: 'no-leader', stop: 'retry' } as const
    const [summary] = summariseTrial(
      [
        attempt({ kind: 'revision', ...lost }),
        attempt({ kind: 'revision', attempt: 2, stop: 'retry', ...waited }),
        attempt({ kind: 'txn', attempt: 3, ...lost }),
        attempt({ kind: 'txn', attempt: 4, ...waited }),
      ],
      [0],
    )
    expect(summary?.backoffPoints.map(({ retry }) => retry)).toEqual([1, 2])
    expect(armSummarySchema.safeParse(summary).success).toBe(true)
  })

  it('reads what was stored before leaked attempts and auxiliary requests were counted', () => {
    const { leakedAttempts, auxiliaryRequests, requestCounts, ...before } = armSummarySchema.parse(summary)
    expect({ leakedAttempts, auxiliaryRequests, requestCounts }).toEqual({
      leakedAttempts: 0,
      auxiliaryRequests: 0,
      requestCounts: [0, 1, 2],
    })
    const old = armSummarySchema.parse(before)
    expect(old.requestCounts).toEqual([])
    expect(figuresOfOnePoint([old, armSummarySchema.parse(summary)])).toEqual(figures)
  })

  it('merges summaries into figures with intervals', () => {
    expect(figures).toMatchObject({ operations: 6, ok: 4, info: 2, attempts: 10, retries: 4 })
    expect(figures.successRate?.value).toBeCloseTo(4 / 6)
    expect(figures.amplification?.value).toBeCloseTo(10 / 6)
    expect(figures.retryDistribution.map((row) => [row.retries, row.operations])).toEqual([
      [0, 2],
      [1, 4],
    ])
    expect(figures.p99LatencyMs).toBeNull() // six operations cannot carry a P99
    expect(figures.backoff.points).toHaveLength(4)
  })

  it('refuses a history that breaks off inside an operation', () => {
    expect(() => summariseTrial(history.slice(0, 3), [0])).toThrow('2 operations have no last attempt')
  })
})

describe('judgeQuality', () => {
  const calm = {
    startLatenessP99Ms: 3,
    timerErrorP99Ms: null,
    longestStallMs: 12,
    shed: 0,
    faultProblems: [],
  }

  it('calls a calm trial good', () => {
    expect(judgeQuality(calm)).toEqual({ quality: 'good', reasons: [] })
  })

  it.each([
    [{ startLatenessP99Ms: 20.1 }, 'starts were 20.1 ms late'],
    [{ timerErrorP99Ms: 35 }, 'backoff ends of all strategies together were 35.0 ms late'],
    [{ longestStallMs: 101 }, 'stood still for 101 ms'],
    [{ shed: 3 }, '3 arrivals were shed'],
    [{ faultProblems: ['no switch'] }, 'no switch'],
  ])('calls it suspect with %o', (evidence, reason) => {
    const quality = judgeQuality({ ...calm, ...evidence })
    expect(quality.quality).toBe('suspect')
    expect(quality.reasons.join()).toContain(reason)
  })

  it('does not mark a trial exactly at the limits', () => {
    expect(
      judgeQuality({ ...calm, startLatenessP99Ms: 20, timerErrorP99Ms: 20, longestStallMs: 100 }).quality,
    ).toBe('good')
  })
})

describe('buildRunReport', () => {
  const spec = specOf({ thresholds: ['successRate >= 0.05', 'successRate >= 0.999', 'amplification < 2'] })
  const trial: StoredTrial = {
    index: 0,
    pointIndex: 1,
    repetition: 0,
    quality: 'suspect',
    qualityReasons: ['late'],
    startedAt: '2026-01-01T00:00:00.000Z',
    windowMs: 1000,
    gapMs: null,
    quiesceMs: 0,
    ledger: [],
    receipt: [],
    findings: [],
    leaderEvents: null,
    longestStallMs: 3,
    arms: summariseTrial(history, [0, 0]),
  }
  const stored: StoredRun = {
    id: 'r',
    number: 1,
    name: 'A',
    version: null,
    tags: [],
    status: 'completed',
    error: null,
    seed: 1,
    spec,
    createdAt: '',
    startedAt: null,
    finishedAt: null,
    cancelRequested: false,
    pinned: false,
    baseline: null,
    stuckFaults: [],
    damagedBatches: [],
    environment: null,
    progress: null,
    trials: [trial],
  }

  it('has cells only where trials have finished', () => {
    const report = buildRunReport(stored)
    expect(report.totalTrials).toBe(2)
    expect(
      report.cells.map((cell) => [cell.pointIndex, cell.arm, cell.figures.operations, cell.suspectTrials]),
    ).toEqual([
      [1, 0, 3, 1],
      [1, 1, 0, 1],
    ])
    expect(report.quality).toBe('suspect')
  })

  it('passes, fails or stays inconclusive by the interval, and takes the worst for the run', () => {
    const report = buildRunReport(stored)
    expect(report.verdicts[0]?.results.map((result) => result.verdict)).toEqual([
      'pass',
      'fail',
      'inconclusive',
    ])
    expect(report.verdicts[1]?.verdict).toBe('inconclusive') // no operation, no estimate
    expect(report.verdict).toBe('fail')
  })

  it('gives every fault point the same weight, however many operations it let through, and names the worst', () => {
    const easy = Array.from({ length: 97 }, (_, operation) => attempt({ operation }))
    const report = buildRunReport({
      ...stored,
      trials: [trial, { ...trial, index: 1, pointIndex: 0, arms: summariseTrial(easy, [0, 0]) }],
    })
    expect(report.arms[0]).toMatchObject({ operations: 100, ok: 99 })
    expect(report.arms[0]?.successRate?.value).toBeCloseTo((1 + 2 / 3) / 2)
    expect(report.arms[0]?.worst).toMatchObject({ pointIndex: 1, successRate: { value: 2 / 3 } })
    expect(report.arms[1]?.worst).toBeNull()
  })

  it('names the worst fault point also where it is too bad for an interval', () => {
    const scenario = [{ fault: 'leader-transfer', atMs: 0 }]
    const spec = experimentSpecSchema.parse({ ...stored.spec, scenario })
    const report = buildRunReport({ ...stored, spec, trials: [trial] })
    expect(report.arms[0]?.worst).toMatchObject({ pointIndex: 1, ok: 2, operations: 3, successRate: null })
  })

  it('leaves recorded trials out of the figures, but not what was found in the target’s history', () => {
    const counts = { count: 1, outOf: 3, examples: [] }
    const found: CheckResult = { checker: 'lost-updates', verdict: 'invalid', ...counts }
    const recorded = {
      ...trial,
      profiled: true,
      arms: trial.arms.map((arm) => ({ ...arm, checks: [found] })),
    }
    const report = buildRunReport({ ...stored, trials: [recorded, { ...trial, index: 1 }] })
    expect(report.arms[0]).toMatchObject({ operations: 3, checks: [{ verdict: 'invalid', count: 1 }] })
    expect(report.cells[0]).toMatchObject({ trials: 1, figures: { operations: 3 } })
    expect(buildRunReport({ ...stored, trials: [recorded] }).arms[0]).toMatchObject({ operations: 3 })
  })

  it('gives no verdict about a run that did not complete', () => {
    for (const status of ['cancelled', 'failed', 'running'] as const)
      expect(buildRunReport({ ...stored, status })).toMatchObject({ verdict: null, verdicts: [] })
  })
})

function specOf(changes: object): ExperimentSpec {
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'constant' }, { use: 'no-retry' }],
    matrix: { latencyMs: [0, 50] },
    ...changes,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}
