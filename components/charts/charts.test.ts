import { describe, expect, it } from 'vitest'
import { checkSpec } from '@/lib/core/experiment/spec'
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { matrixSchema } from '@/lib/core/experiment/matrix'
import { stratumOf } from '@/lib/core/statistics/strata'
import type { CellReport, StrategyFigures } from '@/lib/core/summary/report'
import { backoffRows, backoffTicks, jitterEnvelope } from './backoff-data'
import { niceTicks } from './nice-ticks'
import { missingWords, retryRows } from './retry-data'
import {
  AMPLIFICATION,
  faultsAxes,
  faultsData,
  limitOf,
  percentTicks,
  startOfPercentAxis,
  SUCCESS,
} from './faults-data'

/** Figures with these operations per number of retries, the last entry of `ok` of them successful. */
function figures(retryCounts: number[], ok = retryCounts.reduce((a, b) => a + b, 0)): StrategyFigures {
  const operations = retryCounts.reduce((a, b) => a + b, 0)
  return {
    operations,
    ok,
    fail: operations - ok,
    info: 0,
    shed: 0,
    refused: 0,
    unattempted: 0,
    attempts: operations,
    leakedAttempts: 0,
    deferred: null,
    auxiliaryRequests: 0,
    retries: 0,
    successRate: null,
    successOf: [],
    throughputPerSecond: null,
    goodputPerSecond: null,
    retryDesignEffect: 1,
    successRatePerAttempt: null,
    amplification: null,
    p50LatencyMs: null,
    p99LatencyMs: null,
    p90LatencyMs: null,
    p95LatencyMs: null,
    p999LatencyMs: null,
    okByRetries: null,
    retryTime: { operations: 0, p50Ms: null, p90Ms: null, p99Ms: null, p999Ms: null },
    waitedMsPerOperation: null,
    peaks: null,
    checks: [],
    errors: {},
    stops: {},
    retryDistribution: retryCounts.map((count, retries) => ({
      retries,
      operations: count,
    })),
    backoff: { jitterPercent: null, timerErrorMs: null, totalPercent: null, points: [] },
  }
}

