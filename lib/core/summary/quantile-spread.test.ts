/** Intervals of quantiles: what widens them, coverage by simulation, and where there is none. */
import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '../random/stream'
import { normalQuantile } from '../statistics/quantiles'
import { outageShares } from '../statistics/simulation-fixture'
import { Histogram } from './histogram'
import { quantileRanks } from './interval'
import {
  quantileDesignEffect,
  QuantileSpreader,
  SPREAD_QUANTILES,
  type SpreadPart,
  type SpreadQuantile,
} from './quantile-spread'

/** Seconds of so many operations each. */
function partOf(seconds: number, operations: number, valueOf: (second: number, n: number) => number) {
  const spreader = new QuantileSpreader()
  const values = new Histogram()
  for (let second = 0; second < seconds; second++)
    for (let operation = 0; operation < operations; operation++) {
      const value = valueOf(second, operation)
      spreader.add(second * 1_000, value)
      values.record(value)
    }
  return { values, spread: spreader.spreadAbout(values) }
}

/** Seconds of 20 operations of 1 to 20 ms; in the slow ones each takes 100 ms more. */
const part = (seconds: number, slow: readonly number[]) =>
  partOf(seconds, 20, (second, operation) => operation + 1 + (slow.includes(second) ? 100 : 0))

function merged(parts: readonly SpreadPart[]): Histogram {
  const all = new Histogram()
  for (const { values } of parts) all.merge(values)
  return all
}

const effectOf = (parts: readonly SpreadPart[], name: SpreadQuantile) =>
  quantileDesignEffect(parts, name, merged(parts).quantile(SPREAD_QUANTILES[name]) ?? NaN)

const SIX = [0, 8, 17, 24, 31, 44]

describe('the design effect of a quantile', () => {
  it('is large where all operations of a second are slow together, and 1 where seconds are alike', () => {
    expect(effectOf([part(60, SIX)], 'p90')).toBeGreaterThan(10)
    const random = streamOf(30, RANDOM_PURPOSE.sample, 0, 0)
    expect(effectOf([partOf(60, 20, () => 100 * random.next())], 'p50')).toBeLessThan(2)
  })

  it('is unknown of few seconds, of few that were slow, and of one slow time, however long', () => {
    expect(effectOf([part(9, [1, 3, 5, 7, 8])], 'p50')).toBeNull()
    expect(effectOf([part(60, [0, 14, 28, 42])], 'p99')).toBeNull()
    expect(effectOf([part(60, [20, 21, 22, 23, 24, 25])], 'p99')).toBeNull()
    expect(effectOf([part(60, SIX)], 'p99')).not.toBeNull()
  })

  it('takes trials together, and is unknown where one of them did not keep it', () => {
    const thin = part(30, [2, 11, 20])
    expect(effectOf([thin], 'p90')).toBeNull()
    expect(effectOf([thin, thin], 'p90')).toBeGreaterThan(5)
    expect(effectOf([thin, thin, { ...thin, spread: null }], 'p90')).toBeNull()
    const old = { ...thin.spread, p90: { ...thin.spread.p90, serial: null } }
    expect(effectOf([thin, thin, { ...thin, spread: old }], 'p90')).toBeNull()
  })

  it('is larger of five trials that differ than of two', () => {
    const random = streamOf(30, RANDOM_PURPOSE.sample, 0, 1)
    const trials = [10, 30, 50, 70, 90].map((shift) => partOf(20, 20, () => shift + 40 * random.next()))
    expect(effectOf(trials.slice(0, 4), 'p50')).toBeLessThan(2)
    expect(effectOf(trials, 'p50')).toBeGreaterThan(20)
  })
})

describe('the interval of a quantile', () => {
  const REPETITIONS = 2_000
  const NAMES = ['p50', 'p90', 'p99'] as const

  /** Whether an interval was shown, and whether it held the truth. */
  function interval(parts: readonly SpreadPart[], name: SpreadQuantile) {
    const values = merged(parts)
    const effect = effectOf(parts, name)
    const ranks = effect === null ? null : quantileRanks(SPREAD_QUANTILES[name], values.count, effect)
    return ranks && { low: values.atRank(ranks.low) ?? NaN, high: values.atRank(ranks.high) ?? NaN }
  }

  /** A latency of about 10 ms, of 200 in an outage; every one that was drawn is kept, for the truth. */
  class Latencies {
    readonly drawn: number[] = []
    constructor(readonly random: RandomStream) {}
    normal = () => normalQuantile(this.random.next() || 0.5)
    next(factor: number): number {
      const value = 10 * factor * Math.exp(0.4 * this.normal())
      this.drawn.push(value)
      return value
    }
  }

  it.each<[string, (latencies: Latencies) => SpreadPart[], Partial<Record<SpreadQuantile, number>>]>([
    [
      'seconds that differ',
      (latencies) => {
        const factors = Array.from({ length: 40 }, () => Math.exp(0.3 * latencies.normal()))
        return [partOf(40, 15, (second) => latencies.next(factors[second] ?? 1))]
      },
      { p50: 0.95, p90: 0.8 },
    ],
    [
      'outages of 3 s',
      (latencies) => {
        const shares = outageShares(latencies.random, { seconds: 100, perMinute: 6, lengthS: 3 })
        return [
          partOf(100, 16, (second) =>
            latencies.next(latencies.random.next() < (shares[second] ?? 0) ? 20 : 1),
          ),
        ]
      },
      { p50: 0.95, p90: 0.7, p99: 0.4 },
    ],
    [
      'five trials that differ',
      (latencies) =>
        Array.from({ length: 5 }, () => {
          const factor = Math.exp(0.2 * latencies.normal())
          return partOf(10, 8, () => latencies.next(factor))
        }),
      { p50: 0.95 },
    ],
  ])('covers the truth in 93 to 97 of 100 cases where it is shown: %s', (_, sample, expected) => {
    const latencies = new Latencies(streamOf(31, RANDOM_PURPOSE.sample, 0, 0))
    const samples = Array.from({ length: REPETITIONS }, () => sample(latencies))
    const sorted = Float64Array.from(latencies.drawn).sort()
    for (const name of NAMES) {
      const truth = sorted[Math.ceil(SPREAD_QUANTILES[name] * sorted.length) - 1] ?? NaN
      const shown = samples.flatMap((parts) => interval(parts, name) ?? [])
      const share = shown.filter(({ low, high }) => low <= truth && truth <= high).length / shown.length
      const leastShown = expected[name]
      if (leastShown === undefined) continue
      expect(shown.length).toBeGreaterThan(leastShown * REPETITIONS)
      expect(share).toBeGreaterThanOrEqual(0.93)
      expect(share).toBeLessThanOrEqual(0.97)
    }
  })
})
