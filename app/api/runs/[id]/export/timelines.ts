/** The trials that a file draws over time, as they are stored. */
import { drawnTrials, type TrialTimeline } from '@/lib/core/export/drawn-trials'
import type { RunReport } from '@/lib/core/summary/report'
import { readTimeline } from '@/lib/db/read-timeline'

/** One after the other: a file waits rather than the pages of others. */
export async function timelinesOf(report: RunReport): Promise<TrialTimeline[]> {
  const timelines: TrialTimeline[] = []
  for (const trial of drawnTrials(report)) {
    const arms = await readTimeline(report.id, trial)
    if (arms) timelines.push({ trial, arms })
  }
  return timelines
}
