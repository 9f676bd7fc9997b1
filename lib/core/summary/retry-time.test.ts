import { expect, it } from 'vitest'
import { attemptRecord } from '../history/attempt-fixture'
import { armSummarySchema } from './arm-summary'
import { figuresOfOnePoint } from './figures-fixture'
import { summariseTrial } from './summarise'

const FAILED = { outcome: 'fail', errorClass: 'no-leader', stop: 'retry' } as const
const WAIT = { nominalDelayMs: 20, plannedDelayMs: 20, actualDelayMs: 21 }

it('is the time from the end of the first failure to the end of the operation, of those that have one', () => {
  const [summary] = summariseTrial(
    [
      attemptRecord({ operation: 0 }),
      attemptRecord({ operation: 1, ...FAILED, endMs: 30 }),
      attemptRecord({ operation: 1, attempt: 2, ...FAILED, ...WAIT, startMs: 51, endMs: 60 }),
      attemptRecord({ operation: 1, attempt: 3, ...WAIT, startMs: 81, endMs: 100, operationEndMs: 100 }),
      // Its caller left before its only attempt had failed.
      attemptRecord({ operation: 2, ...FAILED, stop: 'deadline', endMs: 50, operationEndMs: 40 }),
    ],
    [0],
  )
  expect(summary?.retryTimeMs).toMatchObject({ count: 2, sum: 70, max: 70 })
  expect(summary?.waitedMs).toBe(42)
  const figures = figuresOfOnePoint(summary ? [summary] : [])
  expect(figures.retryTime).toMatchObject({
    operations: 2,
    p50Ms: null,
    p90Ms: null,
    p99Ms: null,
    p999Ms: null,
  })

  // The lower of two: there is no interval, and a value all the same.
  expect(figures.retryTime?.medianMs).toBe(0)
  expect(figures.waitedMsPerOperation).toBe(14)
})

it('is unknown in summaries stored before it was kept', () => {
  const [now] = summariseTrial([attemptRecord({})], [0])
  const { retryTimeMs, waitedMs, ...before } = armSummarySchema.parse(now)
  expect([retryTimeMs?.count, waitedMs]).toEqual([0, 0])
  const old = armSummarySchema.parse(before)
  // Nobody knows it of the whole, and 0 would be a lie.
  for (const summaries of [[old], [old, armSummarySchema.parse(now)]])
    expect(figuresOfOnePoint(summaries)).toMatchObject({ retryTime: null, waitedMsPerOperation: null })
})
