import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../history/attempt'
import { degradation } from './degradation'
import { VirtualCall } from './virtual-call'

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
const FAILED: AttemptReply = { outcome: 'fail', errorClass: 'no-leader' }
const paramsOf = (given: object = {}) => degradation.params.parse(given)

/** A target that does the job at this attempt. */
const doneAt = (success: number) =>
  new VirtualCall((attempt) => ({ afterMs: 1, reply: attempt === success ? OK : FAILED }))

describe('three-level degradation', () => {
  it('retries twice inline, then after 1, 5 and 15 scaled minutes, and then needs a person', async () => {
    const call = doneAt(Infinity)
    expect(await degradation.create(paramsOf({ queueScale: 0.1 })).run(call)).toBe('attempts-exhausted')
    expect(call.attempts).toBe(6)
    expect(call.waits.map(({ nominalMs }) => nominalMs)).toEqual([25, 50, 6_000, 30_000, 90_000])
    expect(call.waits.slice(2).map(({ plannedMs }) => plannedMs)).toEqual([6_000, 30_000, 90_000])
  })

  it.each([
    [1, 0],
    [3, 2],
    [4, 3],
    [6, 5],
  ])('is done when attempt %i succeeds, after %i waits', async (success, waits) => {
    const call = doneAt(success)
    expect(await degradation.create(paramsOf()).run(call)).toBe('succeeded')
    expect(call.waits).toHaveLength(waits)
  })

  it('goes to the queue at once without inline retries', async () => {
    const call = doneAt(Infinity)
    await degradation.create(paramsOf({ inlineRetries: 0 })).run(call)
    expect(call.waits.map(({ plannedMs }) => plannedMs)).toEqual([120, 600, 1_800])
  })

  it('does not queue what can never succeed', async () => {
    const call = new VirtualCall(() => ({ afterMs: 1, reply: { outcome: 'fail', errorClass: 'rejected' } }))
    expect(await degradation.create(paramsOf()).run(call)).toBe('permanent-error')
    expect(call.attempts).toBe(1)
  })

  it('lets its caller go when the inline retries have failed, and then knows no deadline', async () => {
    const call = new VirtualCall(() => ({ afterMs: 1, reply: FAILED }), { deadlineMs: 1_000 })
    expect(await degradation.create(paramsOf()).run(call)).toBe('attempts-exhausted')
    expect(call.attempts).toBe(6)
    const [, inline2, queue1] = call.waits
    expect(call.deferredMs).toBe((inline2?.atMs ?? 0) + (inline2?.plannedMs ?? 0) + 1)
    expect(queue1?.atMs).toBe(call.deferredMs)
  })

  it('fails a caller whose deadline comes before the inline retries are over', async () => {
    const call = new VirtualCall(() => ({ afterMs: 400, reply: FAILED }), { deadlineMs: 1_000 })
    expect(await degradation.create(paramsOf()).run(call)).toBe('deadline')
    expect([call.nowMs(), call.deferredMs]).toEqual([1_000, null])
  })

  it('with a caller that waits is cut by a deadline that does not outlast the queue', async () => {
    const call = new VirtualCall(() => ({ afterMs: 1, reply: FAILED }), { deadlineMs: 1_000 })
    expect(await degradation.create(paramsOf({ caller: 'waits' })).run(call)).toBe('deadline')
    expect([call.nowMs(), call.deferredMs]).toEqual([1_000, null])
  })

  it('says how long a trial may have to wait for its queue', () => {
    expect(degradation.workBehindMs?.(paramsOf({ queueScale: 0.01 }), 500)).toBe(12_600 + 1_500)
    expect(degradation.workBehindMs?.(paramsOf({ caller: 'waits' }), 500)).toBe(0)
  })

  it('refuses inline delays that are longer than the queue’s first, and says so at the cap', () => {
    expect(degradation.params.safeParse({ queueScale: 0.001 }).error?.issues).toMatchObject([
      {
        path: ['maxDelayMs'],
        message: 'the cap must not be above the first delay of the queue (1 minute × scale)',
      },
    ])
  })
})
