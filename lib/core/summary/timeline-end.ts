/** How far the timeline of a trial goes. */
import type { TrialSeries } from '../history/series'
import type { TimeBucket } from './time-buckets'

/**
 * To the end of the window, of the last bucket of any strategy (each as wide as the first of its own), and to the last thing that any
 * series tells.
 */
export function timelineEndMs(
  windowMs: number,
  arms: readonly (readonly Pick<TimeBucket, 'startMs'>[])[],
  series: readonly Pick<TrialSeries, 'points'>[],
): number {
  const ends = arms.map((buckets) => {
    const [first = 0, second = first] = buckets.map(({ startMs }) => startMs)
    return (buckets.at(-1)?.startMs ?? 0) + second - first
  })
  return Math.max(windowMs, ...ends, ...series.map(({ points }) => points.at(-1)?.[0] ?? 0))
}
