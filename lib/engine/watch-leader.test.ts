import { describe, expect, it } from 'vitest'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'
import { LOOK_INTERVAL_MS } from './watch-leader'

/** The leader moves from m1 to m2 at this instant; until then every attempt fails. */
const SWITCH_MS = 2_000
const WINDOW_MS = 6_000
const ATTEMPT_MS = 10
/** A caller that is refused comes again after this. */
const REST_MS = 10
const BREAKER = { consecutiveFailures: 2, openMs: 30_000, whenOpen: 'end', maxAttempts: 1 }

/** A lab that fails until the switch, and one caller who tries all the time behind the breaker. */
async function trafficAround(
  use: string,
  change: (lab: VirtualLab) => Partial<VirtualLab['leaders']> = () => ({}),
) {
  const lab = new VirtualLab((_, atMs) => ({ afterMs: ATTEMPT_MS, reply: atMs < SWITCH_MS ? FAILED : OK }))
  lab.leaders = {
    leader: () =>
      Promise.resolve(lab.clock.nowMs() < SWITCH_MS ? { member: 0, term: '2' } : { member: 1, term: '3' }),
    readThrough: () => Promise.resolve(true),
    readsSent: 0,
    ...change(lab),
  }
  const result = await lab.run(
    specOf({
      strategies: [{ use, params: BREAKER }],
      workload: { load: { mode: 'closed', concurrency: 1 } },
      trialDurationMs: WINDOW_MS,
    }),
  )
  const firstOk = lab.records.find(({ outcome }) => outcome === 'ok')
  return { lab, result, firstOkMs: firstOk?.startMs ?? null }
}

describe('the leader watch', () => {
  it('brings traffic back after a change of leader, long before the breaker’s own time is over', async () => {
    const { lab, firstOkMs } = await trafficAround('leader-watch-breaker')
    expect(firstOkMs).toBeGreaterThanOrEqual(SWITCH_MS)
    expect(firstOkMs).toBeLessThanOrEqual(SWITCH_MS + LOOK_INTERVAL_MS + REST_MS)
    // Before the switch three failures opened the breaker, and nothing more was sent.
    expect(lab.requests.filter(({ atMs }) => atMs < SWITCH_MS)).toHaveLength(3)
    expect(lab.records.some(({ errorClass }) => errorClass === 'breaker-open')).toBe(true)
  })

  it('is what makes the difference: the breaker alone keeps refusing, and nobody reads through the leader', async () => {
    const { lab, firstOkMs } = await trafficAround('breaker', () => ({
      readThrough: () => Promise.reject(new Error('nobody wanted to know')),
    }))
    expect(firstOkMs).toBeNull()
    expect(lab.requests).toHaveLength(3)
  })

  it('sends no read before a leader has changed, and none after the reset', async () => {
    const reads: number[] = []
    await trafficAround('leader-watch-breaker', (lab) => ({
      readThrough: (member, timeoutMs) => {
        reads.push(member, timeoutMs, lab.clock.nowMs())
        return Promise.resolve(true)
      },
    }))
    expect(reads).toEqual([1, specOf({}).attemptTimeoutMs, SWITCH_MS])
  })

  it('waits for a leader that is not healthy yet, and then for two checks in a row', async () => {
    const healthyFromMs = 3_010
    const reads: { atMs: number; healthy: boolean }[] = []
    const { firstOkMs } = await trafficAround('leader-watch-breaker', ({ clock }) => ({
      readThrough: async () => {
        await clock.sleepUntil(clock.nowMs() + 5)
        const healthy = clock.nowMs() >= healthyFromMs
        reads.push({ atMs: clock.nowMs(), healthy })
        return healthy
      },
    }))
    const healthy = reads.filter((read) => read.healthy)
    expect(healthy).toHaveLength(2)
    expect(firstOkMs).toBeGreaterThanOrEqual(healthy[1]?.atMs ?? NaN)
    expect(firstOkMs).toBeLessThanOrEqual((healthy[1]?.atMs ?? NaN) + REST_MS)
  })

  it('ends with the last operation, however long an answer would have taken', async () => {
    const { result } = await trafficAround('leader-watch-breaker', ({ clock }) => ({
      leader: async (signal) => {
        await clock.sleepUntil(60_000, signal).catch(() => undefined)
        return null
      },
    }))
    expect(result.operationsEndMs - result.windowBeginMs).toBeLessThanOrEqual(WINDOW_MS + REST_MS)
  })

  it('does not swallow a bug of the strategy that listens', async () => {
    const lab = new VirtualLab(() => ({ afterMs: ATTEMPT_MS, reply: OK }))
    lab.ports.strategies = () => ({
      run: async (call) => {
        await call.attempt()
        return 'succeeded'
      },
      leaderWatch: {
        leaderSeen: () => {
          throw new Error('a bug')
        },
        leaderChecked: () => undefined,
      },
    })
    await expect(lab.run(specOf({}))).rejects.toThrow('a bug')
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
  })
})
