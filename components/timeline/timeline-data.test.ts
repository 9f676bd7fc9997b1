import { expect, it } from 'vitest'
import { shownPoints } from '@/components/charts/shown-points'
import { lineNumbers } from '@/components/run/series-data'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { overviewSteps, timelineCharts } from './timeline-data'

const bucket = (startMs: number, changes: Partial<TimeBucket> = {}): TimeBucket => ({
  ...{ startMs, operations: 0, succeeded: 0, failed: 0, attempts: 0, retries: 0, errors: 0, refused: 0 },
  ...{ p50LatencyMs: null, maxLatencyMs: null },
  ...changes,
})

it('has counts per second by the width of each arm’s own buckets, and gaps where nothing ended', () => {
  const arms = [
    [bucket(0, { succeeded: 10, retries: 3, maxLatencyMs: 40 }), bucket(200)],
    [bucket(0, { succeeded: 10 }), bucket(500, { errors: 5 })],
  ]
  const charts = timelineCharts(arms, ['a', 'b'])
  const lines = Object.fromEntries(
    charts.map(({ title, lines }) => [title, lines.map(({ points }) => points.map(([, value]) => value))]),
  )
  expect(lines).toEqual({
    Goodput: [
      [50, 0, null],
      [20, 0, null],
    ],
    Retries: [
      [15, 0, null],
      [0, 0, null],
    ],
    'Failed attempts': [
      [0, 0, null],
      [0, 10, null],
    ],
    'Longest latency': [
      [40, null, null],
      [null, null, null],
    ],
  })
  expect(charts[0]?.lines.map(({ title, arm }) => [title, arm])).toEqual([
    ['a', 0],
    ['b', 1],
  ])
})

it('lines hold the value of the last bucket to its end, which counts for their mean and is no time unknown', () => {
  const [goodput] = timelineCharts([[bucket(0), bucket(200, { succeeded: 10 })]], ['a'])
  const points = goodput?.lines[0]?.points ?? []
  expect(points).toEqual([
    [0, 0],
    [200, 50],
    [400, null],
  ])
  expect(lineNumbers(points)).toEqual({ most: 50, mean: 25, unknownMs: 0 })
  expect(shownPoints(points, [250, 350])).toEqual([
    [200, 50],
    [400, null],
  ])
  expect(timelineCharts([[]], ['a'])[0]?.lines[0]?.points).toEqual([])
})

it('the overview adds all arms up, each by the width of its own buckets', () => {
  const arms = [
    [bucket(0, { succeeded: 10 }), bucket(200, { failed: 4 }), bucket(400, { succeeded: 2 })],
    [bucket(0, { succeeded: 5 }), bucket(500, { succeeded: 1, failed: 5 })],
  ]
  expect(overviewSteps(arms)).toEqual([
    { startMs: 0, good: 60, bad: 0 },
    { startMs: 200, good: 10, bad: 20 },
    { startMs: 400, good: 20, bad: 0 },
    { startMs: 500, good: 12, bad: 10 },
  ])
})
