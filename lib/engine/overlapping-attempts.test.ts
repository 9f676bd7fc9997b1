import { describe, expect, it } from 'vitest'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

const one = { mode: 'closed', concurrency: 1 }
const brief = (lab: VirtualLab, operation = 0) =>
  lab.records
    .filter((record) => record.operation === operation)
    .map(({ attempt, member, startMs, endMs, errorClass, stop }) => ({
      ...{ attempt, member, startMs, endMs, errorClass, stop },
    }))

describe('hedging', () => {
  const hedged = (params: object = {}, changes: object = {}) =>
    specOf({
      strategies: [{ use: 'hedging', params: { hedgeDelayMs: 50, maxAttempts: 3, ...params } }],
      workload: { load: one },
      attemptTimeoutMs: 400,
      ...changes,
    })

  it('sends another attempt to the next member; the first success wins and the others are cancelled', async () => {
    const lab = new VirtualLab(({ member }) => ({ afterMs: member === 0 ? 300 : 20, reply: OK }))
    await lab.run(hedged())
    expect(brief(lab)).toEqual([
      { attempt: 1, member: 0, startMs: 0, endMs: 70, errorClass: 'cancelled', stop: 'retry' },
      { attempt: 2, member: 1, startMs: 50, endMs: 70, errorClass: 'none', stop: 'succeeded' },
    ])
    expect(lab.records[1]).toMatchObject({
      nominalDelayMs: 50,
      plannedDelayMs: 50,
      actualDelayMs: 50,
      operationEndMs: 70,
    })
    const [summary] = summariseTrial(lab.records, [0])
    expect(summary).toMatchObject({ fail: 0, info: 0 })
    expect(figuresOfOnePoint(summary ? [summary] : []).successRate?.value).toBe(1)
  })

  it('is answered by the first attempt when that comes back while the second is under way', async () => {
    const lab = new VirtualLab(({ member }) => ({ afterMs: member === 0 ? 80 : 300, reply: OK }))
    await lab.run(hedged())
    expect(brief(lab)).toEqual([
      { attempt: 2, member: 1, startMs: 50, endMs: 80, errorClass: 'cancelled', stop: 'retry' },
      { attempt: 1, member: 0, startMs: 0, endMs: 80, errorClass: 'none', stop: 'succeeded' },
    ])
  })

  it('sends the next attempt at once when one fails', async () => {
    const lab = new VirtualLab(({ attempt }) => ({ afterMs: 10, reply: attempt === 3 ? OK : FAILED }))
    await lab.run(hedged())
    expect(brief(lab)).toMatchObject([
      { attempt: 1, startMs: 0, endMs: 10, stop: 'retry' },
      { attempt: 2, startMs: 10, endMs: 20, stop: 'retry' },
      { attempt: 3, startMs: 20, endMs: 30, stop: 'succeeded' },
    ])
    expect(lab.records[1]).toMatchObject({ plannedDelayMs: 0, actualDelayMs: 0 })
  })

  it('ends with a fatal failure and cancels what is under way', async () => {
    const lab = new VirtualLab(({ attempt }) =>
      attempt === 2
        ? { afterMs: 10, reply: { outcome: 'fail', errorClass: 'rejected' } }
        : { afterMs: 300, reply: OK },
    )
    await lab.run(hedged())
    expect(brief(lab)).toMatchObject([
      { attempt: 1, endMs: 60, errorClass: 'cancelled', stop: 'retry' },
      { attempt: 2, endMs: 60, errorClass: 'rejected', stop: 'permanent-error' },
    ])
  })

  it('ends when all attempts have failed, and at the deadline', async () => {
    const failing = new VirtualLab(() => ({ afterMs: 120, reply: FAILED }))
    await failing.run(hedged())
    expect(brief(failing)).toMatchObject([
      { attempt: 1, startMs: 0, endMs: 120, stop: 'retry' },
      { attempt: 2, startMs: 50, endMs: 170, stop: 'retry' },
      { attempt: 3, startMs: 100, endMs: 220, stop: 'attempts-exhausted' },
    ])

    const hanging = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    await hanging.run(hedged({ hedgeDelayMs: 300 }, { operationDeadlineMs: 500, attemptTimeoutMs: 450 }))
    expect(brief(hanging)).toMatchObject([
      { attempt: 1, startMs: 0, endMs: 450, errorClass: 'attempt-timeout', stop: 'retry' },
      { attempt: 2, startMs: 300, endMs: 500, errorClass: 'deadline', stop: 'retry' },
      { attempt: 3, startMs: 450, endMs: 500, errorClass: 'deadline', stop: 'deadline' },
    ])
  })

  it('leaves nothing under way when the trial is given up', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 300, reply: OK }))
    const cancelling = new AbortController()
    void lab.clock.sleepUntil(170).then(() => cancelling.abort(new Error('cancelled by a person')))
    await expect(lab.run(hedged(), cancelling.signal)).rejects.toThrow('cancelled by a person')
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
  })
})

