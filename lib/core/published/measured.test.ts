import { describe, expect, it } from 'vitest'
import { figuresOf } from '../summary/figures'
import type { StrategyFigures } from '../summary/report'
import type { Evidence } from './claim'
import {
  checked,
  failureRate,
  foundIn,
  meanDeviation,
  meanTimeRatio,
  medianWait,
  mostRequests,
  receiptLine,
  retriesPerOperation,
  successWithRetries,
} from './measured'
import { presetNamed, reportOf, trialOf, within } from './report-fixture'

const report = reportOf(presetNamed('p1').spec(), {})

function evidence(
  figures: Partial<StrategyFigures>,
  other: Partial<StrategyFigures> | null = null,
): Evidence {
  const own = { ...figuresOf([]), ...figures, worst: null }
  return {
    ...{ report, arm: 0, figures: own, overall: own },
    figuresOf: () => other && { ...figuresOf([]), ...other },
  }
}
const CHECK = { verdict: 'invalid' as const, examples: [], trials: 1, judgedTrials: 1 }
const estimate = (value: number, low: number, high: number) => ({
  kind: 'estimate',
  estimate: {
    value: expect.closeTo(value) as number,
    low: expect.closeTo(low) as number,
    high: expect.closeTo(high) as number,
  },
})

describe('estimates', () => {
  it('turn a success rate round with its interval', () => {
    expect(failureRate(evidence({ successRate: { value: 0.9, low: 0.85, high: 0.92 } }))).toEqual(
      estimate(0.1, 0.08, 0.15),
    )
  })

  it('count retries only where requests are nothing else', () => {
    const amplification = within(1.8, 2)
    expect(retriesPerOperation(evidence({ amplification }))).toEqual(estimate(0.9, 0.8, 1))
    for (const other of [{ auxiliaryRequests: 1 }, { leakedAttempts: 1 }, { unattempted: 1 }])
      expect(retriesPerOperation(evidence({ amplification, ...other })).kind).toBe('unknown')
  })

  it('take the ratio of mean times from throughputs, the other way round', () => {
    const exact = { throughputPerSecond: within(10, 10) }
    const found = meanTimeRatio('x')(
      evidence(exact, { throughputPerSecond: { value: 30, low: 20, high: 45 } }),
    )
    expect(found).toEqual(estimate(3, 2, 4.5))
    expect(meanTimeRatio('x')(evidence(exact)).kind).toBe('unknown')
  })
})

describe('by the number of retries', () => {
  const figures = {
    okByRetries: [90, 8, 1, 1],
    retryDistribution: [90, 10, 4, 2].map((operations, retries) => ({ retries, operations })),
    retryDesignEffect: 1,
  }

  it('success is that of the operations with so many', () => {
    expect(successWithRetries(1)(evidence(figures))).toMatchObject({ estimate: { value: 0.8 } })
    expect(successWithRetries(2, Infinity)(evidence(figures))).toMatchObject({
      estimate: { value: expect.closeTo(1 / 3) as number },
    })
    expect(successWithRetries(9)(evidence(figures)).kind).toBe('unknown')
    expect(successWithRetries(1)(evidence({ ...figures, okByRetries: null })).kind).toBe('unknown')
  })

  it('deviation is that of the waits that passed', () => {
    const point = (retry: number, actualMs: number) => ({ retry, nominalMs: 100, plannedMs: 100, actualMs })
    const backoff = { ...figuresOf([]).backoff, points: [point(1, 110), point(1, 80), point(2, 300)] }
    expect(meanDeviation(1)(evidence({ backoff }))).toMatchObject({
      estimate: { value: expect.closeTo(0.15) as number },
    })
    expect(meanDeviation(2)(evidence({ backoff })).kind).toBe('unknown')
  })
})

describe('counts', () => {
  const most = (retryDistribution: number[]) =>
    mostRequests(
      evidence({
        operations: retryDistribution.reduce((sum, operations) => sum + operations, 0),
        retryDistribution: retryDistribution.map((operations, retries) => ({ retries, operations })),
      }),
    )

  it('say one of one, and group the digits of many', () => {
    expect(most([1])).toEqual({ kind: 'count', count: 1, of: 'request at most, of 1 operation' })
    expect(most([1_400, 9])).toMatchObject({ count: 2, of: 'requests at most, of 1,409 operations' })
    expect(most([])).toMatchObject({ kind: 'unknown' })
    const checks = [{ ...CHECK, checker: 'stale-reads', count: 3, outOf: 1_409 }]
    expect(checked('stale-reads', 'stale reads')(evidence({ checks }))).toMatchObject({
      ...{ count: 3, of: 'stale reads in 1,409' },
    })
    expect(foundIn('retry-storm', 'a retry storm')(evidence({}))).toMatchObject({
      ...{ count: 0, of: 'of 1 trial with a retry storm' },
    })
  })
})

describe('what is told over the whole run', () => {
  const read = medianWait(10)
  const timerErrorMs = {
    count: 9,
    p5: null,
    p50: within(0.4, 0.6),
    p95: null,
    p99: null,
    mean: 1,
    shape: null,
  }
  const own = evidence({ backoff: { ...figuresOf([]).backoff, timerErrorMs } })

  it('is unknown where other fault points would be mixed in', () => {
    expect(read(own)).toEqual(estimate(10.5, 10.4, 10.6))
    expect(read({ ...own, overall: null })).toMatchObject({ kind: 'unknown' })
  })

  it('comes from the receipts with their own interval, of several trials one by one', () => {
    const line = {
      ...{ measure: 'x', title: '', unit: '%', requested: null, measured: 20, low: 10, high: 30 },
      ...{ tolerance: null, verdict: 'informs' as const, evidence: '' },
    }
    const share = receiptLine('x', (percent) => percent / 100)
    const trials = [trialOf({ receipt: [line] })]
    expect(share({ ...own, report: { ...report, trials } })).toEqual(estimate(0.2, 0.1, 0.3))
    expect(share({ ...own, report: { ...report, trials: [...trials, ...trials] } })).toMatchObject({
      ...{ kind: 'occasions', values: [0.2, 0.2] },
    })
    expect(share(own)).toMatchObject({ kind: 'unknown' })
  })
})
