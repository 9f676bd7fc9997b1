import { expect, it } from 'vitest'
import { stratumOf } from '../statistics/strata'
import { anyInAll, bySuccess, countedText } from './by-success'

/** One second at each fault point: no interval. */
const counted = (...points: [ok: number, of: number][]) => ({
  ok: points.reduce((sum, [ok]) => sum + ok, 0),
  operations: points.reduce((sum, [, of]) => sum + of, 0),
  successRate: null,
  successOf: points.flatMap(([hits, of]) => stratumOf([[{ hits, of }]], false) ?? []),
})
/** 280 of 311 = 90 % pooled, and 52 % as the mean of its points. */
const uneven = counted([279, 284], [1, 27])
const even = counted([70, 100], [70, 100])

it('orders by the mean of the fault points, with an interval or without, and not by what is pooled', () => {
  const estimated = { successRate: { value: 0.6, low: 0.5, high: 0.7 }, successOf: even.successOf }
  const nothing = counted()
  expect([nothing, uneven, estimated, even].sort(bySuccess)).toEqual([even, estimated, uneven, nothing])
})

it('says that counts over several fault points are no mean', () => {
  expect(countedText(uneven)).toBe('280 of 311 in all, no mean')
  expect(countedText(counted([280, 311]))).toBe('280 of 311, no interval')
  expect(countedText(counted())).toBe('–')
  expect(anyInAll([even, uneven])).toBe(true)
  expect(anyInAll([counted([280, 311])])).toBe(false)
})
