import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, mayRetry, retriesAtOnce, times } from './asking'
import { finagleBudget } from './retry-budgets'

const FINAGLE = { ttlMs: 10_000, minRetriesPerSecond: 10, percentCanRetry: 0.2 }

describe('Finagle’s retry budget', () => {
  it('allows the minimum of a whole window at once, and then a fifth of the requests', () => {
    const gate = finagleBudget(FINAGLE)
    expect(retriesAtOnce(gate)).toBe(100)
    times(4, () => ask(gate, 1))
    expect(mayRetry(gate)).toBe(false)
    ask(gate, 1)
    expect([mayRetry(gate), mayRetry(gate)]).toEqual([true, false])
  })

  it.each([
    [0, 0],
    [0.29, 29], // 100 × 0.29 is 28.999… in floating point
    [0.5, 50],
    [2, 200],
  ])('with a share of %f and no minimum, 100 requests allow %i retries', (percentCanRetry, retries) => {
    const gate = finagleBudget({ ...FINAGLE, minRetriesPerSecond: 0, percentCanRetry })
    times(100, () => ask(gate, 1))
    expect(retriesAtOnce(gate)).toBe(retries)
  })

  it.each([
    [9_999, true],
    [10_000, false],
  ])('a request of instant 0 still counts at %i ms: %s', (atMs, counts) => {
    const gate = finagleBudget({ ...FINAGLE, minRetriesPerSecond: 0, percentCanRetry: 1 })
    ask(gate, 1, 0)
    expect(mayRetry(gate, atMs)).toBe(counts)
  })

  it.each([
    [9_999, 0],
    [10_000, 20],
  ])('retries spent at instant 0 are forgiven in time: at %i ms %i are allowed', (atMs, retries) => {
    const gate = finagleBudget({ ...FINAGLE, minRetriesPerSecond: 2, percentCanRetry: 0 })
    expect(retriesAtOnce(gate, 0)).toBe(20)
    expect(retriesAtOnce(gate, atMs)).toBe(retries)
  })

  it('forgets in tenths of its window: what came late in it goes with its tenth', () => {
    const gate = finagleBudget({ ...FINAGLE, minRetriesPerSecond: 0, percentCanRetry: 1 })
    for (let atMs = 0; atMs < 10_000; atMs += 500) ask(gate, 1, atMs)
    // 20 requests, two in each tenth. Those of the first tenth are gone.
    expect(retriesAtOnce(gate, 10_000)).toBe(18)
  })

  it('never allows more retries than the minimum and the share of the requests it may still know', () => {
    const arbitrary = fc.record({
      percentCanRetry: fc.constantFrom(0, 0.1, 0.2, 0.5, 1, 2),
      minRetriesPerSecond: fc.nat({ max: 3 }),
      events: fc.array(fc.record({ gapMs: fc.nat({ max: 400 }), retry: fc.boolean() }), { maxLength: 150 }),
    })
    const ttlMs = 2_000
    const property = fc.property(arbitrary, ({ percentCanRetry, minRetriesPerSecond, events }) => {
      const gate = finagleBudget({ ttlMs, percentCanRetry, minRetriesPerSecond })
      let nowMs = 0
      const deposits: number[] = []
      const withdrawals: number[] = []
      const since = (instants: number[], ageMs: number) => instants.filter((at) => at > nowMs - ageMs).length
      for (const { gapMs, retry } of events) {
        nowMs += gapMs
        if (!retry) {
          ask(gate, 1, nowMs)
          deposits.push(nowMs)
        } else if (mayRetry(gate, nowMs)) {
          withdrawals.push(nowMs)
          // Nothing younger than nine tenths is forgotten, nothing older than twice the window is known.
          expect(since(withdrawals, 0.9 * ttlMs)).toBeLessThanOrEqual(
            (minRetriesPerSecond * ttlMs) / 1000 + percentCanRetry * since(deposits, 2 * ttlMs) + 1e-9,
          )
        }
      }
    })
    fc.assert(property, { seed: 20261123 })
  })
})
