import { expect, it } from 'vitest'
import { attemptRecord } from '../history/attempt-fixture'
import { arrivalsAfterFailure, crowding } from './arrivals'

it('counts requests by the time since the most failed at once, refused tries left out', () => {
  const { failureMs, arms } = arrivalsAfterFailure(
    [
      attemptRecord({
        arm: 0,
        startMs: 0,
        endMs: 20,
        outcome: 'fail',
        errorClass: 'unavailable',
        stop: 'retry',
      }),
      attemptRecord({ arm: 0, startMs: 30, endMs: 90 }),
      attemptRecord({
        arm: 0,
        startMs: 60,
        endMs: 149,
        outcome: 'fail',
        errorClass: 'unavailable',
        stop: 'retry',
      }),
      attemptRecord({
        arm: 1,
        startMs: 50,
        endMs: 100,
        outcome: 'fail',
        errorClass: 'unavailable',
        stop: 'retry',
      }),
      attemptRecord({ arm: 0, startMs: 100, endMs: 105 }),
      attemptRecord({ arm: 0, startMs: 109.9, endMs: 200 }),
      attemptRecord({ arm: 1, startMs: 110, endMs: 200 }),
      attemptRecord({ arm: 1, startMs: 120, endMs: 120, outcome: 'fail', errorClass: 'breaker-open' }),
      attemptRecord({ arm: 1, startMs: 120, endMs: 130, kind: 'check' }),
    ],
    2,
  )
  expect(failureMs).toBe(100)
  expect(arms.map((bins) => bins.slice(0, 4))).toEqual([
    [2, 0, 0, 0],
    [0, 1, 0, 0],
  ])
})

it('takes the earlier of two moments in which as many failed', () => {
  const failed = (endMs: number) =>
    attemptRecord({ startMs: endMs, endMs, outcome: 'fail', errorClass: 'unavailable', stop: 'retry' })
  expect(arrivalsAfterFailure([failed(500), failed(20)], 1).failureMs).toBe(20)
})

it('has nothing to show where nothing failed', () => {
  expect(arrivalsAfterFailure([attemptRecord({})], 1)).toEqual({ failureMs: null, arms: [[]] })
})

it('says how close together they came', () => {
  expect(crowding([0, 50, 0, 3, 2, 1])).toEqual({ requests: 56, most: 50, binsOfHalf: 1 })
  expect(crowding([1, 1, 1, 1])).toEqual({ requests: 4, most: 1, binsOfHalf: 2 })
  expect(crowding([])).toEqual({ requests: 0, most: 0, binsOfHalf: 0 })
})
