import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, FAILED, first, OK } from './asking'
import { breakerGate } from './breaker-gate'
import { breakerSettings, tripsAboveConsecutiveFailures } from './gobreaker'
import { leaderWatch } from './leader-watch'

const RULE = { changes: 2, withinMs: 1_000 }

/** A watch that writes down when it reset. */
function watching() {
  const resetsMs: number[] = []
  const watch = leaderWatch(RULE, (nowMs) => resetsMs.push(nowMs))
  /** One look and, when it is asked for, one check. */
  const look = (nowMs: number, leader: string | null, healthy = true) => {
    const wanted = watch.leaderSeen(leader, nowMs)
    if (wanted) watch.leaderChecked(healthy, nowMs)
    return wanted
  }
  return { look, resetsMs, watch }
}

describe('the leader watch', () => {
  it('wants no check while nobody new leads, and takes the first leader it sees as known', () => {
    const { look, resetsMs } = watching()
    expect([look(0, 'a'), look(50, 'a'), look(100, null), look(150, 'a')]).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(resetsMs).toEqual([])
  })

  it('resets after one change and one healthy check, and then is at rest', () => {
    const { look, resetsMs } = watching()
    expect([look(0, 'a'), look(50, 'b'), look(100, 'b')]).toEqual([false, true, false])
    expect(resetsMs).toEqual([50])
  })

  it('needs two healthy checks in a row once one has failed', () => {
    const { look, resetsMs } = watching()
    look(0, 'a')
    look(50, 'b', false)
    look(100, 'b', true)
    look(150, 'b', false)
    look(200, 'b', true)
    expect(resetsMs).toEqual([])
    look(250, 'b', true)
    expect(resetsMs).toEqual([250])
  })

  it('takes a moment without a leader as a failed check', () => {
    const { look, resetsMs, watch } = watching()
    look(0, 'a')
    watch.leaderSeen('b', 50)
    look(100, null)
    look(150, 'b')
    expect(resetsMs).toEqual([])
    look(200, 'b')
    expect(resetsMs).toEqual([200])
  })

  it('needs two checks when the leader has changed twice within the time, one when the changes are apart', () => {
    const near = watching()
    near.look(0, 'a')
    near.look(100, 'b')
    near.look(900, 'a')
    expect(near.resetsMs).toEqual([100])
    near.look(950, 'a')
    expect(near.resetsMs).toEqual([100, 950])
    const apart = watching()
    apart.look(0, 'a')
    apart.look(100, 'b')
    apart.look(1_100, 'a')
    expect(apart.resetsMs).toEqual([100, 1_100])
  })

  it('starts counting anew when the leader changes between two checks', () => {
    const { look, resetsMs } = watching()
    look(0, 'a')
    look(50, 'b', false)
    look(100, 'b', true)
    look(150, 'c', true)
    expect(resetsMs).toEqual([])
    look(200, 'c', true)
    expect(resetsMs).toEqual([200])
  })

  it('never resets without a change, nor at an unhealthy check, and at most once a change', () => {
    const step = fc.record({
      gapMs: fc.nat({ max: 700 }),
      leader: fc.constantFrom('a', 'b', null),
      healthy: fc.boolean(),
    })
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { look, resetsMs } = watching()
      let nowMs = 0
      let known: string | null = null
      let changes = 0
      for (const { gapMs, leader, healthy } of steps) {
        nowMs += gapMs
        if (leader !== null && known !== null && leader !== known) changes += 1
        known = leader ?? known
        const before = resetsMs.length
        look(nowMs, leader, healthy)
        if (resetsMs.length > before) expect(healthy && leader !== null).toBe(true)
        expect(resetsMs.length).toBeLessThanOrEqual(changes)
      }
    })
    fc.assert(property, { seed: 20261123, numRuns: 300 })
  })
})

describe('the reset of the breaker', () => {
  const openedGate = () => {
    const gate = breakerGate(
      breakerSettings({ maxRequests: 1, timeoutNs: 1e9, readyToTrip: tripsAboveConsecutiveFailures(0) }),
    )
    const late = ask(gate, 1, 0)
    first(gate, FAILED, 0)
    return { gate, late }
  }

  it('closes an open breaker at once', () => {
    const { gate } = openedGate()
    expect(ask(gate, 1, 100).admitted).toBe(false)
    gate.reset(100)
    expect([1, 2, 3].map(() => ask(gate, 1, 100).admitted)).toEqual([true, true, true])
  })

  it('lets no result of before count afterwards', () => {
    const { gate, late } = openedGate()
    gate.reset(100)
    if (late.admitted) late.report(FAILED, 150)
    expect(ask(gate, 1, 200).admitted).toBe(true)
    first(gate, FAILED, 210)
    expect(ask(gate, 1, 220).admitted).toBe(false)
  })

  it('lets a probe that was under way neither close nor open it', () => {
    const { gate } = openedGate()
    const probe = ask(gate, 1, 1_500)
    gate.reset(1_600)
    if (probe.admitted) probe.report(FAILED, 1_700)
    expect(ask(gate, 1, 1_800).admitted).toBe(true)
  })

  it('does nothing to a breaker that nobody has asked yet', () => {
    const gate = breakerGate(breakerSettings({ readyToTrip: tripsAboveConsecutiveFailures(0) }))
    gate.reset(5)
    first(gate, OK, 10)
    expect(ask(gate, 1, 20).admitted).toBe(true)
  })
})
