import { describe, expect, it } from 'vitest'
import { builtInCatalogue } from './catalogue'
import { delayLawOf } from './delay-law'

function lawOf(use: string, params: object = {}, retries = 4) {
  const strategy = builtInCatalogue.find(use)
  return delayLawOf(strategy, strategy?.params.parse(params) as Record<string, unknown>, retries)
}

describe('the law of delays', () => {
  it('has the quantiles of full jitter: uniform between 0 and the nominal delay', async () => {
    const { rows, note } = await lawOf('exponential', {
      jitter: 'full',
      initialDelayMs: 100,
      maxDelayMs: 800,
    })
    expect(note).toBeNull()
    expect(rows.map(({ nominalMs }) => nominalMs)).toEqual([100, 200, 400, 800])
    for (const { nominalMs, minMs, maxMs, quantiles } of rows) {
      expect([minMs, maxMs]).toEqual([0, nominalMs])
      // The rank of a median of 500 has a standard deviation of 2.2 points, that of a P5 one of 1.
      expect(quantiles && quantiles.p5Ms / nominalMs).toBeCloseTo(0.05, 1)
      expect(Math.abs((quantiles?.p50Ms ?? 0) / nominalMs - 0.5)).toBeLessThan(0.08)
      expect(quantiles && quantiles.p95Ms / nominalMs).toBeCloseTo(0.95, 1)
    }
  })
  it('follows decorrelated jitter, where each delay depends on the one before', async () => {
    const { rows } = await lawOf('decorrelated', { baseMs: 100, maxDelayMs: 100_000 })
    // The first is uniform from 100 to 300; the second's mean is (100 + 3 × 200) / 2, its law is skewed.
    expect(Math.abs((rows[0]?.quantiles?.p50Ms ?? 0) - 200)).toBeLessThan(20)
    expect(rows[1]?.maxMs).toBe(900)
    expect(rows[1]?.quantiles?.p95Ms).toBeLessThan(900)
    expect(rows[1]?.quantiles?.p50Ms).toBeLessThan(350)
  })
  it('is exact without jitter', async () => {
    const { rows, note } = await lawOf('constant', { delayMs: 70, maxAttempts: 3 })
    expect(note).toBeNull()
    expect(rows.map(({ quantiles }) => quantiles?.p50Ms)).toEqual([70, 70])
  })
  it.each([
    ['adaptive-rtt', 'follow what it measures'],
    ['async-retry', 'library'],
    ['somebody-s-own', 'Nobody knows'],
    ['etcd3', null],
    ['retry-budget', 'a budget or a breaker ended'],
  ])('says what is not known of %s', async (use, word) => {
    const params = use === 'retry-budget' ? { minRetriesPerSecond: 0 } : {}
    const { rows, note } = await delayLawOf(
      builtInCatalogue.find(use),
      builtInCatalogue.find(use)?.params.parse(params) as Record<string, unknown>,
      4,
    )
    if (word === null) expect(note).toBeNull()
    else expect(note).toContain(word)
    expect(rows.some(({ quantiles }) => quantiles !== null)).toBe(word === null)
  })
  it('has no row for a strategy that never retries', async () => {
    expect(await lawOf('no-retry')).toEqual({ rows: [], note: null })
  })
})
