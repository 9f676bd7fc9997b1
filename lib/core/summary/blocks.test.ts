/** What blocks of time keep of operations, and what intervals make of them. */
import { describe, expect, it } from 'vitest'
import { attemptRecord } from '../history/attempt-fixture'
import { armSummarySchema, type ArmSummary } from './arm-summary'
import { BlockCounter, MAX_BLOCKS } from './blocks'
import { figuresOf, retryShare } from './figures'
import { figuresOfOnePoint } from './figures-fixture'
import { summariseTrial } from './summarise'

/** Ten seconds of 20 operations; those of the chosen seconds are slow and fail after a retry. */
function trial(badSeconds: readonly number[]): ArmSummary {
  const attempts = Array.from({ length: 200 }, (_, operation) => {
    const intendedStartMs = operation * 50
    const times = { operation, intendedStartMs, startMs: intendedStartMs }
    if (!badSeconds.includes(Math.floor(operation / 20)))
      return [attemptRecord({ ...times, endMs: intendedStartMs + 10, operationEndMs: intendedStartMs + 10 })]
    const failed = {
      ...times,
      outcome: 'fail',
      errorClass: 'no-leader',
      operationEndMs: intendedStartMs + 90,
    } as const
    const delay = {
      nominalDelayMs: 10,
      plannedDelayMs: 10,
      actualDelayMs: 10 + ((operation * 37) % 101) / 50,
    }
    return [
      attemptRecord({ ...failed, endMs: intendedStartMs + 40, stop: 'retry' }),
      attemptRecord({
        ...failed,
        ...delay,
        attempt: 2,
        endMs: intendedStartMs + 90,
        stop: 'attempts-exhausted',
      }),
    ]
  })
  const [summary] = summariseTrial(attempts.flat(), [0])
  return armSummarySchema.parse(summary)
}

describe('blocks of time', () => {
  it('count operations by when they were meant to start, from the window’s begin', () => {
    const { blocks } = trial([3])
    expect(blocks).toMatchObject({ lengthMs: 1000, operations: Array.from({ length: 10 }, () => 20) })
    expect(blocks?.ok).toEqual([20, 20, 20, 0, 20, 20, 20, 20, 20, 20])
    expect(blocks?.retried[3]).toBe(20)
    expect(blocks?.attempts[3]).toBe(40)
    expect(blocks?.requests[3]).toBe(40)
    expect(blocks?.attemptsOk[2]).toBe(20)
  })

  it('are longer in long trials, and lose nothing', () => {
    const counter = new BlockCounter()
    for (let second = 0; second < 3_601; second++) counter.add(second * 1_000 + 1, 'operations')
    const { lengthMs, operations } = counter.toJSON()
    expect(operations.length).toBeLessThanOrEqual(MAX_BLOCKS)
    expect(lengthMs).toBe(13_000)
    expect(operations.reduce((sum, count) => sum + count)).toBe(3_601)
  })
})

describe('figures from blocks of time', () => {
  const scattered = [trial([1, 4]), trial([0, 5, 9])]

  it('have wider intervals where the operations of a second share their luck', () => {
    const clustered = figuresOfOnePoint(scattered, false)
    expect(clustered.successRate?.value).toBeCloseTo(0.75, 10)
    const { low = NaN, high = NaN } = clustered.successRate ?? {}
    // Wilson would say 70.5 to 79.0 % of 400 independent operations.
    expect(high - low).toBeGreaterThan(0.3)
    const { low: least = NaN, high: most = NaN } = clustered.amplification ?? {}
    expect(most - least).toBeGreaterThan(0.3)
    const share = retryShare(clustered, 100)
    expect((share?.high ?? NaN) - (share?.low ?? NaN)).toBeGreaterThan(0.3)
  })

  it('are none where too few seconds failed, whatever is claimed of independence', () => {
    for (const independent of [false, true]) {
      const figures = figuresOfOnePoint([trial([3])], independent)
      expect(figures).toMatchObject({
        operations: 200,
        ok: 180,
        successRate: null,
        successRatePerAttempt: null,
      })
    }
    expect(figuresOfOnePoint([trial([3])], false)).toMatchObject({
      amplification: null,
      retryDesignEffect: null,
      p90LatencyMs: null,
    })
  })

  it('say how many operations a second began and how many of them were good', () => {
    const figures = figuresOf(
      scattered.map((summary) => ({ summary, pointIndex: 0, windowMs: 10_000, independent: false })),
    )
    expect(figures.throughputPerSecond).toEqual({ value: 20, low: 20, high: 20 })
    expect(figures.goodputPerSecond?.value).toBeCloseTo(15, 10)
    // Seconds in which nothing began are part of the time.
    const longer = figuresOf(
      scattered.map((summary) => ({ summary, pointIndex: 0, windowMs: 10_500, independent: false })),
    )
    expect(longer.throughputPerSecond?.value).toBeCloseTo(400 / 21, 10)
  })

  it('of runs stored before blocks were kept have no interval but where operations are independent', () => {
    const old = { ...trial([1, 3, 5]), blocks: null, latencySpread: null, retryTimeSpread: null }
    expect(figuresOfOnePoint([old], false)).toMatchObject({ ok: 140, successRate: null, p50LatencyMs: null })
    expect(figuresOfOnePoint([old], true).successRate?.value).toBeCloseTo(0.7, 10)
  })
  it('do not take a strategy that may retry for one that never does', () => {
    const of = (badSeconds: readonly number[], mostRequests: number | null) =>
      figuresOf([
        { summary: trial(badSeconds), pointIndex: 0, windowMs: 10_000, independent: false, mostRequests },
      ]).amplification
    expect(of([], 1)).toEqual({ value: 1, low: 1, high: 1 })
    expect(of([], 4)).toMatchObject({ value: 1, low: 1 })
    expect(of([], 4)?.high).toBeGreaterThan(1.5)
    expect(of([], null)).toBeNull()
  })

  it('widen the timers’ errors, which a stall makes late together, and need seconds to do so', () => {
    const all = trial([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const timerErrorOf = (summary: ArmSummary) => figuresOfOnePoint([summary]).backoff.timerErrorMs
    expect(timerErrorOf(all)?.p50).not.toBeNull()
    expect(timerErrorOf({ ...all, timerErrorSpread: null })).toMatchObject({ count: 200, p50: null })
    expect(timerErrorOf(trial([1, 3, 5]))).toMatchObject({ count: 60, p50: null })
  })
})
