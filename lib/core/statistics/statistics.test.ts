/**
 * Against known values. The references are SciPy 1.17.1 and statsmodels 0.15.0, by:
 *   scipy.stats.norm.ppf, t.ppf, fisher_exact, binomtest(b, b + c, .5), mannwhitneyu(x, y, method='asymptotic')
 *   statsmodels.stats.proportion.confint_proportions_2indep(…, method='newcomb')
 */
import { describe, expect, it } from 'vitest'
import { wilson } from '../summary/interval'
import { fisherExact, mcNemarExact, newcombe } from './differences'
import { chiSquareQuantile, normalQuantile, studentQuantile } from './quantiles'
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

  it.each([
    [0.999, 9, 27.877164871256568],
    [0.999, 59, 98.32433786],
    [0.95, 4, 9.487729036781154],
  ])('of chi-square at %f with %d degrees', (p, degrees, expected) =>
    expect(Math.abs(chiSquareQuantile(p, degrees) / expected - 1)).toBeLessThan(0.01),
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
    expect(operationsToDecide({ value: 0.98, low: 0.96, high: 0.99 }, 0.97, 1_000, 'mean')).toBe(3_000)
    expect(operationsToDecide({ value: 0.97, low: 0.96, high: 0.98 }, 0.97, 1_000, 'mean')).toBeNull()
  })

  it.each([
    [150, 150, 0.999],
    [970, 1_000, 0.965],
    [970, 1_000, 0.975],
    [2, 100, 0.03],
  ])(
    'to decide a share of %i in %i against %f: Wilson’s interval of so many just does not straddle it',
    (ok, n, limit) => {
      const share = ok / n
      const measured = wilson(ok, n)
      const all = n + ((measured && operationsToDecide(measured, limit, n, 'proportion')) ?? NaN)
      const straddles = (size: number) => {
        const interval = wilson(share * size, size)
        return interval !== null && interval.low < limit && limit < interval.high
      }
      expect([straddles(n), straddles(all * 0.99), straddles(all + 1)]).toEqual([true, true, false])
    },
  )

  it('needs thousands for a measured 100 % against 99.9 %, not hundreds of thousands', () => {
    expect(operationsToDecide({ value: 1, low: 0.941, high: 1 }, 0.999, 152, 'proportion')).toBe(9_369)
  })
})
