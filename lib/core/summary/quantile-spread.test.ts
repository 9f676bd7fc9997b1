import { describe, expect, it } from 'vitest'
import { Histogram } from './histogram'
import { quantileDesignEffect, QuantileSpreader, type SpreadPart } from './quantile-spread'

/** Seconds of 20 operations of 1 to 20 ms; in the slow ones each takes 100 ms more. */
function part(seconds: number, slow: readonly number[], independent = false): SpreadPart {
  const spreader = new QuantileSpreader()
  const histogram = new Histogram()
  for (let second = 0; second < seconds; second++)
    for (let operation = 0; operation < 20; operation++) {
      const value = operation + 1 + (slow.includes(second) ? 100 : 0)
      spreader.add(second * 1_000 + operation * 50, value)
      histogram.record(value)
    }
  return { values: histogram.count, independent, spread: spreader.spreadAbout(histogram) }
}

const SIX = [0, 4, 8, 12, 16, 20]

describe('the design effect of a quantile', () => {
  it('is large where all operations of a second are slow together, and 1 where each has its own luck', () => {
    expect(quantileDesignEffect([part(60, SIX)], 'p90')).toBeGreaterThan(10)
    expect(quantileDesignEffect([part(60, [])], 'p50')).toBe(1)
    expect(quantileDesignEffect([part(60, SIX, true)], 'p90')).toBe(1)
  })

  it('is unknown of few seconds, and of few that were slow', () => {
    expect(quantileDesignEffect([part(9, [1, 3, 5, 7, 8])], 'p50')).toBeNull()
    expect(quantileDesignEffect([part(60, [0, 4, 8, 12])], 'p99')).toBeNull()
    expect(quantileDesignEffect([part(60, SIX)], 'p99')).not.toBeNull()
  })

  it('takes trials together, and is unknown where one of them did not keep it', () => {
    const thin = part(30, [2, 7, 11])
    expect(quantileDesignEffect([thin], 'p90')).toBeNull()
    expect(quantileDesignEffect([thin, thin], 'p90')).toBeGreaterThan(5)
    expect(quantileDesignEffect([thin, thin, { ...thin, spread: null }], 'p90')).toBeNull()
    const older = { ...thin, spread: thin.spread && { ...thin.spread, p95: null } }
    expect(quantileDesignEffect([thin, older], 'p95')).toBeNull()
    expect(quantileDesignEffect([thin, older], 'p90')).toBeGreaterThan(5)
  })
})
