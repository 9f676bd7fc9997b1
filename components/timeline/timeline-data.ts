/** Data of a trial's timeline: one line per strategy for each of its charts. */
import type { SeriesChart } from '@/components/run/series-data'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'

interface Measure {
  title: string
  explanation: string
  /** Null = nothing to draw there. */
  read(bucket: TimeBucket, widthMs: number): number | null
}

const perSecond = (count: number, widthMs: number) => (1000 * count) / widthMs

/** From top to bottom. */
const MEASURES: readonly Measure[] = [
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

/** Width of the buckets; 0 of none. Arms that ran one after the other may have buckets of their own. */
export function widthOf(buckets: readonly TimeBucket[]): number {
  return buckets.length > 1 ? (buckets[1]?.startMs ?? 0) - (buckets[0]?.startMs ?? 0) : 0
}

/** @param labels of the strategies */
export function timelineCharts(
  arms: readonly (readonly TimeBucket[])[],
  labels: readonly string[],
): Pick<SeriesChart, 'title' | 'explanation' | 'lines'>[] {
  return MEASURES.map(({ title, explanation, read }) => ({
    ...{ title, explanation },
    lines: arms.map((buckets, arm) => ({
      ...{ key: `${arm}`, title: labels[arm] ?? '', arm, member: null },
      points: linePoints(buckets, read),
    })),
  }))
}

/** A value per bucket, and nothing known from the end of the last one on: that is how far its own value holds. */
function linePoints(buckets: readonly TimeBucket[], read: Measure['read']): [number, number | null][] {
  const widthMs = widthOf(buckets)
  const points = buckets.map((bucket): [number, number | null] => [bucket.startMs, read(bucket, widthMs)])
  const last = buckets.at(-1)
  return last && widthMs > 0 ? [...points, [last.startMs + widthMs, null]] : points
}

/** One step of the overview: successes and failures of all arms from then on, per second. */
export interface OverviewStep {
  startMs: number
  good: number
  bad: number
}

/** All arms added up, also where their buckets are not of the same width. */
export function overviewSteps(arms: readonly (readonly TimeBucket[])[]): OverviewStep[] {
  const starts = [...new Set(arms.flatMap((own) => own.map(({ startMs }) => startMs)))].sort((a, b) => a - b)
  const steps = starts.map((startMs) => ({ startMs, good: 0, bad: 0 }))
  for (const own of arms) {
    const widthMs = widthOf(own)
    if (widthMs === 0) continue
    let place = 0
    for (const step of steps) {
      while (place < own.length && (own[place]?.startMs ?? 0) + widthMs <= step.startMs) place++
      const bucket = own[place]
      if (!bucket || bucket.startMs > step.startMs) continue
      step.good += perSecond(bucket.succeeded, widthMs)
      step.bad += perSecond(bucket.failed, widthMs)
    }
  }
  return steps
}
