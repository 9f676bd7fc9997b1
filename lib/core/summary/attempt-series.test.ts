import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import { withoutRepetitions } from '../history/series'
import { armSummarySchema } from './arm-summary'
import { attemptSeries, mostAtOnce } from './attempt-series'
import { mergePeaks, peaksOf } from './peaks'
import { summariseTrial } from './summarise'

const FAILED = { outcome: 'fail', errorClass: 'no-leader', stop: 'retry' } as const

/** Values by step of 250 ms. */
function valuesOf(attempts: AttemptRecord[], name: string, windowMs = 1_000): (number | null)[] | undefined {
  const sorted = [...attempts].sort((a, b) => a.startMs - b.startMs)
  return attemptSeries(0, sorted, windowMs)
    .find((series) => series.name === name)
    ?.points.map(([, value]) => value)
}

describe('the most at once', () => {
  it('is counted in each step, also of what lasts over several', () => {
    const intervals = [
      { fromMs: 0, toMs: 600 },
      { fromMs: 100, toMs: 150 },
      { fromMs: 140, toMs: 200 },
      { fromMs: 900, toMs: 910 },
    ]
    expect(mostAtOnce(intervals, 250, 1_000)).toEqual([3, 1, 1, 1])
  })
  it('does not count one that ends with one that begins at that instant', () => {
    const chain = [0, 100, 200].map((fromMs) => ({ fromMs, toMs: fromMs + 100 }))
    expect(mostAtOnce(chain, 250, 500)).toEqual([1, 1])
  })
})

describe('what attempts tell over time', () => {
  const retried = [
    attemptRecord({ ...FAILED }),
    attemptRecord({ attempt: 2, startMs: 300, actualDelayMs: 290, endMs: 310, operationEndMs: 310 }),
    attemptRecord({ operation: 1, startMs: 760, endMs: 770, operationEndMs: 770 }),
  ]
  it('has an operation in flight from its first attempt to its end, waits included', () => {
    expect(valuesOf(retried, 'in-flight')).toEqual([1, 1, 0, 1])
    expect(valuesOf(retried, 'in-backoff')).toEqual([1, 1, 0, 0])
  })
  it('never has more in a backoff than in flight, although clocks are read one after the other', () => {
    const refused = { ...FAILED, errorClass: 'budget-empty' } as const
    const tries = [
      attemptRecord({ ...FAILED }),
      // Its wait is said to have lasted until just after the operation's next one began, and the last one to after its end.
      attemptRecord({ ...refused, attempt: 2, startMs: 110, endMs: 110, actualDelayMs: 100 }),
      attemptRecord({ ...refused, attempt: 3, startMs: 210, endMs: 210, actualDelayMs: 100.5 }),
      attemptRecord({ attempt: 4, startMs: 300.4, endMs: 300.4, operationEndMs: 300, actualDelayMs: 90.4 }),
      // Another begins at the end of the first.
      attemptRecord({ ...FAILED, operation: 1, startMs: 300, endMs: 300 }),
      attemptRecord({ operation: 1, attempt: 2, startMs: 310, endMs: 320, actualDelayMs: 10 }),
    ]
    expect(valuesOf(tries, 'in-backoff')).toEqual([1, 1, 0, 0])
    expect(valuesOf(tries, 'in-flight')).toEqual([1, 1, 0, 0])
  })
  it('counts the wait that a deadline ended, which no attempt follows', () => {
    const cut = [attemptRecord({ ...FAILED, stop: 'deadline', operationEndMs: 600 })]
    expect(valuesOf(cut, 'in-backoff')).toEqual([1, 1, 1, 0])
  })
  it('takes a hedge’s delay for no backoff: the attempt before it is under way', () => {
    const hedged = [
      attemptRecord({ endMs: 200, stop: 'retry', outcome: 'fail', errorClass: 'cancelled' }),
      attemptRecord({ attempt: 2, startMs: 100, actualDelayMs: 100, endMs: 190, operationEndMs: 200 }),
    ]
    expect(valuesOf(hedged, 'in-backoff')).toEqual([0, 0, 0, 0])
  })
  it('counts refusals of budgets and of breakers apart, in the step of each', () => {
    const refused = (errorClass: AttemptRecord['errorClass'], operation: number, startMs: number) =>
      attemptRecord({
        operation,
        outcome: 'fail',
        errorClass,
        stop: 'refused',
        startMs,
        endMs: startMs,
        operationEndMs: startMs,
      })
    const attempts = [
      refused('budget-empty', 0, 10),
      refused('throttled', 1, 20),
      refused('breaker-open', 2, 800),
    ]
    expect(valuesOf(attempts, 'refused-budget')).toEqual([2, 0, 0, 0])
    expect(valuesOf(attempts, 'refused-breaker')).toEqual([0, 0, 0, 1])
    expect(valuesOf([attemptRecord({})], 'refused-budget')).toBeUndefined()
  })
  it('leaves out what goes on behind callers', () => {
    const leaked = [
      attemptRecord({ ...FAILED, stop: 'deadline', operationEndMs: 10 }),
      attemptRecord({ attempt: 2, startMs: 300, actualDelayMs: 290, endMs: 310, stop: 'after-end' }),
    ]
    expect(valuesOf(leaked, 'in-flight')).toEqual([1, 0, 0, 0])
    expect(valuesOf(leaked, 'in-backoff')).toEqual([0, 0, 0, 0])
  })
  it('has at most 1,200 steps, however long the window is', () => {
    expect(valuesOf([attemptRecord({})], 'in-flight', 3_600_000)).toHaveLength(1_200)
  })
})

it('repetitions are left out, and the end is kept', () => {
  const points: [number, number | null][] = [0, 0, null, null, 3, 3, 3].map((value, step) => [step, value])
  expect(withoutRepetitions(points)).toEqual([
    [0, 0],
    [2, null],
    [4, 3],
    [6, 3],
  ])
})

describe('peaks', () => {
  const peaks = (inFlight: number, connectionsOpen: number | null) => ({
    ...{ inFlight, inBackoff: 0, connectionsOpen, connectionsWaiting: null },
  })
  it('of a trial are the highest values of its own arm', () => {
    const series = [...attemptSeries(0, [attemptRecord({})], 500), ...attemptSeries(1, [], 500)]
    expect(peaksOf(series, 0)).toEqual({ ...peaks(1, null) })
    expect(peaksOf(series, 1).inFlight).toBe(0)
  })
  it('of several trials are the highest, and unknown where one of them is', () => {
    expect(mergePeaks([peaks(3, 6), peaks(5, null)])).toMatchObject({ inFlight: 5, connectionsOpen: null })
    expect(mergePeaks([peaks(3, 6), peaks(5, 4)])).toMatchObject({ connectionsOpen: 6 })
    expect(mergePeaks([peaks(3, 6), null])).toBeNull()
  })
  it('are unknown of summaries that were stored before they were kept', () => {
    const [summary] = summariseTrial([attemptRecord({})], [0])
    const { peaks: _, ...before } = armSummarySchema.parse(summary)
    expect(armSummarySchema.parse(before).peaks).toBeNull()
  })
})