describe('leaky', () => {
  const leaking = (changes: object = {}) =>
    specOf({
      strategies: [{ use: 'leaky', params: { delayMs: 100, maxAttempts: 5 } }],
      workload: { putShare: 1, load: one },
      attemptTimeoutMs: 200,
      operationDeadlineMs: 400,
      ...changes,
    })

  it('goes on after its caller has left, which is recorded as leaked', async () => {
    const lab = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    await lab.run(leaking())
    expect(
      lab.records
        .filter(({ operation }) => operation === 0)
        .map(({ startMs, endMs, stop, errorClass, operationEndMs }) => [
          ...[startMs, endMs, stop, errorClass, operationEndMs],
        ]),
    ).toEqual([
      [0, 200, 'retry', 'attempt-timeout', 200],
      // Under way when the caller leaves at 400: it is not cut, and closes the operation.
      [300, 500, 'deadline', 'attempt-timeout', 400],
      [600, 800, 'after-end', 'attempt-timeout', 400],
      [900, 1100, 'after-end', 'attempt-timeout', 400],
      [1200, 1400, 'after-end', 'attempt-timeout', 400],
    ])
    // The caller itself is free at 400.
    expect(lab.requests.find(({ operation }) => operation === 1)?.atMs).toBe(400)
  })

  it('is load on the target, but no part of the operation as its caller saw it', async () => {
    const lab = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    const result = await lab.run(leaking())
    const [summary] = summariseTrial(lab.records, result.shed)
    expect(summary).toMatchObject({ operations: 3, info: 3, attempts: 15, leakedAttempts: 9 })
    const figures = figuresOfOnePoint(summary ? [summary] : [])
    expect(figures).toMatchObject({ retries: 3, leakedAttempts: 9, stops: { deadline: 3 } })
    expect(figures.amplification?.value).toBe(5)
    expect(figures.retryDistribution.map(({ operations }) => operations)).toEqual([0, 3])
    expect(summary?.latencyMs).toMatchObject({ min: 400, max: 400 })
  })

  it('keeps the window open until the last leaked attempt has ended', async () => {
    const lab = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    const result = await lab.run(leaking())
    const last = Math.max(...lab.records.map(({ endMs }) => endMs))
    // The third operation begins at 800 and has its fifth attempt from 2000 to 2200.
    expect(last).toBe(2200)
    expect(result.operationsEndMs - result.windowBeginMs).toBe(last)
  })

  it('does not turn a success behind the caller’s back into one for the caller: a write is then in doubt', async () => {
    const inFlight = new VirtualLab(({ attempt }) =>
      attempt === 1 ? { afterMs: 10, reply: FAILED } : { afterMs: 150, reply: OK },
    )
    await inFlight.run(leaking({ operationDeadlineMs: 200 }))
    expect(inFlight.records[1]).toMatchObject({
      outcome: 'ok',
      endMs: 260,
      stop: 'deadline',
      operationEndMs: 200,
    })
    expect(summariseTrial(inFlight.records, [0])[0]).toMatchObject({ ok: 0, fail: 0, leakedAttempts: 0 })

    const later = new VirtualLab(({ attempt }) => ({ afterMs: 10, reply: attempt === 1 ? FAILED : OK }))
    await later.run(leaking({ attemptTimeoutMs: 100, operationDeadlineMs: 100 }))
    // The caller left during the wait, which would end at 110.
    expect(brief(later)).toMatchObject([
      { attempt: 1, stop: 'deadline' },
      { attempt: 2, startMs: 110, stop: 'after-end' },
    ])
    const [summary] = summariseTrial(later.records, [0])
    expect(summary).toMatchObject({ ok: 0, fail: 0, info: summary?.operations })
  })

  it('is an ordinary retry when it succeeds in time', async () => {
    const lab = new VirtualLab(({ attempt }) => ({ afterMs: 10, reply: attempt === 1 ? FAILED : OK }))
    await lab.run(leaking())
    expect(summariseTrial(lab.records, [0])[0]).toMatchObject({ leakedAttempts: 0, fail: 0, info: 0 })
    expect(brief(lab)).toMatchObject([{ stop: 'retry' }, { startMs: 110, stop: 'succeeded' }])
  })

  it('ends with the trial when that is given up', async () => {
    const lab = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    const cancelling = new AbortController()
    void lab.clock.sleepUntil(1500).then(() => cancelling.abort(new Error('cancelled by a person')))
    await expect(lab.run(leaking(), cancelling.signal)).rejects.toThrow('cancelled by a person')
    expect(lab.clock.nowMs()).toBe(1500)
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
  })
})
