import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffOf, decorrelatedBackoff, exponentialDelay, type Backoff } from './backoff'
import { JITTER_KINDS } from './jitter'

const SEED = { seed: 20261123 }
/** Draws with both ends of [0, 1) among them, where rounding shows. */
const draws = fc.array(
  fc.oneof(fc.constantFrom(0, 1 - 2 ** -53), fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true })),
  {
    minLength: 40,
    maxLength: 40,
  },
)

function delaysOf(backoff: Backoff, drawn: readonly number[]) {
  const next = backoff.start()
  return drawn.map((draw, index) => ({
    ...next(index + 1, { next: () => draw }),
    bounds: backoff.bounds(index + 1),
  }))
}

describe('exponential delay', () => {
  it.each([
    [1, 100],
    [2, 200],
    [5, 1600],
    [6, 3000],
    [99, 3000],
  ])('before retry %i: %f ms, with initial 100, factor 2, cap 3000', (retry, delayMs) => {
    expect(exponentialDelay({ initialDelayMs: 100, factor: 2, maxDelayMs: 3000 }, retry)).toBe(delayMs)
  })

  it('stays at the cap when the power overflows', () => {
    expect(exponentialDelay({ initialDelayMs: 1, factor: 10, maxDelayMs: 500 }, 1_000)).toBe(500)
  })
})

describe('every backoff', () => {
  const settings = fc.record({
    baseMs: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    capMs: fc.double({ min: 0.01, max: 60_000, noNaN: true }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    jitter: fc.constantFrom(...JITTER_KINDS),
    drawn: draws,
  })
  const exponentialOf = (s: { baseMs: number; capMs: number; factor: number }) => (retry: number) =>
    exponentialDelay({ initialDelayMs: s.baseMs, maxDelayMs: s.capMs, factor: s.factor }, retry)

  it('draws within its bounds, even at the ends of the random numbers', () => {
    const property = fc.property(settings, ({ drawn, jitter, ...s }) => {
      for (const backoff of [backoffOf(exponentialOf(s), jitter), decorrelatedBackoff(s)])
        for (const { plannedMs, nominalMs, bounds } of delaysOf(backoff, drawn)) {
          expect(plannedMs).toBeGreaterThanOrEqual(bounds.minMs)
          expect(plannedMs).toBeLessThanOrEqual(bounds.maxMs)
          expect(nominalMs).toBeLessThanOrEqual(s.capMs)
        }
    })
    fc.assert(property, SEED)
  })

  it('without jitter waits what its formula says and never less than before', () => {
    const property = fc.property(settings, ({ drawn, ...s }) => {
      let before = 0
      for (const { plannedMs, nominalMs } of delaysOf(backoffOf(exponentialOf(s)), drawn)) {
        expect(plannedMs).toBe(nominalMs)
        expect(plannedMs).toBeGreaterThanOrEqual(before)
        before = plannedMs
      }
    })
    fc.assert(property, SEED)
  })
})

describe('decorrelated jitter', () => {
  it('follows the article: between the base and three times the delay before, up to the cap', () => {
    const next = decorrelatedBackoff({ baseMs: 10, capMs: 100 }).start()
    const at = (draw: number, retry: number) => next(retry, { next: () => draw })
    expect(at(0.5, 1)).toEqual({ nominalMs: 20, plannedMs: 20 }) // U(10, 30)
    expect(at(0.5, 2)).toEqual({ nominalMs: 35, plannedMs: 35 }) // U(10, 60)
    expect(at(0, 3)).toEqual({ nominalMs: 57.5, plannedMs: 10 }) // U(10, 105)
    expect(at(0.75, 4)).toEqual({ nominalMs: 20, plannedMs: 25 }) // U(10, 30) again
    expect(at(0.9999, 5).plannedMs).toBeCloseTo(74.99, 1)
    expect(at(0.9999, 6).plannedMs).toBe(100)
  })

  it('remembers only within its operation', () => {
    const backoff = decorrelatedBackoff({ baseMs: 10, capMs: 1e6 })
    const [one, other] = [backoff.start(), backoff.start()]
    for (let retry = 1; retry <= 5; retry++) one(retry, { next: () => 0.99 })
    expect(other(1, { next: () => 0.5 }).plannedMs).toBe(20)
  })
})
