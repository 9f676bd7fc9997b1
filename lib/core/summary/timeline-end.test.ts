import { expect, it } from 'vitest'
import { timelineEndMs } from './timeline-end'

it('a timeline goes on to whatever is last: window, buckets of any strategy, series', () => {
  const buckets = (...starts: number[]) => starts.map((startMs) => ({ startMs }))
  const series = (...ends: number[]) =>
    ends.map((end): { points: [number, number | null][] } => ({
      points: [
        [0, 1],
        [end, null],
      ],
    }))
  expect(timelineEndMs(500, [], [])).toBe(500)
  expect(timelineEndMs(500, [buckets(0), []], [{ points: [] }])).toBe(500)
  expect(timelineEndMs(500, [buckets(0, 200, 400), buckets(0, 500, 1_000)], series(900))).toBe(1_500)
  expect(timelineEndMs(500, [buckets(0, 200, 400)], series(700, 650))).toBe(700)
})
