import fc from 'fast-check'
import { expect, it } from 'vitest'
import { latencyLaw, latencyQuantileMs } from './latency-law'

it('has the mean and spread of all outcomes counted one by one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 600 }), (latency, jitter) => {
      const outcomes = Array.from({ length: Math.max(1, 2 * jitter) }, (_, index) =>
        Math.max(0, latency + (jitter === 0 ? 0 : index - jitter)),
      )
      const mean = outcomes.reduce((sum, value) => sum + value, 0) / outcomes.length
      const variance = outcomes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / outcomes.length
      const law = latencyLaw(latency, jitter)
      expect(law.meanMs).toBeCloseTo(mean, 6)
      expect(law.sdMs).toBeCloseTo(Math.sqrt(variance), 4)
    }),
  )
})

it('is 108.5 for 100 ± 180: what falls below 0 counts as 0', () => {
  expect(latencyLaw(100, 180).meanMs).toBeCloseTo(108.5, 6)
})

it('has the quantiles of all outcomes counted one by one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 1, max: 1000 }),
      (latency, jitter, permille) => {
        const outcomes = Array.from({ length: Math.max(1, 2 * jitter) }, (_, index) =>
          Math.max(0, latency + (jitter === 0 ? 0 : index - jitter)),
        )
        const within = (delay: number) => outcomes.filter((outcome) => outcome <= delay).length
        const delay = latencyQuantileMs(latency, jitter, permille / 1000)
        expect(within(delay) * 1000).toBeGreaterThanOrEqual(permille * outcomes.length)
        if (delay > 0) expect(within(delay - 1) * 1000).toBeLessThan(permille * outcomes.length)
      },
    ),
  )
})
