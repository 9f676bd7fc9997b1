/** Data of a trial's timeline: one row per bucket, a value per strategy, for each of its charts. */
import type { TimeBucket } from '@/lib/core/summary/time-buckets'

export interface TimelineMeasure {
  name: string
  title: string
  unit: string
  /** Null = nothing to draw there. */
  read(bucket: TimeBucket, widthMs: number): number | null
}

const perSecond = (count: number, widthMs: number) => (1000 * count) / widthMs

/** From top to bottom. */
export const TIMELINE_MEASURES: readonly TimelineMeasure[] = [
  {
    ...{ name: 'goodput', title: 'Goodput', unit: 'operations/s' },
    read: ({ succeeded }, widthMs) => perSecond(succeeded, widthMs),
  },
  {
    ...{ name: 'retries', title: 'Retries begun', unit: 'per second' },
    read: ({ retries }, widthMs) => perSecond(retries, widthMs),
  },
  {
    ...{ name: 'errors', title: 'Failed attempts', unit: 'per second' },
    read: ({ errors }, widthMs) => perSecond(errors, widthMs),
  },
  {
    ...{ name: 'latency', title: 'Longest latency', unit: 'ms' },
    read: ({ maxLatencyMs }) => maxLatencyMs,
  },
]

export interface TimelineRow {
  startMs: number
  /** Value of arm n under `a<n>`. */
  [arm: `a${number}`]: number | null
}

/** The key of an arm in a row. */
export function armKey(arm: number): `a${number}` {
  return `a${arm}`
}

/** Width of the buckets; all arms of a trial need not have as many. */
export function widthOf(arms: readonly (readonly TimeBucket[])[]): number {
  const buckets = arms.find((own) => own.length > 1)
  return buckets ? (buckets[1]?.startMs ?? 0) - (buckets[0]?.startMs ?? 0) : 0
}

export function timelineRows(
  arms: readonly (readonly TimeBucket[])[],
  measure: TimelineMeasure,
): TimelineRow[] {
  const rows = new Map<number, TimelineRow>()
  arms.forEach((buckets, arm) => {
    // Arms that ran one after the other may have ended later, in longer buckets.
    const widthMs = widthOf([buckets])
    for (const bucket of buckets) {
      const row = rows.get(bucket.startMs) ?? { startMs: bucket.startMs }
      row[armKey(arm)] = measure.read(bucket, widthMs)
      rows.set(bucket.startMs, row)
    }
  })
  return [...rows.values()].sort((a, b) => a.startMs - b.startMs)
}
