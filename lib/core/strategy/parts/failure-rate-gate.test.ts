import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, FAILED, first, OK, times } from './asking'
import { failureRateGate } from './failure-rate-gate'
import type { Gate } from './gate'
import { RollingWindow } from './rolling-window'

const LIMITS = { windowMs: 6_000, failureShare: 0.6, minCalls: 10, openMs: 1_000, probes: 2 }
const admits = (gate: Gate, nowMs: number) => ask(gate, 1, nowMs).admitted

describe('the rolling window', () => {
  it('forgets slot by slot, between one slot early and exactly', () => {
    const window = new RollingWindow(6_000)
    window.add(true, 50)
    window.add(false, 120)
    expect(window.totals(5_999)).toEqual({ calls: 2, failures: 1 })
    expect(window.totals(6_000)).toEqual({ calls: 1, failures: 0 })
    expect(window.totals(6_100)).toEqual({ calls: 0, failures: 0 })
  })
})

describe('the failure-rate breaker', () => {
  it('opens when more than its share failed, not at the share itself', () => {
    const gate = failureRateGate(LIMITS)
    times(4, () => first(gate, OK, 0))
    times(6, () => first(gate, FAILED, 0))
    expect(admits(gate, 0)).toBe(true)
    first(gate, FAILED, 0)
    expect(ask(gate, 2, 0)).toEqual({ admitted: false, reason: 'breaker-open' })
  })

  it('does not open before its least number of calls, however many failed', () => {
    const gate = failureRateGate(LIMITS)
    times(9, () => first(gate, FAILED, 0))
    expect(admits(gate, 0)).toBe(true)
    first(gate, FAILED, 0)
    expect(admits(gate, 0)).toBe(false)
  })

  it('has forgotten failures that are older than its window', () => {
    const gate = failureRateGate(LIMITS)
    times(9, () => first(gate, FAILED, 0))
    times(9, () => first(gate, FAILED, 6_001))
    expect(admits(gate, 6_002)).toBe(true)
  })

  it('lets probes through after its time, closes after that many successes and begins a new window', () => {
    const gate = failureRateGate(LIMITS)
    times(10, () => first(gate, FAILED, 0))
    expect([admits(gate, 1_000), admits(gate, 1_000)]).toEqual([false, false])
    const probes = [ask(gate, 1, 1_001), ask(gate, 1, 1_001)]
    expect(probes.map(({ admitted }) => admitted)).toEqual([true, true])
    expect(admits(gate, 1_001)).toBe(false)
    for (const probe of probes) if (probe.admitted) probe.report(OK, 1_010)
    times(9, () => first(gate, FAILED, 1_020))
    expect(admits(gate, 1_020)).toBe(true)
  })

  it('opens again for its whole time when a probe fails', () => {
    const gate = failureRateGate(LIMITS)
    times(10, () => first(gate, FAILED, 0))
    first(gate, FAILED, 1_500)
    expect([admits(gate, 2_500), admits(gate, 2_501)]).toEqual([false, true])
  })

  it('takes a request that was itself wrong as the answer of a target at work', () => {
    const gate = failureRateGate(LIMITS)
    times(30, () => first(gate, { outcome: 'fail', errorClass: 'rejected' }, 0))
    expect(admits(gate, 0)).toBe(true)
    times(30, () => first(gate, FAILED, 0))
    expect(admits(gate, 0)).toBe(true)
    times(16, () => first(gate, FAILED, 0))
    expect(admits(gate, 0)).toBe(false)
  })

  it('ignores results of attempts that were sent before its state changed', () => {
    const gate = failureRateGate(LIMITS)
    const late = Array.from({ length: 20 }, () => ask(gate, 1, 0))
    times(10, () => first(gate, FAILED, 0))
    times(2, () => first(gate, OK, 1_500))
    for (const passage of late) if (passage.admitted) passage.report(FAILED, 1_600)
    expect(admits(gate, 1_600)).toBe(true)
  })

  it('never passes while it is open, and opens only when the window says so', () => {
    const step = fc.record({ gapMs: fc.nat({ max: 400 }), ok: fc.boolean() })
    const property = fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(step, { maxLength: 200 }),
      (minCalls, failureShare, steps) => {
        const gate = failureRateGate({ ...LIMITS, minCalls, failureShare, probes: 1 })
        let nowMs = 0
        let openUntilMs = -1
        let isHalfOpen = false
        let window: { slot: number; ok: boolean }[] = []
        for (const { gapMs, ok } of steps) {
          nowMs += gapMs
          const passage = ask(gate, 1, nowMs)
          expect(passage.admitted).toBe(nowMs > openUntilMs)
          if (!passage.admitted) continue
          passage.report(ok ? OK : FAILED, nowMs)
          // One slot is a sixtieth of 6 s.
          const slot = Math.floor(nowMs / 100)
          window = [...window.filter((seen) => seen.slot > slot - 60), { slot, ok }]
          const failures = window.filter((seen) => !seen.ok).length
          const trips = window.length >= minCalls && failures > failureShare * window.length
          if (!ok && (isHalfOpen || trips)) [openUntilMs, isHalfOpen, window] = [nowMs + 1_000, true, []]
          else if (isHalfOpen) [isHalfOpen, window] = [false, []]
        }
      },
    )
    fc.assert(property, { seed: 20261123, numRuns: 300 })
  })
})
