/** Data of a trial's timeline: one line per strategy for each of its charts. */
import type { SeriesChart } from '@/components/run/series-data'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { perSecond, TIMELINE_MEASURES, timePoints, widthOf } from '@/lib/core/summary/timeline-measures'

/** @param labels of the strategies */
export function timelineCharts(
  arms: readonly (readonly TimeBucket[])[],
  labels: readonly string[],
): Pick<SeriesChart, 'title' | 'explanation' | 'lines'>[] {
  return TIMELINE_MEASURES.map((measure) => ({
    ...{ title: measure.title, explanation: measure.explanation },
    lines: arms.map((buckets, arm) => ({
      ...{ key: `${arm}`, title: labels[arm] ?? '', arm, member: null },
      points: timePoints(buckets, measure),
    })),
  }))
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
