/** What a trial's timeline shows, from its buckets: one line per strategy for each measure. */
import type { TimeBucket } from './time-buckets'

/** A value holds until the next one; null = nobody knows it from then on. */
export type TimePoint = [atMs: number, value: number | null]

export interface TimelineMeasure {
  title: string
  explanation: string
  /** Null = nothing to draw there. */
  read(bucket: TimeBucket, widthMs: number): number | null
}

/** Of so many in a bucket. */
export const perSecond = (count: number, widthMs: number) => (1000 * count) / widthMs

/** From top to bottom, as on the page of a trial. */
export const TIMELINE_MEASURES: readonly TimelineMeasure[] = [
  {
    ...{ title: 'Goodput', explanation: 'operations/s that succeeded, when they ended' },
    read: ({ succeeded }, widthMs) => perSecond(succeeded, widthMs),
  },
  {
    ...{ title: 'Retries', explanation: 'begun per second' },
    read: ({ retries }, widthMs) => perSecond(retries, widthMs),
  },
  {
    ...{ title: 'Failed attempts', explanation: 'ended per second' },
    read: ({ errors }, widthMs) => perSecond(errors, widthMs),
  },
  {
    ...{ title: 'Longest latency', explanation: 'ms, of the operations that ended in each bucket' },
    read: ({ maxLatencyMs }) => maxLatencyMs,
  },
]

/** Width of the buckets, milliseconds; 0 where there are none. Arms that ran one after the other may have buckets of their own. */
export function widthOf(buckets: readonly TimeBucket[]): number {
  return buckets.length > 1 ? (buckets[1]?.startMs ?? 0) - (buckets[0]?.startMs ?? 0) : 0
}

/** A value per bucket, and nothing known from the end of the last one on: that is how far its own value holds. */
export function timePoints(buckets: readonly TimeBucket[], { read }: TimelineMeasure): TimePoint[] {
  const widthMs = widthOf(buckets)
  const last = buckets.at(-1)
  if (!last || widthMs === 0) return []
  return [
    ...buckets.map((bucket): TimePoint => [bucket.startMs, read(bucket, widthMs)]),
    [last.startMs + widthMs, null],
  ]
}
