import { describe, expect, it } from 'vitest'
import { experimentSpecSchema } from '../experiment/spec'
import type { Stratum } from '../statistics/strata'
import { furtherSample, noEstimateReason } from './further-sample'

const stratum = (blocks: number, missing: number): Stratum => ({
  ...{ hits: 90, of: 100, value: 0.9, variance: 0.01, degrees: blocks - 1 },
  ...{ blocks, enough: blocks / 10, hitting: blocks, missing, carriers: missing, independent: false },
})

describe('what an undecided figure needs', () => {
  it('is told as repetitions of the whole run, and their time', () => {
    const spec = experimentSpecSchema.parse({
      ...{ name: 'a run', strategies: [{ use: 'no-retry' }], repetitions: 2, trialDurationMs: 10_000 },
    })
    // 500 operations a repetition: 1,001 more need three.
    expect(furtherSample({ spec, repetitions: 2 }, 1_001, 1_000)).toEqual({
      ...{ operations: 1_001, repetitions: 3, atLeastMs: 3 * 10_400 },
    })
    expect(furtherSample({ spec, repetitions: 2 }, 10, 0)).toBeNull()
  })

  it('is seconds where there are fewer than ten, and seconds with failures where those are few', () => {
    const reason = (one: Stratum) => noEstimateReason('successRate', { operations: 100, successOf: [one] }, 2)
    expect(reason(stratum(8, 8))).toBe(
      '8 of at least 10 blocks of time (a second or longer) were measured; longer trials or more repetitions (about 1 more) give an interval',
    )
    expect(reason(stratum(20, 2))).toBe(
      'the failures lie in 2 of at least 5 blocks of time (a second or longer; an outage of several counts about once); longer trials or more repetitions (about 3 more) give an interval',
    )
    expect(noEstimateReason('p99LatencyMs', { operations: 0, successOf: [] }, 1)).toBe(
      'no operation was measured',
    )
  })
})
