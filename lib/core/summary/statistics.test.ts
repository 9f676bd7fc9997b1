import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EvenSample } from './even-sample'
import { Histogram, histogramSchema } from './histogram'
import { meanInterval, quantileRanks, wilson } from './interval'

describe('wilson', () => {
  // SciPy 1.17.1: binomtest(k, n).proportion_ci(method='wilson'), from 970/1000 to 3/10.
  it.each([
    [970, 1000, 0.9574966, 0.9789063],
    [1000, 1000, 0.9961732, 1],
    [0, 20, 0, 0.1611252],
    [3, 10, 0.1077913, 0.6032219],
  ])('%i of %i is [%f, %f]', (successes, n, low, high) => {
    const estimate = wilson(successes, n)
    expect(estimate?.low).toBeCloseTo(low, 6)
    expect(estimate?.high).toBeCloseTo(high, 6)
  })

  it('says nothing about nothing', () => {
    expect(wilson(0, 0)).toBeNull()
  })
})

describe('meanInterval', () => {
  it('gives mean ± 1.96 standard errors', () => {
    // 1, 2, 3, 4: mean 2.5, variance 5/3
    const half = 1.959963984540054 * Math.sqrt(5 / 3 / 4)
    expect(meanInterval(4, 10, 30)).toEqual({ value: 2.5, low: 2.5 - half, high: 2.5 + half })
    expect(meanInterval(1, 5, 25)).toBeNull()
  })
})

describe('quantileRanks', () => {
  it('has none where the sample cannot carry the quantile', () => {
    expect(quantileRanks(0.99, 100)).toBeNull()
    expect(quantileRanks(0.5, 100)).toEqual({ low: 40, high: 61 })
  })
})

describe('Histogram', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
  const record = (list: readonly number[]) => {
    const histogram = new Histogram()
    for (const value of list) histogram.record(value)
    return histogram
  }

  it('gives every quantile within 1 % (or 0.01) of the exact order statistic', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
        const sorted = [...list].sort((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(q * list.length)) - 1] ?? NaN
        const got = record(list).quantile(q) ?? NaN
        expect(Math.abs(got - exact)).toBeLessThanOrEqual(Math.max(0.010001, 0.010001 * Math.abs(exact)))
      }),
    )
  })

  it('merges exactly and survives JSON', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = record(a)
        merged.merge(record(b))
        const whole = record([...a, ...b])
        const restored = Histogram.fromJSON(histogramSchema.parse(JSON.parse(JSON.stringify(merged))))
        expect(restored.toJSON()).toEqual({ ...whole.toJSON(), sum: merged.toJSON().sum })
        expect(merged.mean).toBeCloseTo(whole.mean ?? NaN, 3)
      }),
    )
  })

  it('has nothing to say when empty, also after JSON', () => {
    const empty = Histogram.fromJSON(new Histogram().toJSON())
    expect([empty.count, empty.mean, empty.max, empty.quantile(0.5)]).toEqual([0, null, null, null])
  })
})

describe('EvenSample', () => {
  it('keeps every k-th item, whatever the length', () => {
    for (const length of [0, 5, 8, 9, 100, 1000]) {
      const sample = new EvenSample<number>(8)
      for (let item = 0; item < length; item++) sample.offer(item)
      const gaps = new Set(sample.items.slice(1).map((item, index) => item - (sample.items[index] ?? 0)))
      expect(gaps.size).toBeLessThanOrEqual(1)
      expect(sample.items.length).toBeLessThanOrEqual(8)
      expect(sample.items.length).toBeGreaterThanOrEqual(Math.min(length, 4))
    }
  })
})
