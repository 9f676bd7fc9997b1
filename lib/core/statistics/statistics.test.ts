/**
 * Against known values. The references are SciPy 1.17.1 and statsmodels 0.15.0, by:
 *   scipy.stats.norm.ppf, t.ppf, fisher_exact, binomtest(b, b + c, .5), mannwhitneyu(x, y, method='asymptotic')
 *   statsmodels.stats.proportion.confint_proportions_2indep(…, method='newcomb')
 */
import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '../random/stream'
import { clusteredProportion, type Block } from './clustered-proportion'
import { fisherExact, mcNemarExact, newcombe } from './differences'
import { normalQuantile, studentQuantile } from './quantiles'
import { mannWhitney } from './rank-test'
import { operationsToDecide, operationsToTellApart } from './sample-size'

describe('quantiles', () => {
  it.each([
    [0.5, 0],
    [0.8, 0.8416212335729143],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.0001, -3.7190164854556804],
  ])('of the normal distribution at %f', (p, expected) => expect(normalQuantile(p)).toBeCloseTo(expected, 7))

  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [5, 2.5705818356363146],
    [10, 2.228138851986274],
    [30, 2.0422724563012378],
  ])('of Student’s t with %d degrees', (degrees, expected) =>
    expect(studentQuantile(0.05, degrees)).toBeCloseTo(expected, 3),
  )
})

describe('differences', () => {
  it.each([
    [[56, 70, 48, 80], 0.05243147240236498, 0.33387265403690614],
    [[9, 10, 3, 10], 0.1705227239345029, 0.809017973535488],
    [[10, 10, 0, 20], 0.6790860371419145, 1],
    [[970, 1000, 950, 1000], 0.0027597553320413207, 0.03771537689472715],
  ])('of %j by Newcombe', ([a = 0, n = 0, b = 0, m = 0], low, high) => {
    const interval = newcombe({ ok: a, n }, { ok: b, n: m })
    expect(interval?.low).toBeCloseTo(low, 8)
    expect(interval?.high).toBeCloseTo(high, 8)
  })

  it.each([
    [[8, 10, 1, 6], 0.034965034965034975],
    [[10, 10, 6, 10], 0.08668730650154799],
    [[3, 10, 5, 10], 0.6499166468206716],
    [[100, 102, 90, 102], 0.01014743087115805],
  ])('of %j by Fisher’s exact test', ([a = 0, n = 0, b = 0, m = 0], p) =>
    expect(fisherExact({ ok: a, n }, { ok: b, n: m })).toBeCloseTo(p, 8),
  )

  it.each([
    [5, 15, 0.04138946533203125],
    [0, 6, 0.03125],
    [10, 10, 1],
    [3, 9, 0.14599609375],
  ])('of %d and %d discordant pairs by McNemar’s exact test', (b, c, p) =>
    expect(mcNemarExact(b, c)).toBeCloseTo(p, 8),
  )

  it('in location by Mann and Whitney', () => {
    const { u, p } = mannWhitney([1.1, 2.2, 3.3, 4.4, 5.5, 2.2], [2.0, 2.2, 6.1, 7.3, 8.8])
    expect(u).toBe(9)
    expect(p).toBeCloseTo(0.31086287025889725, 6)
  })
})

describe('sample sizes', () => {
  it.each([
    // 768.01 and 2212.2: a smaller sample would not have the power.
    [0.99, 0.97, 769],
    [0.95, 0.93, 2213],
  ])('to tell %f from %f', (a, b, n) => expect(operationsToTellApart(a, b)).toBe(n))

  it('to decide a threshold: half the distance takes four times as many', () => {
    expect(operationsToDecide({ value: 0.98, low: 0.96, high: 0.99 }, 0.97, 1_000)).toBe(3_000)
    expect(operationsToDecide({ value: 0.97, low: 0.96, high: 0.98 }, 0.97, 1_000)).toBeNull()
  })
})

describe('the interval of a proportion in clusters', () => {
  /** k blocks of n operations; a block is hit with probability q, and then fails more often. */
  function draw(random: RandomStream, [k, n, q, hit, calm]: readonly number[]): Block[] {
    return Array.from({ length: k ?? 0 }, () => {
      const failure = random.next() < (q ?? 0) ? (hit ?? 0) : (calm ?? 0)
      let ok = 0
      for (let operation = 0; operation < (n ?? 0); operation++) if (random.next() >= failure) ok += 1
      return { ok, operations: n ?? 0 }
    })
  }

  it.each([
    ['independent failures', [20, 50, 0, 0, 0.02]],
    ['independent failures, rarer', [60, 50, 0, 0, 0.01]],
    ['leader switches in every tenth second', [100, 50, 0.1, 0.3, 0.005]],
    ['leader switches in every third second', [30, 50, 0.3, 0.3, 0.01]],
    ['few callers, hard switches', [60, 20, 0.2, 0.5, 0.02]],
    ['many seconds, rare switches', [300, 50, 0.1, 0.2, 0.001]],
  ] as const)('covers the truth in 93 to 97 of 100 cases: %s', (_, [k, n, q, hit, calm]) => {
    const truth = 1 - (q * hit + (1 - q) * calm)
    const random = streamOf(11, RANDOM_PURPOSE.sample, k, n)
    let shown = 0
    let covered = 0
    for (let repetition = 0; repetition < 2_000; repetition++) {
      const interval = clusteredProportion(draw(random, [k, n, q, hit, calm]))
      if (!interval) continue
      shown += 1
      if (interval.low <= truth && truth <= interval.high) covered += 1
    }
    expect(shown).toBeGreaterThan(1_900)
    expect(covered / shown).toBeGreaterThanOrEqual(0.93)
    expect(covered / shown).toBeLessThanOrEqual(0.97)
  })

  it('is none where the sample cannot carry one', () => {
    const calm = { ok: 50, operations: 50 }
    const hit = { ok: 30, operations: 50 }
    expect(clusteredProportion([])).toBeNull()
    expect(clusteredProportion(Array.from({ length: 9 }, () => calm))).toBeNull()
    expect(clusteredProportion([...Array.from({ length: 26 }, () => calm), hit, hit, hit, hit])).toBeNull()
    expect(
      clusteredProportion([...Array.from({ length: 25 }, () => calm), hit, hit, hit, hit, hit]),
    ).not.toBeNull()
  })

  it('never calls 100 % certain, and does not take operations of one block for many', () => {
    const perfect = clusteredProportion(Array.from({ length: 40 }, () => ({ ok: 100, operations: 100 })))
    expect(perfect).toMatchObject({ value: 1, high: 1 })
    expect(perfect?.low).toBeLessThan(0.93)
  })
})
