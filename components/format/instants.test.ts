import { expect, it } from 'vitest'
import { instantWords, spanWords } from './instants'

it.each([
  [-31, 1, '−31 ms'],
  [90_250, 10, '1:30.25 min'],
  [0.4, 1, '0'],
  [-0.4, 1, '0'],
  // What is rounded to a larger unit stands in it.
  [999.6, 1, '1.000 s'],
  [999.6, 100, '1.0 s'],
  [999.6, 1_000, '1 s'],
  [400, 1_000, '0'],
  [-400, 1_000, '0'],
  [59_999.7, 1, '1:00.000 min'],
  [59_600, 1_000, '1:00 min'],
  [119_999.7, 1, '2:00.000 min'],
  [119_999.7, 1_000, '2:00 min'],
  [119_400, 1_000, '1:59 min'],
])('%s ms, told apart by %s ms, are %s', (ms, step, words) => {
  expect(instantWords(ms, step)).toBe(words)
})

it('a span has as many digits as its length needs', () => {
  expect(spanWords([4_250, 4_750])).toBe('4.250 s to 4.750 s')
  expect(spanWords([400, 100_400])).toBe('0 to 1:40 min')
})
