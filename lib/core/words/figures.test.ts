import { expect, it } from 'vitest'
import { estimateWords, figureWords, signed, type FigureUnit } from './figures'

const within = (value: number, low: number, high: number) => ({ value, low, high })

it.each<[FigureUnit, ReturnType<typeof within> | null, string]>([
  ['percent', within(0.982, 0.971, 0.989), '98.20 % (97.10–98.90 %)'],
  ['percent', within(1, 0.9991, 1), '100 % (99.91–100 %)'],
  ['times', within(1.04, 1.03, 1.05), '1.04× (1.03–1.05×)'],
  ['ms', within(2720.4, 2600, 2801), '2,720 ms (2,600–2,801 ms)'],
  ['per-second', within(99.42, 98.1, 101), '99.4/s (98.1–101)'],
  ['plain', within(-51, -52, -50), '−51 (−52 to −50)'],
  ['percent', null, '–'],
])('writes an estimate in %s with its interval: %j is "%s"', (unit, estimate, words) => {
  expect(estimateWords(estimate, unit)).toBe(words)
  if (estimate) expect(words.startsWith(figureWords(estimate.value, unit))).toBe(true)
})

it('gives no sign to what is written as nothing', () => {
  expect([0.001, -0.001, 0.01, -0.01].map(signed)).toEqual(['0.00', '0.00', '+0.01', '−0.01'])
})
