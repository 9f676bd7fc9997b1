import { expect, it } from 'vitest'
import type { TimeBucket } from '../summary/time-buckets'
import { TIMELINE_MEASURES, timePoints } from '../summary/timeline-measures'
import { faultLanes, timeFigures } from './timeline-data'
import { watchedTrial } from './report-fixture'

const bucket = (startMs: number, changes: Partial<TimeBucket> = {}): TimeBucket => ({
  ...{ startMs, operations: 0, succeeded: 0, failed: 0, attempts: 0, retries: 0, errors: 0, refused: 0 },
  ...{ p50LatencyMs: null, maxLatencyMs: null },
  ...changes,
})

it('counts per second by the width of the buckets, with a gap where nothing ended', () => {
  const buckets = [bucket(0, { succeeded: 10, retries: 3, maxLatencyMs: 40 }), bucket(200, { errors: 1 })]
  const values = TIMELINE_MEASURES.map((measure) => timePoints(buckets, measure).map(([, value]) => value))
  expect(values).toEqual([
    [50, 0, null],
    [15, 0, null],
    [0, 5, null],
    [40, null, null],
  ])
  expect(TIMELINE_MEASURES.map((measure) => timePoints([], measure))).toEqual([[], [], [], []])
})

it('tells the highest value, when it began, and the mean over the time in which it is known', () => {
  expect(
    timeFigures([
      [0, 10],
      [200, 40],
      [400, null],
      [600, 10],
      [800, null],
    ]),
  ).toEqual({
    ...{ most: 40, atMs: 200, mean: 20 },
  })
  expect(timeFigures([[0, null]])).toBeNull()
})

it('has a lane per thing that was done, from when it acted to when it was gone; what never acted has no mark', () => {
  const { ledger } = watchedTrial()
  expect(faultLanes(ledger, [])).toEqual([
    { title: 'latency 60 ms', marks: [{ startMs: 2_004, endMs: 5_040, isMomentary: false }] },
    { title: '✕ bandwidth 1 KB/s (never acted)', marks: [] },
  ])
  expect(
    faultLanes(
      ledger.slice(0, 1).map((entry) => ({ ...entry, arm: 0 })),
      ['a'],
    )[0]?.title,
  ).toBe('latency 60 ms, while a ran')
})
