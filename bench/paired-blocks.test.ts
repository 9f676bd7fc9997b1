import { describe, expect, it } from 'vitest'
import { bootstrap, median, quantile } from './paired-blocks'

describe('statistics of paired blocks', () => {
  it('takes the median and the nearest-rank quantile', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4)
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2)
  })

  it('gives an interval around the statistic that shrinks with the sample, and the same each time', () => {
    const few = bootstrap([1, 2, 3, 4, 5], median)
    const many = bootstrap(
      Array.from({ length: 200 }, (_, index) => 1 + (index % 5)),
      median,
    )
    expect(few).toEqual(bootstrap([1, 2, 3, 4, 5], median))
    expect(few.value).toBe(3)
    expect(few.low).toBeLessThan(3)
    expect(few.high).toBeGreaterThan(3)
    expect(many.high - many.low).toBeLessThan(few.high - few.low)
  })
})
