import { describe, expect, it } from 'vitest'
import { LastSamples } from './last-samples'
import { meanPlusTwoSigma, rfc6298 } from './rtt-estimators'
import { isRttSample } from './rtt-sampling'

describe('the last samples', () => {
  it('forget the oldest first', () => {
    const last = new LastSamples(3)
    for (const value of [1, 2, 3, 10]) last.add(value)
    expect([last.count, last.mean()]).toEqual([3, 5])
  })

  it('have their deviation divided by n, as numpy has it', () => {
    const last = new LastSamples(8)
    for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) last.add(value)
    expect([last.mean(), last.deviation()]).toEqual([5, 2])
  })

  it.each([
    [0.99, 100, 99],
    [0.99, 20, 20],
    [0.5, 20, 10],
    [0.07, 100, 7],
    [1, 7, 7],
  ])('have as their quantile %f of 1 … %i the value %i', (share, count, expected) => {
    const last = new LastSamples(count)
    for (let value = count; value >= 1; value--) last.add(value)
    expect(last.quantile(share)).toBe(expected)
  })
})

describe('mean plus two sigma', () => {
  it('knows nothing before its least number of samples, then looks at the last ones', () => {
    const estimator = meanPlusTwoSigma({ samples: 8, minSamples: 8 })
    estimator.add(1_000)
    for (const value of [2, 4, 4, 4, 5, 5]) estimator.add(value)
    expect(estimator.estimateMs()).toBeNull()
    estimator.add(7)
    expect(estimator.estimateMs()).toBeGreaterThan(500)
    estimator.add(9)
    expect(estimator.estimateMs()).toBe(5 + 2 * 2)
  })
})

describe('the estimator of RFC 6298', () => {
  it('takes SRTT = R and RTTVAR = R/2 from the first sample, and updates RTTVAR with the SRTT before', () => {
    const estimator = rfc6298(1)
    expect(estimator.estimateMs()).toBeNull()
    estimator.add(100)
    expect(estimator.estimateMs()).toBe(100 + 4 * 50)
    estimator.add(200)
    // RTTVAR = ¾·50 + ¼·|100 − 200| = 62.5; SRTT = ⅞·100 + ⅛·200 = 112.5. The other order would give RTTVAR 59.4.
    expect(estimator.estimateMs()).toBe(112.5 + 4 * 62.5)
    estimator.add(100)
    expect(estimator.estimateMs()).toBeCloseTo(110.9375 + 4 * (0.75 * 62.5 + 0.25 * 12.5), 9)
  })

  it('never falls below the granularity above the smoothed time', () => {
    const estimator = rfc6298(1)
    for (let n = 0; n < 200; n++) estimator.add(20)
    expect(estimator.estimateMs()).toBeCloseTo(21, 9)
  })
})

describe('what is sampled', () => {
  const ok = { outcome: 'ok', errorClass: 'none' } as const
  const lost = { outcome: 'info', errorClass: 'attempt-timeout' } as const
  const notSent = { outcome: 'fail', errorClass: 'not-sent' } as const
  it.each([
    [1, ok, true, true],
    [2, ok, true, false],
    [1, lost, true, false],
    [2, lost, true, false],
    [1, notSent, false, false],
    [1, { outcome: 'info', errorClass: 'cancelled' } as const, false, false],
  ])('of attempt %i with %o: article %s, Karn %s', (attempt, reply, article, karn) => {
    const ended = { attempt, durationMs: 5, reply }
    expect([isRttSample('article', ended), isRttSample('karn', ended)]).toEqual([article, karn])
  })
})
