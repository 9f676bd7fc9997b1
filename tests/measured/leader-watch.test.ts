/**
 * The leader watch on the real etcd: two breakers side by side, both opened before the switch by a latency that no attempt
 * survives. Then the network heals and the leader moves. Only the breaker with the watch lets traffic back before its time.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planTrials } from '@/lib/core/experiment/plan'
import { checkSpec } from '@/lib/core/experiment/spec'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { createStrategy } from '@/lib/core/strategy/registry'
import { runTrial } from '@/lib/engine/run-trial'
import { realClock } from '@/lib/lab/clock'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { inject, noProber, unreadLedger } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'

const fixture = withLab()
/** The article: traffic is back within this after the switch. */
const BACK_WITHIN_MS = 3_000
const UNHURRIED = new AbortController().signal

/** A breaker that would stay open far beyond the trial; a refused call fails at once. */
const BREAKER = { openMs: 600_000, whenOpen: 'end', maxAttempts: 1 }
/** One switch, at 1.5 s. */
const CHECKED = checkSpec({
  name: 'A breaker that was open before the switch',
  strategies: [
    { use: 'breaker', params: BREAKER },
    { use: 'leader-watch-breaker', params: BREAKER },
  ],
  workload: { load: { mode: 'open', ratePerSecond: 50 } },
  matrix: { latencyMs: [1_000], leaderSwitchesPerMinute: [20] },
  attemptTimeoutMs: 200,
  operationDeadlineMs: 2_000,
  trialDurationMs: 4_400,
})

describe('the leader watch on the real lab', () => {
  let faults: ReturnType<typeof createFaultInjector>
  let target: ReturnType<typeof createTarget>
  let leaders: ReturnType<typeof createLeaderWatcher>
  beforeAll(() => {
    faults = createFaultInjector(fixture.lab.address)
    target = createTarget(fixture.lab.address)
    leaders = createLeaderWatcher(fixture.lab.address)
  })
  afterAll(() => {
    faults.close()
    target.close()
    leaders.close()
  })

  test('sees the leader that a switch made, in a later term, and reads through its link', async () => {
    const names = fixture.lab.address.members.map(({ name }) => name)
    const before = (await leaders.look(UNHURRIED)).leader
    const moved = await inject(faults, 'leader-transfer')
    const [from, to] = moved.detail.split(' → ')
    expect({ ...moved, from }).toMatchObject({ confirmed: true, from: names[before?.member ?? -1] })
    await expect
      .poll(async () => names[(await leaders.look(UNHURRIED)).leader?.member ?? -1], { timeout: 5_000 })
      .toBe(to)
    const after = (await leaders.look(UNHURRIED)).leader
    expect(Number(after?.term)).toBeGreaterThan(Number(before?.term))
    expect(await leaders.readThrough(after?.member ?? -1, 2_000, UNHURRIED)).toBe(true)
  })

  test('does not call a leader healthy that callers cannot reach in time', async () => {
    await inject(faults, 'latency', { latencyMs: 400, jitterMs: 0 })
    const leader = (await leaders.look(UNHURRIED)).leader
    expect(leader).not.toBeNull()
    expect(await leaders.readThrough(leader?.member ?? -1, 200, UNHURRIED)).toBe(false)
    expect(await leaders.readThrough(leader?.member ?? -1, 5_000, UNHURRIED)).toBe(true)
    await faults.heal()
  })

  test('a breaker that was open before the switch has its traffic back after it; without the watch it has not', async () => {
    if (!CHECKED.ok) throw new Error(JSON.stringify(CHECKED.problems))
    const spec = CHECKED.spec
    const trial = planTrials(spec)[0]
    if (!trial) throw new Error('no trial')
    const records: AttemptRecord[] = []
    const result = await runTrial(
      { spec, seed: 4, trial, keyPrefix: 'leader-watch/' },
      {
        strategies: createStrategy,
        clock: realClock,
        target,
        leaders,
        recorder: { record: (attempt) => records.push(attempt) },
        loop: { takeLongestStallMs: () => 0 },
        observer: { phase: () => undefined },
        faults: {
          ...faults,
          inject: async (step, acts) => {
            if (step.fault === 'leader-transfer') await faults.heal()
            return faults.inject(step, acts)
          },
        },
        ledger: unreadLedger,
        prober: noProber,
      },
      UNHURRIED,
    )
    const leaderSwitch = result.ledger.find(({ fault }) => fault === 'leader-transfer')
    expect(leaderSwitch).toMatchObject({ confirmed: true })
    const switchMs = leaderSwitch?.actsMs ?? NaN
    const of = (arm: number) => records.filter((record) => record.arm === arm)
    for (const arm of [0, 1]) {
      const before = of(arm).filter(({ startMs }) => startMs < switchMs)
      expect(before.at(-1)?.errorClass).toBe('breaker-open')
      expect(before.some(({ outcome }) => outcome === 'ok')).toBe(false)
    }
    expect(of(0).some(({ outcome }) => outcome === 'ok')).toBe(false)
    const back = of(1).find(({ outcome }) => outcome === 'ok')
    expect(back?.startMs).toBeGreaterThan(switchMs)
    expect(back?.startMs).toBeLessThan(switchMs + BACK_WITHIN_MS)
    const last = of(1).filter(({ startMs }) => startMs > switchMs + BACK_WITHIN_MS - 500)
    expect(last.length).toBeGreaterThan(0)
    expect(last.every(({ errorClass }) => errorClass !== 'breaker-open')).toBe(true)
  })
})
