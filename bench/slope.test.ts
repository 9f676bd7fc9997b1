import { expect, test } from 'vitest'
import { streamOf } from '@/lib/core/random/stream'
import { slopeOf } from './slope'

test('a line without noise has its slope and no width', () => {
  const { slope, low, high } = slopeOf(Array.from({ length: 50 }, (_, x) => ({ x, y: 3 + 0.5 * x })))
  expect(slope).toBeCloseTo(0.5)
  expect(high - low).toBeCloseTo(0)
})

test('noise around a level holds 0 in about 19 of 20 intervals', () => {
  const random = streamOf(1, 1)
  let held = 0
  for (let round = 0; round < 400; round++) {
    const { low, high } = slopeOf(Array.from({ length: 100 }, (_, x) => ({ x, y: random.next() })))
    if (low <= 0 && high >= 0) held += 1
  }
  expect(held / 400).toBeGreaterThan(0.9)
  expect(held / 400).toBeLessThan(0.99)
})
