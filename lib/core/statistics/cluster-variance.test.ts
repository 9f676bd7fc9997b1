/** Trials as clusters: when their spread counts, and what it covers. */
import { describe, expect, it } from 'vitest'
import { pairedDifference } from '../comparison/compare-arms'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import { serialSpread, widerOf } from './cluster-variance'
import { fQuantile, normalQuantile } from './quantiles'
import { binomial } from './simulation-fixture'
import { proportionOf, stratumOf } from './strata'

describe('the F distribution', () => {
  it.each([
    // scipy.stats.f.ppf(p, numerator, denominator)
    [0.95, 1, 10, 4.9646],
    [0.95, 2, 10, 4.1028],
    [0.95, 3, 10, 3.7083],
    [0.7, 4, 30, 1.2816],
    [0.9, 7, 60, 1.819],
  ])('has the quantile %d of %d and %d degrees', (p, numerator, denominator, quantile) => {
    expect(Math.abs(fQuantile(p, numerator, denominator) / quantile - 1)).toBeLessThan(0.04)
  })
})

describe('the spread of trials', () => {
  const byBlock = { ...serialSpread([[1, -1, 1, -1, 2, -2]], 6), variance: 12, degrees: 9 }

  it('counts where trials differ more than their blocks say', () => {
    expect(widerOf(byBlock, [1, -1])).toBe(byBlock)
    expect(widerOf(byBlock, [6, -6])).toMatchObject({ variance: 144, degrees: 1 })
    expect(widerOf(byBlock, [3, -3, 2, -2, 0])).toMatchObject({ variance: (5 / 4) * 26, degrees: 4 })
  })

  it('says nothing of one trial', () => {
    expect(widerOf(byBlock, [0])).toBe(byBlock)
  })
})

describe('intervals over trials that differ', () => {
  const REPETITIONS = 2_000
  const blocks = (random: ReturnType<typeof streamOf>, failure: number) =>
    Array.from({ length: 10 }, () => ({ hits: 50 - binomial(random, 50, failure), of: 50 }))

  // Few trials may look alike by chance, and then nobody knows that they differ (decision 015).
  it.each([
    [2, 0.76],
    [3, 0.87],
    [4, 0.89],
    [8, 0.93],
  ])('of %d trials hold the truth in at least this share: %d', (trials, least) => {
    const random = streamOf(41, RANDOM_PURPOSE.sample, trials, 0)
    let [shown, covered] = [0, 0]
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const stratum = stratumOf(
        Array.from({ length: trials }, () => blocks(random, 0.02 + 0.1 * random.next())),
        false,
      )
      const interval = stratum && proportionOf([stratum])
      if (!interval) continue
      shown += 1
      if (interval.low <= 0.93 && 0.93 <= interval.high) covered += 1
    }
    expect(shown).toBeGreaterThan(0.7 * REPETITIONS)
    expect(covered / shown).toBeGreaterThanOrEqual(least)
  })

  it('find no difference between equal strategies that each trial treats differently', () => {
    const random = streamOf(42, RANDOM_PURPOSE.sample, 0, 0)
    const failure = () => Math.max(0.005, 0.08 + 0.02 * normalQuantile(random.next() || 0.5))
    let covered = 0
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const trials = Array.from({ length: 8 }, () => {
        const [a, b] = [blocks(random, failure()), blocks(random, failure())]
        return a.map((block, second) => ({ a: block, b: b[second] ?? block }))
      })
      const difference = pairedDifference([trials], true)
      if (difference && difference.low <= 0 && 0 <= difference.high) covered += 1
    }
    expect(covered / REPETITIONS).toBeGreaterThanOrEqual(0.93)
    expect(covered / REPETITIONS).toBeLessThanOrEqual(0.97)
  })
})
