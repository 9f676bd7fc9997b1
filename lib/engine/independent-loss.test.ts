import { describe, expect, it } from 'vitest'
import { streamOf } from '../core/random/stream'
import { figuresOf } from '../core/summary/figures'
import { summariseTrial } from '../core/summary/summarise'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

describe('against independent loss', () => {
  it.each([
    [0.05, 2],
    [0.3, 4],
    [0.5, 8],
  ])(
    'p = %f, %i attempts: success and attempts per operation meet the closed form',
    async (p, maxAttempts) => {
      const random = streamOf(77)
      const lab = new VirtualLab(() => ({ afterMs: 10, reply: random.next() < p ? FAILED : OK }))
      await lab.run(
        specOf({
          strategies: [{ use: 'exponential', params: { maxAttempts, initialDelayMs: 10 } }],
          trialDurationMs: 5000,
          workload: { load: { mode: 'closed', concurrency: 16 } },
          operationDeadlineMs: 60_000,
        }),
      )
      const figures = figuresOf(summariseTrial(lab.records, [0]))
      const n = figures.operations
      const success = 1 - p ** maxAttempts
      const meanAttempts = success / (1 - p)
      expect(n).toBeGreaterThan(2000)
      // Five standard errors.
      expect(Math.abs((figures.successRate?.value ?? NaN) - success)).toBeLessThan(
        5 * Math.sqrt((success * (1 - success)) / n) + 1e-9,
      )
      expect(Math.abs((figures.amplification?.value ?? NaN) - meanAttempts)).toBeLessThan(
        5 * Math.sqrt(p / (1 - p) ** 2 / n),
      )
    },
  )
})
