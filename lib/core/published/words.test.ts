import { expect, it } from 'vitest'
import { estimateText, figureText, measuredText, suspectWords } from './words'

it('writes shares so that rounding claims neither all nor none', () => {
  expect([0, 0.0034, 0.312, 0.9999, 0.99999, 1].map((share) => figureText(share, 'percent'))).toEqual([
    ...['0 %', '0.34 %', '31.2 %', '99.99 %', '99.999 %', '100 %'],
  ])
})

it('writes all figures of an estimate in the unit of its value', () => {
  expect(estimateText({ value: 1_020, low: 990, high: 1_100 }, 'ms')).toBe('1.02 s [0.99, 1.10]')
  expect(estimateText({ value: 998, low: 990, high: 1_100 }, 'ms')).toBe('998 ms [990, 1,100]')
  expect(estimateText({ value: 3.21, low: 3.1, high: 3.3 }, 'times')).toBe('3.21× [3.10, 3.30]')
})

it('lists occasions one by one, and says how many there are', () => {
  const occasions = (values: number[]) =>
    measuredText({ kind: 'occasions', values, one: 'change', many: 'changes' }, 'ms')
  expect(occasions([20])).toBe('20 ms (1 change)')
  expect(occasions([20, 1_500])).toBe('20 ms, 1.50 s (2 changes)')
  expect(occasions([1, 2, 3, 4, 5, 6])).toBe('1 ms, 2 ms, 3 ms, 4 ms and 2 more (6 changes)')
  expect(measuredText({ kind: 'unknown', why: 'x' }, 'ms')).toBeNull()
})

it('warns of suspect trials, and of nothing else', () => {
  expect(suspectWords({ trials: [{ quality: 'good' }] })).toBeNull()
  expect(suspectWords({ trials: [{ quality: 'good' }, { quality: 'suspect' }] })).toMatch(
    /^1 of 2 trials suspect/,
  )
})
