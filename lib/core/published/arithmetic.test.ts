import { describe, expect, it } from 'vitest'
import { findPreset } from '../experiment/presets/registry'
import {
  failsAfter,
  lateLaw,
  meanRetries,
  meanTimeMs,
  nominalWaits,
  retryTimeQuantileMs,
  timeQuantileMs,
  waitsWithin,
} from './arithmetic'

const p1 = findPreset('p1')?.spec()
if (!p1) throw new Error('there is no preset p1')
const law = { late: 0.5, fromMs: 60, toMs: 100, timeoutMs: 100 }

describe('late attempts', () => {
  it('are the share of a uniform latency above the time-out', () => {
    expect(lateLaw(p1)).toEqual({
      late: expect.closeTo(1 / 3) as number,
      fromMs: 500,
      toMs: 900,
      timeoutMs: 900,
    })
    expect(lateLaw({ ...p1, attemptTimeoutMs: 1_100 }).late).toBe(0)
    expect(lateLaw({ ...p1, attemptTimeoutMs: 400 })).toEqual({
      ...{ late: 1, fromMs: 400, toMs: 400, timeoutMs: 400 },
    })
    const steady = { ...p1.matrix, jitterMs: [0] }
    expect(lateLaw({ matrix: steady, attemptTimeoutMs: 800 }).late).toBe(0)
    expect(lateLaw({ matrix: steady, attemptTimeoutMs: 799 }).late).toBe(1)
  })

  it('make a truncated geometric law', () => {
    expect(failsAfter(0.5, 5)).toBe(0.03125)
    // (1 − p^A) / (1 − p) attempts; p = .3, A = 4: 1.417 (docs of the domain).
    expect(1 + meanRetries(0.3, 4)).toBeCloseTo(1.417, 3)
    expect(meanRetries(0.5, 1)).toBe(0)
  })
})

describe('waits', () => {
  it('are the nominal ones of the strategy, until its attempts are used up', () => {
    const [noRetry, linear, v4] = p1.strategies
    if (!noRetry || !linear || !v4) throw new Error('p1 has fewer strategies')
    expect(nominalWaits(noRetry)).toEqual([])
    expect(nominalWaits(linear)).toEqual([100, 200, 300])
    expect(nominalWaits(v4).slice(0, 3)).toEqual([100, 150, 225])
    expect(nominalWaits(v4).at(-1)).toBe(2_000)
  })

  it('are begun only while they end within the limit on elapsed time', () => {
    // 900 + 100, 1,900 + 200, 3,000 + 400 …: the third would end at 3,400.
    expect(waitsWithin([100, 200, 400], 900, 3_399)).toEqual([100, 200])
    expect(waitsWithin([100, 200, 400], 900, 3_400)).toEqual([100, 200, 400])
    expect(waitsWithin([100], 900, 999)).toEqual([])
  })
})

describe('times', () => {
  it('have the mean of the attempts that are made', () => {
    // Late 100 or 80 on average in time: 90; half of them wait 200 and try once more.
    expect(meanTimeMs(law, [])).toBe(90)
    expect(meanTimeMs(law, [200])).toBe(90 + 0.5 * (200 + 90))
  })

  it('have quantiles that no operation falls out of', () => {
    // Half within the first attempt's 60 to 100, a quarter from 360 to 400, the last quarter late again at 400.
    expect(timeQuantileMs(0.25, law, [200])).toBeCloseTo(80, 0)
    expect(timeQuantileMs(0.5, law, [200])).toBeCloseTo(100, 0)
    expect(timeQuantileMs(0.625, law, [200])).toBeCloseTo(380, 0)
    expect(timeQuantileMs(0.99, law, [200])).toBeCloseTo(400, 0)
    expect(retryTimeQuantileMs(0.25, law, [200])).toBeCloseTo(280, 0)
    expect(retryTimeQuantileMs(0.9, law, [])).toBe(0)
  })
})
