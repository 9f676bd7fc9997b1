import { describe, expect, it } from 'vitest'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

describe('runTrial', () => {
  it('runs set-up, inject, window, drain, heal, quiesce and clean-up, and closes every channel', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    await lab.run(specOf({}))
    expect(lab.events).toEqual([
      'set-up',
      'clean p/',
      'inject',
      'window',
      'drain',
      'heal',
      'healed',
      'quiesce',
      'clean-up',
      'clean p/',
    ])
    expect(lab.openClients).toBe(0)
  })

  it('keeps as many callers busy as the closed loop says, in each arm', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'no-retry' }, { use: 'constant' }],
        workload: { load: { mode: 'closed', concurrency: 3 } },
      }),
    )
    // 1000 ms window / 10 ms per operation × 3 callers × 2 arms
    expect(lab.records).toHaveLength(600)
    expect(new Set(lab.requests.map((request) => request.prefix))).toEqual(new Set(['p/0/', 'p/1/']))
  })

  it('begins nothing that records, which have microseconds, would show to be meant for after the window', async () => {
    const begun = async (afterMs: number) => {
      const lab = new VirtualLab(() => ({ afterMs, reply: OK }))
      const workload = { load: { mode: 'closed' as const, concurrency: 1 } }
      await lab.run(specOf({ workload, trialDurationMs: 500 }))
      return lab.records.map(({ intendedStartMs }) => intendedStartMs)
    }
    expect(await begun(499.9996)).toEqual([0])
    expect(await begun(499.99)).toEqual([0, 499.99])
  })

  it('starts an open loop on its own schedule, however slow the answers are', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 400, reply: OK }))
    await lab.run(specOf({ workload: { load: { mode: 'open', ratePerSecond: 50 } } }))
    expect(lab.records.map((record) => record.startMs).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index * 20),
    )
    expect(lab.records.every((record) => record.intendedStartMs === record.startMs)).toBe(true)
  })

  it('sheds open-loop arrivals above the in-flight limit and counts them', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 400, reply: OK }))
    const result = await lab.run(
      specOf({ workload: { load: { mode: 'open', ratePerSecond: 50, maxInFlight: 10 } } }),
    )
    expect(result.shed[0]).toBeGreaterThan(0)
    expect((result.shed[0] ?? 0) + lab.records.length).toBe(50)
  })

  it('starts operation n at member n mod 3 and moves on with each retry', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    await lab.run(
      specOf({
        strategies: [{ use: 'constant', params: { delayMs: 5, maxAttempts: 3 } }],
        workload: { load: { mode: 'closed', concurrency: 1 } },
      }),
    )
    expect(
      lab.records.slice(0, 6).map((record) => [record.operation, record.attempt, record.member]),
    ).toEqual([
      [0, 1, 0],
      [0, 2, 1],
      [0, 3, 2],
      [1, 1, 1],
      [1, 2, 2],
      [1, 3, 0],
    ])
  })

  it('asks every strategy for the same operations', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'no-retry' }, { use: 'constant' }],
        workload: { load: { mode: 'open', ratePerSecond: 40 } },
      }),
    )
    const asked = (prefix: string) =>
      lab.requests.filter((request) => request.prefix === prefix).map(({ kind, key }) => [kind, key])
    expect(asked('p/0/')).toEqual(asked('p/1/'))
    expect(new Set(asked('p/0/').map(([kind]) => kind))).toEqual(new Set(['put', 'get']))
  })

  it('records the delay as planned and as it really was', async () => {
    const lab = new VirtualLab((_, atMs) => ({ afterMs: 10, reply: atMs < 100 ? FAILED : OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'constant', params: { delayMs: 200 } }],
        workload: { load: { mode: 'closed', concurrency: 1 } },
      }),
    )
    expect(lab.records.slice(0, 2)).toMatchObject([
      {
        attempt: 1,
        stop: 'retry',
        outcome: 'fail',
        startMs: 0,
        endMs: 10,
        plannedDelayMs: 0,
        actualDelayMs: 0,
      },
      {
        attempt: 2,
        stop: 'succeeded',
        startMs: 210,
        nominalDelayMs: 200,
        plannedDelayMs: 200,
        actualDelayMs: 200,
        operationEndMs: 220,
      },
    ])
  })

  it('ends an operation at its deadline: the last attempt is cut, and no wait outlasts it', async () => {
    const never = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    await never.run(
      specOf({
        attemptTimeoutMs: 300,
        operationDeadlineMs: 700,
        strategies: [{ use: 'constant', params: { delayMs: 100, maxAttempts: 9 } }],
      }),
    )
    const last = never.records
      .filter((record) => record.operation === 0)
      .map(({ endMs, errorClass, stop }) => ({ endMs, errorClass, stop }))
    // 0–300, 400–700: the second attempt ends with the deadline.
    expect(last).toEqual([
      { endMs: 300, errorClass: 'attempt-timeout', stop: 'retry' },
      { endMs: 700, errorClass: 'attempt-timeout', stop: 'deadline' },
    ])

    const waiting = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    await waiting.run(
      specOf({
        operationDeadlineMs: 600,
        strategies: [{ use: 'constant', params: { delayMs: 1000, maxAttempts: 9 } }],
      }),
    )
    expect(waiting.records[0]).toMatchObject({ attempt: 1, stop: 'deadline', endMs: 10, operationEndMs: 600 })

    const cut = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    await cut.run(
      specOf({
        attemptTimeoutMs: 300,
        operationDeadlineMs: 500,
        strategies: [{ use: 'constant', params: { delayMs: 100, maxAttempts: 9 } }],
      }),
    )
    expect(cut.records.filter((record) => record.operation === 0)[1]).toMatchObject({
      endMs: 500,
      errorClass: 'deadline',
      stop: 'deadline',
    })
  })

  it('switches leaders at (k + ½) / rate and records when each was sent', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    const result = await lab.run(specOf({ matrix: { leaderSwitchesPerMinute: [60] }, trialDurationMs: 2000 }))
    expect(result.ledger).toMatchObject(
      [500, 1500].map((dueMs) => ({
        arm: null,
        plannedStartMs: dueMs,
        state: 'done',
        actsMs: dueMs,
        verifiedMs: dueMs + 105,
        detail: 'm1 → m2',
        confirmed: true,
        problem: null,
      })),
    )
  })

  it('names a switch that did not happen', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    lab.moveLeader = () => Promise.resolve({ from: 'm1', to: 'm2', confirmed: false, problem: 'not leader' })
    const result = await lab.run(specOf({ matrix: { leaderSwitchesPerMinute: [60] } }))
    expect(result.faultProblems).toEqual([
      'the fault "leader switch" due at 500 ms did not happen: not leader',
    ])
  })

  it('names a rate at which not one switch falls into the window', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    const result = await lab.run(specOf({ matrix: { leaderSwitchesPerMinute: [12] } }))
    expect(result.ledger).toEqual([])
    expect(result.faultProblems).toEqual([
      expect.stringMatching(/^no leader switch fell into the window/) as string,
    ])
  })

  it('waits 7 s for puts that a switch left in doubt, and only latency and jitter otherwise', async () => {
    const slowNearSwitch = new VirtualLab((_, atMs) => ({
      afterMs: atMs > 450 && atMs < 550 ? 5000 : 10,
      reply: OK,
    }))
    const matrix = { leaderSwitchesPerMinute: [60], latencyMs: [40], jitterMs: [20] }
    const doubtful = await slowNearSwitch.run(specOf({ matrix, workload: { putShare: 1 } }))
    const lastInfo = slowNearSwitch.records.filter((record) => record.outcome === 'info').at(-1)
    expect(doubtful.quiesceMs).toBeCloseTo(
      (lastInfo?.startMs ?? NaN) + 7000 + 60 - (doubtful.operationsEndMs - doubtful.windowBeginMs),
    )

    const calm = await new VirtualLab(() => ({ afterMs: 10, reply: OK })).run(specOf({ matrix }))
    expect(calm.quiesceMs).toBe(60)
  })

  it('gives each arm its own window when arms run one after the other', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    const result = await lab.run(
      specOf({
        arms: 'sequential',
        strategies: [{ use: 'no-retry' }, { use: 'constant' }],
        matrix: { leaderSwitchesPerMinute: [60] },
      }),
    )
    const begins = ['p/0/', 'p/1/'].map((prefix) =>
      lab.requests.filter((request) => request.prefix === prefix).map((request) => request.atMs),
    )
    expect(Math.max(...(begins[0] ?? []))).toBeLessThan(Math.min(...(begins[1] ?? [])))
    expect(result.ledger.map(({ arm }) => arm)).toEqual([0, 1])
    expect(lab.events.filter((event) => event === 'healed')).toHaveLength(2)
  })

  it('heals and leaves nothing running when it is cancelled', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    const cancelling = new AbortController()
    void lab.clock.sleepUntil(333).then(() => cancelling.abort(new Error('cancelled by a person')))
    await expect(lab.run(specOf({}), cancelling.signal)).rejects.toThrow('cancelled by a person')
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
    expect(lab.events.at(-1)).toBe('healed')
  })

  it('heals and reports when the laboratory fails in the middle of a window', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    lab.moveLeader = () => Promise.reject(new Error('toxiproxy does not answer'))
    await expect(lab.run(specOf({ matrix: { leaderSwitchesPerMinute: [60] } }))).rejects.toThrow(
      'toxiproxy does not answer',
    )
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
  })

  it('does not swallow a bug in an open loop', async () => {
    const lab = new VirtualLab(() => {
      throw new Error('a bug')
    })
    await expect(
      lab.run(specOf({ workload: { load: { mode: 'open', ratePerSecond: 10 } } })),
    ).rejects.toThrow('a bug')
  })

  it('lets a caller that fails in the same instant rest, so that the window ends', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 0, reply: { outcome: 'fail', errorClass: 'not-sent' } }))
    await lab.run(specOf({ workload: { load: { mode: 'closed', concurrency: 1 } } }))
    expect(lab.records).toHaveLength(100)
  })
})
