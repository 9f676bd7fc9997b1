/** What happened over time: buckets, and what a change of leader cost. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import { leaderMove } from '../trace/trace-fixture'
import { leaderEvents, leaderEventSchema } from './leader-impact'
import { bucketWidthMs, MAX_BUCKETS, timeBuckets } from './time-buckets'

/** It was meant to start when it did, and took 5 ms. */
function attempt(changes: Partial<AttemptRecord>): AttemptRecord {
  const { startMs = 0 } = changes
  return attemptRecord({ intendedStartMs: startMs, endMs: startMs + 5, ...changes })
}

const failed = { outcome: 'fail', errorClass: 'no-leader' } as const

describe('time buckets', () => {
  it('count what begins and what ends, each where it does', () => {
    const buckets = timeBuckets(
      [
        attempt({ startMs: 50, endMs: 150, stop: 'retry', ...failed }),
        attempt({ attempt: 2, intendedStartMs: 50, startMs: 250, endMs: 310 }),
        attempt({ operation: 1, startMs: 90, endMs: 95 }),
        attempt({
          operation: 2,
          startMs: 120,
          endMs: 120,
          ...failed,
          errorClass: 'breaker-open',
          stop: 'refused',
        }),
      ],
      400,
    )
    expect(buckets.map(({ startMs }) => startMs)).toEqual([0, 100, 200, 300])
    expect(buckets[0]).toMatchObject({ operations: 2, attempts: 2, succeeded: 1, errors: 0, p50LatencyMs: 5 })
    expect(buckets[1]).toMatchObject({ operations: 1, attempts: 0, refused: 1, failed: 1, errors: 1 })
    expect(buckets[2]).toMatchObject({ attempts: 1, retries: 1, succeeded: 0, maxLatencyMs: null })
    expect(buckets[3]).toMatchObject({ succeeded: 1, p50LatencyMs: 260, maxLatencyMs: 260 })
  })

  it('take neither the step after a strategy’s own read nor work behind its caller’s back for a retry', () => {
    const buckets = timeBuckets(
      [
        attempt({ kind: 'revision', startMs: 0, stop: 'retry' }),
        attempt({ kind: 'txn', attempt: 2, startMs: 10, stop: 'retry', ...failed }),
        attempt({ kind: 'txn', attempt: 3, startMs: 40, nominalDelayMs: 25, stop: 'deadline', ...failed }),
        attempt({ kind: 'txn', attempt: 4, startMs: 80, nominalDelayMs: 25, stop: 'after-end' }),
      ],
      100,
    )
    expect(buckets[0]).toMatchObject({ operations: 1, attempts: 3, retries: 1 })
  })

  it('go on until the last attempt has ended, and are never many', () => {
    expect(timeBuckets([attempt({ startMs: 390, endMs: 720 })], 400)).toHaveLength(8)
    expect(bucketWidthMs(10_000)).toBe(200)
    for (const lengthMs of [10_001, 60_000, 600_000, 3_600_000, 40_000_000])
      expect(lengthMs / bucketWidthMs(lengthMs)).toBeLessThanOrEqual(MAX_BUCKETS)
  })
})

