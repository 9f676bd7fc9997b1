import { describe, expect, it } from 'vitest'
import { attemptsOf, emptyColumns, pushAttempt } from '../core/history/attempt-columns'
import { compose } from '../core/strategy/compose'
import { backoffOf } from '../core/strategy/parts/backoff'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

/** L1: two attempts, 20 ms apart at most; queue after 60, 300 and 900 ms. */
const degrading = (params: object = {}, changes: object = {}) =>
  specOf({
    strategies: [
      {
        use: 'degradation',
        params: { inlineRetries: 1, initialDelayMs: 20, maxDelayMs: 20, queueScale: 0.001, ...params },
      },
    ],
    workload: { putShare: 1, load: { mode: 'closed', concurrency: 1 } },
    operationDeadlineMs: 500,
    trialDurationMs: 500,
    ...changes,
  })
/** Does operation 0 at this attempt, and all others at once. */
const doneAt = (attemptOfFirst: number) =>
  new VirtualLab(({ operation, attempt = 1 }) => ({
    afterMs: 100,
    reply: operation === 0 && attempt < attemptOfFirst ? FAILED : OK,
  }))
const recordsOf = (lab: VirtualLab, operation = 0) =>
  lab.records.filter((record) => record.operation === operation)
const figures = (lab: VirtualLab) => figuresOfOnePoint(summariseTrial(lab.records, [0]))

describe('a caller that is told “accepted for later”', () => {
  it('leaves at once, and the job behind it is recorded apart', async () => {
    const lab = doneAt(4)
    await lab.run(degrading())
    const [first, second, third, fourth] = recordsOf(lab)
    expect(recordsOf(lab).map(({ stop }) => stop)).toEqual(['retry', 'deferred', 'job-retry', 'job-done'])
    const leftMs = second?.endMs ?? NaN
    expect([first, second, third, fourth].map((record) => record?.operationEndMs)).toEqual([
      100,
      leftMs,
      leftMs,
      leftMs,
    ])
    expect([third?.startMs, fourth?.startMs]).toEqual([leftMs + 60, leftMs + 60 + 100 + 300])
    // The caller's next operation starts when it was let go, not when the job is done.
    expect(recordsOf(lab, 1)[0]?.startMs).toBe(leftMs)
  })

  it('is no caller of a success yet: the job decides what the operation comes to', async () => {
    const done = doneAt(4)
    await done.run(degrading())
    const { operations, ok } = figures(done)
    expect(ok).toBe(operations)
    expect(figures(done)).toMatchObject({
      stops: { deferred: 1 },
      leakedAttempts: 0,
      retries: 1,
      deferred: { jobs: 1, attempts: 2, doneAt: [0, 1], givenUp: 0, mostOpen: 1 },
    })
    expect(figures(done).amplification?.value).toBe((operations + 3) / operations)

    const ticket = doneAt(Infinity)
    await ticket.run(degrading())
    expect(recordsOf(ticket).at(-1)?.stop).toBe('job-failed')
    expect(figures(ticket)).toMatchObject({
      ok: figures(ticket).operations - 1,
      fail: 1,
      deferred: { jobs: 1, attempts: 3, doneAt: [], givenUp: 1 },
    })
  })

  it('leaves a doubt behind when nobody knows what an attempt of the job did', async () => {
    const lab = new VirtualLab(({ operation, attempt = 1 }) => ({
      afterMs: operation === 0 && attempt === 3 ? Infinity : 100,
      reply: operation === 0 ? FAILED : OK,
    }))
    await lab.run(degrading())
    expect(figures(lab)).toMatchObject({ fail: 0, info: 1, deferred: { givenUp: 1 } })
  })

  it('is waited for no more than the queue: the trial ends when its jobs have', async () => {
    const lab = doneAt(Infinity)
    const { operationsEndMs, windowBeginMs } = await lab.run(degrading())
    expect(operationsEndMs - windowBeginMs).toBe(recordsOf(lab).at(-1)?.endMs)
    expect(operationsEndMs - windowBeginMs).toBeGreaterThan(1_700)
  })

  it('meets no latency of the queue', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    await lab.run(degrading())
    const [summary] = summariseTrial(lab.records, [0])
    expect(summary?.latencyMs.max).toBeLessThanOrEqual(40)
    expect(summary?.deferred?.jobMs).toMatchObject({ min: 60 + 300 + 900 + 30, max: 60 + 300 + 900 + 30 })
    expect(summary?.deferred?.mostOpen).toBe(summary?.operations)
  })

  it('that wanted to read has its failure: nothing is read for it later', async () => {
    const lab = doneAt(Infinity)
    await lab.run(degrading({}, { workload: { putShare: 0, load: { mode: 'closed', concurrency: 1 } } }))
    expect(recordsOf(lab).map(({ stop }) => stop)).toEqual(['retry', 'attempts-exhausted'])
    expect(figures(lab).deferred).toBeNull()
  })

  it('stays where the strategy is told so', async () => {
    const lab = doneAt(3)
    await lab.run(degrading({ caller: 'waits' }))
    expect(recordsOf(lab).map(({ stop }) => stop)).toEqual(['retry', 'retry', 'succeeded'])
    expect(recordsOf(lab, 1)[0]?.startMs).toBe(recordsOf(lab).at(-1)?.endMs)
  })

  it('keeps its records through the columns they are stored in', async () => {
    const lab = doneAt(4)
    await lab.run(degrading())
    const columns = emptyColumns(100)
    for (const record of lab.records) pushAttempt(columns, record)
    expect([...attemptsOf([columns])].map(({ stop }) => stop)).toEqual(lab.records.map(({ stop }) => stop))
  })
})

describe('a trial with deferred jobs', () => {
  it('leaves nothing under way when it is given up', async () => {
    const lab = doneAt(Infinity)
    const cancelling = new AbortController()
    void lab.clock.sleepUntil(700).then(() => cancelling.abort(new Error('cancelled by a person')))
    await expect(lab.run(degrading(), cancelling.signal)).rejects.toThrow('cancelled by a person')
    expect(lab).toMatchObject({ faultSet: false, openClients: 0 })
  })

  it('fails when a strategy lets its caller go without saying that it may', async () => {
    const { run } = compose({ limits: { maxAttempts: 3 }, backoff: backoffOf(() => 10), deferAfter: 1 })
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    lab.ports.strategies = () => ({ run })
    await expect(lab.run(degrading())).rejects.toThrow('without saying that it defers')
  })

  it('cannot be summarised while a job is open', async () => {
    const lab = doneAt(4)
    await lab.run(degrading())
    const broken = lab.records.filter(({ stop }) => stop !== 'job-done')
    expect(() => summariseTrial(broken, [0])).toThrow('1 operations have no last attempt')
  })
})
