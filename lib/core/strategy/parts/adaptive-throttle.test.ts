import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamOf } from '../../random/stream'
import { adaptiveThrottle } from './adaptive-throttle'
import { ask, FAILED, OK } from './asking'
import type { Gate } from './gate'

/** A throttle that has seen so many requests, so many of them accepted, at instant 0. */
function throttleAfter(requests: number, accepts: number, k: number): Gate {
  const gate = adaptiveThrottle({ windowMs: 120_000, k })
  for (let n = 0; n < requests; n++) {
    const passage = ask(gate, 1)
    if (passage.admitted) passage.report(n < accepts ? OK : FAILED, 0)
  }
  return gate
}

function admits(gate: Gate, draw: number, nowMs = 0): boolean {
  return gate.ask({ attempt: 1, nowMs, lastError: null, random: { next: () => draw } }).admitted
}

describe('adaptive throttling', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 1 / 2],
    [9, 0, 9 / 10],
    [9, 3, 3 / 10],
    [100, 50, 0],
    [100, 60, 0],
  ])('K = 2: after %i requests, %i accepted, it refuses with probability %f', (requests, accepts, p) => {
    expect(admits(throttleAfter(requests, accepts, 2), p)).toBe(true)
    if (p > 0) expect(admits(throttleAfter(requests, accepts, 2), p - 1e-9)).toBe(false)
  })

  it('meets the formula for all numbers of requests and accepts and every K', () => {
    const arbitrary = fc.record({
      requests: fc.nat({ max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      k: fc.double({ min: 1, max: 10, noNaN: true }),
      draw: fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
    })
    const property = fc.property(arbitrary, ({ requests, share, k, draw }) => {
      const accepts = Math.round(requests * share)
      const p = Math.max(0, (requests - k * accepts) / (requests + 1))
      expect(admits(throttleAfter(requests, accepts, k), draw)).toBe(draw >= p)
    })
    fc.assert(property, { seed: 20261123 })
  })

  it('refuses as often as the formula says: 4,000 draws after 30 requests, 9 of them accepted', () => {
    const n = 4_000
    const p = (30 - 2 * 9) / 31
    const random = streamOf(5)
    let refused = 0
    for (let i = 0; i < n; i++) if (!admits(throttleAfter(30, 9, 2), random.next())) refused += 1
    // Four standard errors.
    expect(Math.abs(refused / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n))
  })

  it('counts what it refused itself as requests', () => {
    const gate = throttleAfter(1, 0, 2)
    expect(admits(gate, 0.4)).toBe(false) // p = 1/2
    expect(admits(gate, 0.6)).toBe(false) // p = 2/3
    expect(admits(gate, 0.8)).toBe(true) // p = 3/4
  })

  it('takes a reply that the request was wrong for an accepted request', () => {
    const gate = adaptiveThrottle({ windowMs: 1_000, k: 2 })
    for (let n = 0; n < 10; n++) {
      const passage = ask(gate, 1)
      if (passage.admitted) passage.report({ outcome: 'fail', errorClass: 'rejected' }, 0)
    }
    expect(admits(gate, 0)).toBe(true)
  })

  it.each([
    [119_999, false],
    [120_000, true],
  ])('an outage of instant 0 at %i ms is forgotten: %s', (nowMs, forgotten) => {
    expect(admits(throttleAfter(1_000, 0, 2), 0.5, nowMs)).toBe(forgotten)
  })

  it('asks an overloaded target for K times what it can answer, and no more', () => {
    const gate = adaptiveThrottle({ windowMs: 10_000, k: 2 })
    const random = streamOf(6)
    const capacityPerSecond = 100
    let sent = 0
    for (let second = 0; second < 30; second++) {
      let sentThisSecond = 0
      for (let ms = 0; ms < 1_000; ms++) {
        const nowMs = second * 1_000 + ms
        const passage = gate.ask({ attempt: 1, nowMs, lastError: null, random })
        if (!passage.admitted) continue
        sentThisSecond += 1
        passage.report(sentThisSecond <= capacityPerSecond ? OK : FAILED, nowMs)
      }
      if (second >= 15) sent += sentThisSecond
    }
    expect(sent / 15 / capacityPerSecond).toBeGreaterThan(1.9)
    expect(sent / 15 / capacityPerSecond).toBeLessThan(2.1)
  })
})