describe('a change of leader', () => {
  const WINDOW_MS = 10_000
  const change = { seenMs: 4_100, from: 0, to: 1, leaderlessMs: 100 }
  /** An operation every 10 ms; those that begin while `lost` fail once and succeed when it is over. */
  function history(lost: [number, number] | null): AttemptRecord[] {
    return Array.from({ length: 1_000 }, (_, operation) => {
      const startMs = operation * 10
      if (!lost || startMs < lost[0] || startMs >= lost[1]) return [attempt({ operation, startMs })]
      return [
        attempt({ operation, startMs, stop: 'retry', ...failed }),
        attempt({
          operation,
          attempt: 2,
          intendedStartMs: startMs,
          startMs: lost[1] + 20,
          endMs: lost[1] + 25,
        }),
      ]
    }).flat()
  }

  it('costs the time without any answer, the retries, and the time until operations succeed as before', () => {
    const [event] = leaderEvents([change], [history([4_000, 4_700])], [0], WINDOW_MS, [])
    expect(event).toMatchObject({ startMs: 4_000, from: 0, to: 1 })
    const [impact] = event?.impacts ?? []
    // The last answer before ends at 3,995, the first after at 4,705.
    expect(impact?.stalledMs).toBe(710)
    expect(impact?.recoveryMs).toBe(705)
    expect(impact?.retries).toBe(70)
    expect(impact?.retriesInCalm).toBe(0)
  })

  it('has the retries of calm times beside its own', () => {
    // One a second that has nothing to do with it.
    const usual = Array.from({ length: 10 }, (_, index) =>
      attempt({ operation: 2_000 + index, startMs: index * 1_000 + 500, stop: 'retry', ...failed }),
    )
    const [event] = leaderEvents([change], [[...history([4_000, 4_700]), ...usual]], [0], WINDOW_MS, [])
    expect(event?.impacts[0]?.retries).toBe(71)
    expect(event?.impacts[0]?.retriesInCalm).toBeCloseTo(0.705, 1)
  })

  it('that nobody felt costs nothing', () => {
    const [event] = leaderEvents([change], [history(null)], [0], WINDOW_MS, [])
    expect(event?.impacts[0]).toMatchObject({ stalledMs: 10, retries: 0 })
    expect(event?.impacts[0]?.recoveryMs).toBeLessThanOrEqual(105)
  })

  it('has no recovery where it was not seen before the next one', () => {
    const next = { ...change, seenMs: 4_900, from: 1, to: 2 }
    const events = leaderEvents([change, next], [history([4_000, 4_700])], [0], WINDOW_MS, [])
    expect(events.map(({ impacts }) => impacts[0]?.recoveryMs === null)).toEqual([true, false])
    expect(events.map(({ impacts }) => impacts[0]?.unrecovered)).toEqual(['next-change', undefined])
  })

  it('tells what did not recover from what nobody can tell', () => {
    const unrecovered = (attempts: AttemptRecord[], seenMs = change.seenMs) =>
      leaderEvents([{ ...change, seenMs }], [attempts], [0], WINDOW_MS, [])[0]?.impacts[0]?.unrecovered
    expect(unrecovered(history([4_000, 20_000]))).toBe('window-end')
    expect(unrecovered(history(null).slice(0, 19))).toBe('too-little')
    expect(unrecovered(history([4_000, 20_000]), 9_501)).toBe('too-little')
  })

  it('begins when the old leader was asked to go, and at the end of its term where nobody asked', () => {
    const startMs = (actsMs: number) =>
      leaderEvents([change], [history(null)], [0], WINDOW_MS, [leaderMove(actsMs)])[0]?.startMs
    expect(startMs(3_950)).toBe(3_950)
    expect(startMs(4_101)).toBe(4_000)
    // Longer than any election ago.
    expect(startMs(-1_000)).toBe(4_000)
  })

  it('can be stored whenever it comes: after the window, before it, twice at once', () => {
    const changes = fc.array(
      fc.record({
        seenMs: fc.double({ min: -500, max: 15_000, noNaN: true }),
        from: fc.constantFrom(null, 0, 1, 2),
        to: fc.constantFrom(0, 1, 2),
        leaderlessMs: fc.double({ min: 0, max: 3_000, noNaN: true }),
      }),
      { maxLength: 6 },
    )
    const arms = [history([4_000, 4_700]), history(null), []]
    fc.assert(
      fc.property(changes, (drawn) => {
        const inOrder = drawn.sort((a, b) => a.seenMs - b.seenMs)
        const events = leaderEvents(inOrder, arms, [0, 1, 2], WINDOW_MS, [])
        expect(z.array(leaderEventSchema).safeParse(events).error).toBeUndefined()
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('is told of each strategy by itself, and of those only that were there', () => {
    const arms = [history([4_000, 4_700]), history(null), history([4_000, 4_300])]
    const [event] = leaderEvents([change], arms, [0, 2], WINDOW_MS, [])
    expect(event?.impacts.map(({ arm, stalledMs }) => [arm, stalledMs])).toEqual([
      [0, 710],
      [2, 310],
    ])
  })
})