function specOf(strategies: object[], thresholds: unknown[] = []) {
  const result = checkSpec({ name: 'x', strategies, thresholds })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

describe('retry-count distribution', () => {
  it('draws counts above six as one bar without losing any', () => {
    const rows = retryRows([figures([50, 20, 10, 5, 5, 4, 3, 2, 1])], ['e'])
    expect(rows.map((row) => row.retries)).toEqual(['0', '1', '2', '3', '4', '5', '6+'])
    expect(rows.at(-1)?.operations).toEqual([6])
    expect(rows.flatMap((row) => row.operations).reduce((a, b) => a + b)).toBe(100)
  })
  it('gives every strategy a share at every count, and none to one that did nothing', () => {
    const rows = retryRows([figures([8]), figures([1, 1]), null], ['a', 'b', 'c'])
    expect(rows.map((row) => row.shares)).toEqual([
      [1, 0.5, null],
      [0, 0.5, null],
    ])
  })
  it('has expected shares of the counts, those of the last bar together, and goes on while some are expected', () => {
    const law = { shares: [0.5, 0.25, 0.125, 0.125], success: 0.9 }
    const rows = retryRows([figures([5, 3]), figures([8])], ['a', 'b'], [law, { reason: 'other faults act' }])
    expect(rows.map(({ expected }) => expected)).toEqual([
      [0.5, null],
      [0.25, null],
      [0.125, null],
      [0.125, null],
    ])
    const long = { shares: Array.from({ length: 10 }, () => 0.1), success: 1 }
    expect(retryRows([figures([8])], ['a'], [long]).at(-1)?.expected[0]).toBeCloseTo(0.4, 12)
  })
  it('says of whom nothing is expected, and why', () => {
    const law = { shares: [1], success: 1 }
    expect(missingWords([law, { reason: 'r' }, { reason: 'r' }], ['a', 'b', 'c'])).toEqual([
      'No expected counts for b, c: r.',
    ])
    expect(missingWords([{ reason: 'r' }], ['a'])).toEqual(['No expected counts: r.'])
    expect(missingWords([law], ['a'])).toEqual([])
  })
})

describe('backoff deviation', () => {
  const spec = specOf([
    { use: 'no-retry' },
    { use: 'constant' },
    { use: 'exponential', label: 'full', params: { jitter: 'full' } },
    { use: 'exponential', label: 'equal', params: { jitter: 'equal' } },
  ])
  const envelopes = (part: 'jitter' | 'total') =>
    spec.strategies.map((choice) => jitterEnvelope(choice, part))

  it('takes the envelope from each strategy’s own formula', () => {
    expect(envelopes('jitter')).toEqual([
      null,
      { low: 0, high: 0 },
      { low: -100, high: 0 },
      { low: -50, high: 0 },
    ])
    expect(envelopes('total')).toEqual([
      null,
      { low: 0, high: 0 },
      { low: 0, high: 100 },
      { low: 0, high: 50 },
    ])
  })
  it('leaves out strategies that never wait, and closes the ranks', () => {
    const rows = backoffRows('timer', spec, [])
    expect(rows.map(({ arm, place }) => [arm, place])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
    expect(backoffTicks(backoffRows('jitter', spec, []))).toEqual([-100, -75, -50, -25, 0])
  })
  it('tells jitter, timer error and their total apart', () => {
    const arm = figures([1])
    arm.backoff.points = [{ retry: 1, nominalMs: 100, plannedMs: 40, actualMs: 50 }]
    const arms = [null, null, arm, null]
    const x = (part: 'jitter' | 'timer' | 'total') => backoffRows(part, spec, arms)[1]?.marks[0]?.x
    expect([x('jitter'), x('timer'), x('total')]).toEqual([-60, 10, 50])
  })
  it('leaves retries without a nominal delay out of what is relative to it', () => {
    const arm = figures([1])
    arm.backoff.points = [{ retry: 1, nominalMs: 0, plannedMs: 0, actualMs: 1 }]
    expect(backoffRows('jitter', spec, [null, arm])[0]?.marks).toEqual([])
    expect(backoffRows('timer', spec, [null, arm])[0]?.marks).toHaveLength(1)
  })
})

describe('figures over the faults', () => {
  const spec = specOf([{ use: 'no-retry' }, { use: 'constant' }], ['successRate >= 0.95'])
  const points = faultPoints(
    matrixSchema.parse({ latencyMs: [0, 100], jitterMs: [0], leaderSwitchesPerMinute: [0, 6] }),
  )
  const successOf = (of: number, hits: number) => {
    const stratum = stratumOf([[{ hits, of }]], true)
    return stratum ? [stratum] : []
  }
  const cell = (pointIndex: number, arm: number, operations: number, ok: number): CellReport => ({
    pointIndex,
    arm,
    trials: 1,
    suspectTrials: 0,
    figures: { ...figures([operations], ok), successOf: successOf(operations, ok) },
  })
  const cells = [cell(0, 0, 100, 100), cell(1, 0, 100, 50), cell(0, 1, 100, 99)]

  it('takes together what a dimension has in common, each fault point with the same weight', () => {
    const data = faultsData({ points, cells, spec }, 'latencyMs', null, SUCCESS)
    expect(data.categories).toEqual(['0', '100'])
    expect(data.estimates.map((row) => row.map((estimate) => estimate?.value))).toEqual([
      [0.75, 0.99],
      [undefined, undefined],
    ])
  })
  it('tells what was measured and is not drawn', () => {
    const silent = (one: CellReport) => ({ ...one, figures: { ...one.figures, amplification: null } })
    const drawn = (one: CellReport) => ({
      ...one,
      figures: { ...one.figures, amplification: { value: 1.5, low: 1, high: 2 } },
    })
    const all = [drawn(cell(0, 0, 100, 100)), silent(cell(1, 0, 100, 50)), silent(cell(0, 1, 100, 99))]
    const { undrawn, isMeasured } = faultsData({ points, cells: all, spec }, 'points', null, AMPLIFICATION)
    expect(undrawn).toEqual([['no interval at 1 of 2'], ['no interval']])
    expect(isMeasured).toEqual([
      [true, true],
      [true, false],
      [false, false],
      [false, false],
    ])
    expect(faultsData({ points, cells, spec }, 'points', null, SUCCESS).undrawn).toEqual([[], []])
  })
  it('narrows to one fault point', () => {
    const data = faultsData({ points, cells, spec }, 'points', 1, SUCCESS)
    expect(data.categories).toEqual(['0·6/min'])
    expect(data.series.map((marks) => marks.map((mark) => mark.y))).toEqual([[50], []])
  })
  it('takes amplification as the mean of its fault points, and as unknown where one of them is', () => {
    const amplified = (pointIndex: number, value: number | null): CellReport => {
      const one = cell(pointIndex, 0, 100, 100)
      const amplification = value === null ? null : { value, low: value - 0.3, high: value + 0.4 }
      return { ...one, figures: { ...one.figures, amplification } }
    }
    const estimate = (...values: (number | null)[]) =>
      faultsData(
        { points, cells: values.map((value, index) => amplified(index, value)), spec },
        'latencyMs',
        null,
        AMPLIFICATION,
      ).estimates[0]?.[0]
    const mean = estimate(1.4, 2)
    expect(mean?.value).toBeCloseTo(1.7)
    expect(mean?.low).toBeCloseTo(1.7 - Math.SQRT1_2 * 0.3)
    expect(mean?.high).toBeCloseTo(1.7 + Math.SQRT1_2 * 0.4)
    expect(estimate(1.4, null)).toBeNull()
  })
  it('offers fault points first while they are few, dimensions first when they are many', () => {
    expect(faultsAxes(points)[0]).toBe('points')
    const many = faultPoints(
      matrixSchema.parse({ latencyMs: [0, 1, 2, 3], jitterMs: [0, 1], leaderSwitchesPerMinute: [0, 6] }),
    )
    expect(faultsAxes(many)[0]).not.toBe('points')
  })
  it('shows a threshold that concerns every strategy', () => {
    expect(limitOf(spec, 'successRate', 100)?.value).toBe(95)
    expect(limitOf(spec, 'amplification', 1)).toBeNull()
  })
  it('begins the axis at a round figure below everything and ends it at 100', () => {
    expect([99.2, 96, 61, 3].map(startOfPercentAxis)).toEqual([98, 95, 60, 0])
    for (const from of [98, 95, 90, 80, 60, 40, 20, 0]) {
      const ticks = percentTicks(from)
      expect([ticks[0], ticks.at(-1)]).toEqual([from, 100])
      expect(ticks.length).toBeLessThanOrEqual(6)
    }
  })
})

describe('round ticks', () => {
  it.each([
    [-100, 0, [-100, -75, -50, -25, 0]],
    [0, 83, [0, 25, 50, 75, 100]],
    [-0.3, 12, [-5, 0, 5, 10, 15]],
    [0, 0, [0, 1]],
  ])('stand around %d and %d', (low, high, ticks) => {
    expect(niceTicks(low, high)).toEqual(ticks)
  })
})
