import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, FAILED, first, OK } from './asking'
import { breaker } from '../breaker'
import { leaderWatchBreaker } from '../leader-watch-breaker'
import { breakerGate } from './breaker-gate'
import { settingsOfBreaker } from './breaker-params'
import { breakerSettings, tripsAboveConsecutiveFailures } from './gobreaker'
import type { Gate } from './gate'

const OPEN_MS = 100
const gateThatTripsAbove = (failures: number, maxRequests = 1) =>
  breakerGate(
    breakerSettings({
      maxRequests,
      timeoutNs: OPEN_MS * 1e6,
      readyToTrip: tripsAboveConsecutiveFailures(failures),
    }),
  )
const admits = (gate: Gate, nowMs: number) => ask(gate, 1, nowMs).admitted

describe('the breaker as a gate', () => {
  it('opens above its number of failures in a row and refuses first attempts and retries alike', () => {
    const gate = gateThatTripsAbove(1)
    first(gate, FAILED, 0)
    first(gate, FAILED, 0)
    expect(ask(gate, 1, 50)).toEqual({ admitted: false, reason: 'breaker-open' })
    expect(ask(gate, 2, 50)).toEqual({ admitted: false, reason: 'breaker-open' })
  })

  it('lets probes pass strictly after its time, no more at once than it says', () => {
    const gate = gateThatTripsAbove(0, 2)
    first(gate, FAILED, 0)
    expect([100, 100.000001, 101, 101].map((atMs) => admits(gate, atMs))).toEqual([false, true, true, false])
  })

  it('opens again for its whole time when a probe fails', () => {
    const gate = gateThatTripsAbove(0)
    first(gate, FAILED, 0)
    first(gate, FAILED, 150)
    expect([admits(gate, 250), admits(gate, 251)]).toEqual([false, true])
  })

  it.each([breaker, leaderWatchBreaker])(
    'forgets failures of $name as often as its interval says, and never by default',
    ({ params }) => {
      const isOpenAfterFailuresAt = (given: object, ...atMs: number[]) => {
        const gate = breakerGate(settingsOfBreaker(params.parse({ consecutiveFailures: 1, ...given })))
        for (const ms of atMs) first(gate, FAILED, ms)
        return !admits(gate, atMs.at(-1) ?? 0)
      }
      expect(isOpenAfterFailuresAt({ intervalMs: 100 }, 0, 101)).toBe(false)
      expect(isOpenAfterFailuresAt({ intervalMs: 100 }, 0, 101, 150)).toBe(true)
      expect(isOpenAfterFailuresAt({ intervalMs: 100 }, 0, 99)).toBe(true)
      expect(isOpenAfterFailuresAt({}, 0, 500_000)).toBe(true)
    },
  )

  it('ignores the late result of an attempt that was sent before it opened', () => {
    const gate = gateThatTripsAbove(0)
    const late = ask(gate, 1, 0)
    first(gate, FAILED, 0)
    if (late.admitted) late.report(OK, 10)
    expect(admits(gate, 20)).toBe(false)
  })

  it('counts a time-out and a permanent error as failures, as the original counts every error', () => {
    for (const errorClass of ['attempt-timeout', 'rejected'] as const) {
      const gate = gateThatTripsAbove(0)
      first(gate, { outcome: 'fail', errorClass }, 0)
      expect(admits(gate, 1)).toBe(false)
    }
  })

  it('never passes while it is open, and passes whenever it is not', () => {
    const arbitrary = fc.record({
      failures: fc.nat({ max: 4 }),
      steps: fc.array(fc.record({ gapMs: fc.nat({ max: 120 }), ok: fc.boolean() }), { maxLength: 100 }),
    })
    const property = fc.property(arbitrary, ({ failures, steps }) => {
      const gate = gateThatTripsAbove(failures)
      let nowMs = 0
      let inARow = 0
      let halfOpen = false
      let openUntilMs = -1
      for (const { gapMs, ok } of steps) {
        nowMs += gapMs
        const passage = ask(gate, 1, nowMs)
        expect(passage.admitted).toBe(nowMs > openUntilMs)
        if (!passage.admitted) continue
        passage.report(ok ? OK : FAILED, nowMs)
        inARow = ok ? 0 : inARow + 1
        if (!ok && (halfOpen || inARow > failures))
          [openUntilMs, halfOpen, inARow] = [nowMs + OPEN_MS, true, 0]
        else if (ok) halfOpen = false
      }
    })
    fc.assert(property, { seed: 20261123 })
  })
})
