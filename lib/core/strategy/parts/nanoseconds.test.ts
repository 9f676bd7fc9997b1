import { expect, it } from 'vitest'
import { msFromNs, nsFromMs } from './nanoseconds'

it('turns milliseconds into whole nanoseconds, fractions to the nearest', () => {
  expect([0, 1, 0.1, 1.0000004, 1.0000006].map(nsFromMs)).toEqual([
    0, 1_000_000, 100_000, 1_000_000, 1_000_001,
  ])
})

it('turns nanoseconds into milliseconds with their fraction', () => {
  expect(msFromNs(1_500_001)).toBe(1.500001)
})
