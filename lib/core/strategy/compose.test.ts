import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../history/attempt'
import { compose, type Limits } from './compose'
import { backoffOf } from './parts/backoff'
import type { Gate } from './parts/gate'
import { VirtualCall, type VirtualTarget } from './virtual-call'

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
const LOST: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }
const SEED = { seed: 20261123 }

const alwaysLost: VirtualTarget = () => ({ afterMs: 10, reply: LOST })
const after100 = backoffOf(() => 100)

async function drive(
  limits: Limits,
  call: VirtualCall,
  gates: readonly Gate[] = [],
  onRefusal?: 'end' | 'wait',
) {
  return compose({ limits, backoff: after100, gates, ...(onRefusal && { onRefusal }) }).run(call)
}

describe('a composed strategy', () => {
  it('ends with the first success', async () => {
    const call = new VirtualCall((attempt) => ({ afterMs: 10, reply: attempt === 3 ? OK : LOST }))
    expect(await drive({ maxAttempts: 9 }, call)).toBe('succeeded')
    expect([call.attempts, call.waits.length]).toEqual([3, 2])
  })

  it('counts the first attempt among its attempts, and does not wait after the last', async () => {
    const call = new VirtualCall(alwaysLost)
    expect(await drive({ maxAttempts: 3 }, call)).toBe('attempts-exhausted')
    expect([call.attempts, call.waits.length]).toEqual([3, 2])
  })

  it.each([
    [330, 4],
    [329, 3],
  ])(
    'with at most %i ms, and 110 ms from attempt to attempt, makes %i attempts',
    async (maxElapsedMs, attempts) => {
      // The limit counts from the first attempt's start to the end of the wait: 110, 220, 330.
      const call = new VirtualCall(alwaysLost, { startMs: 5_000 })
      expect(await drive({ maxElapsedMs }, call)).toBe('elapsed-limit')
      expect(call.attempts).toBe(attempts)
    },
  )

  it('that knows the deadline ends at once instead of waiting in vain', async () => {
    const call = new VirtualCall(alwaysLost, { deadlineMs: 220 })
    expect(await drive({ deadlineAware: true }, call)).toBe('deadline')
    expect([call.attempts, call.nowMs()]).toEqual([2, 120])
  })

  it('that does not know it is left by its caller at the deadline', async () => {
    const call = new VirtualCall(alwaysLost, { deadlineMs: 220 })
    expect(await drive({}, call)).toBe('deadline')
    expect([call.attempts, call.nowMs()]).toEqual([2, 220])
  })

  it('ends at a refusal, or waits and tries again, as it is told', async () => {
    const second: Gate = {
      ask: ({ attempt }) =>
        attempt === 2
          ? { admitted: false, reason: 'throttled' }
          : { admitted: true, report: () => undefined },
    }
    const ended = new VirtualCall(alwaysLost)
    expect(await drive({ maxAttempts: 3 }, ended, [second])).toBe('refused')
    expect([ended.attempts, ended.refusals]).toEqual([1, ['throttled']])
    const waited = new VirtualCall(alwaysLost)
    expect(await drive({ maxAttempts: 3 }, waited, [second], 'wait')).toBe('attempts-exhausted')
    expect([waited.attempts, waited.refusals]).toEqual([2, ['throttled']])
  })

  it('asks its budget at the failure: a refusal ends the operation there, without a wait', async () => {
    const asked: unknown[] = []
    const once: Gate = {
      ask: ({ attempt, nowMs, lastError }) => {
        asked.push([attempt, nowMs, lastError])
        return attempt <= 2
          ? { admitted: true, report: ({ errorClass }, endMs) => asked.push([errorClass, endMs]) }
          : { admitted: false, reason: 'budget-empty' }
      },
    }
    const call = new VirtualCall(alwaysLost)
    const strategy = compose({ limits: { maxAttempts: 9 }, backoff: after100, budget: once })
    expect(await strategy.run(call)).toBe('refused')
    expect([call.attempts, call.refusals, call.nowMs()]).toEqual([2, ['budget-empty'], 120])
    expect(call.waits).toHaveLength(1)
    expect(asked).toEqual([
      [1, 0, null],
      ['attempt-timeout', 10],
      [2, 10, 'attempt-timeout'],
      ['attempt-timeout', 120],
      [3, 120, 'attempt-timeout'],
    ])
  })

  it('takes nothing from its budget for a retry that its limits do not allow', async () => {
    const asked: number[] = []
    const budget: Gate = {
      ask: ({ attempt }) => {
        asked.push(attempt)
        return { admitted: true, report: () => undefined }
      },
    }
    for (const limits of [{ maxAttempts: 1 }, { maxElapsedMs: 50 }, { deadlineAware: true }])
      await compose({ limits, backoff: after100, budget }).run(
        new VirtualCall(alwaysLost, { deadlineMs: 60 }),
      )
    expect(asked).toEqual([1, 1, 1])
  })

  it('asks its gates when the attempt is about to be sent, after the wait', async () => {
    const askedMs: number[] = []
    const gate: Gate = {
      ask: ({ nowMs }) => {
        askedMs.push(nowMs)
        return { admitted: true, report: () => undefined }
      },
    }
    await drive({ maxAttempts: 3 }, new VirtualCall(alwaysLost), [gate])
    expect(askedMs).toEqual([0, 110, 220])
  })

  it('tells its gates what the attempt before came to', async () => {
    const seen: unknown[] = []
    const gate: Gate = {
      ask: ({ attempt, lastError }) => {
        seen.push([attempt, lastError])
        return { admitted: true, report: ({ errorClass }, nowMs) => seen.push([errorClass, nowMs]) }
      },
    }
    await drive({ maxAttempts: 2 }, new VirtualCall(alwaysLost), [gate])
    expect(seen).toEqual([
      [1, null],
      ['attempt-timeout', 10],
      [2, 'attempt-timeout'],
      ['attempt-timeout', 120],
    ])
  })

  it('keeps all its limits whatever attempts and waits last', async () => {
    const arbitrary = fc.record({
      maxAttempts: fc.integer({ min: 1, max: 30 }),
      maxElapsedMs: fc.integer({ min: 1, max: 2_000 }),
      deadlineMs: fc.integer({ min: 1, max: 2_000 }),
      deadlineAware: fc.boolean(),
      attemptMs: fc.array(fc.nat({ max: 300 }), { minLength: 30, maxLength: 30 }),
      delaysMs: fc.array(fc.nat({ max: 300 }), { minLength: 30, maxLength: 30 }),
    })
    const property = fc.asyncProperty(arbitrary, async ({ attemptMs, delaysMs, deadlineMs, ...limits }) => {
      const call = new VirtualCall((attempt) => ({ afterMs: attemptMs[attempt - 1] ?? 0, reply: LOST }), {
        deadlineMs,
      })
      const ending = await compose({ limits, backoff: backoffOf((retry) => delaysMs[retry - 1] ?? 0) }).run(
        call,
      )
      expect(call.attempts).toBeLessThanOrEqual(limits.maxAttempts)
      expect(call.nowMs()).toBeLessThanOrEqual(deadlineMs)
      if (ending === 'attempts-exhausted') expect(call.attempts).toBe(limits.maxAttempts)
      for (const { atMs, plannedMs } of call.waits) {
        expect(atMs).toBeLessThan(deadlineMs)
        expect(atMs + plannedMs).toBeLessThanOrEqual(limits.maxElapsedMs)
        if (limits.deadlineAware) expect(atMs + plannedMs).toBeLessThan(deadlineMs)
      }
    })
    await fc.assert(property, { ...SEED, numRuns: 300 })
  })
})
