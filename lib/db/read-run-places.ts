/** What of a run a comment may be about. */
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import { findingId, type Place } from '@/lib/core/review/place'
import type { RunPlaces } from '@/lib/core/review/place-in-run'
import { timelineEndMs } from '@/lib/core/summary/timeline-end'
import { database, query, type Database } from './database'
import { readTrialSeries } from './read-series'
import { readTimeline } from './read-timeline'
import { findingsSchema, readStored } from './stored-json'

/** @param place what is looked for: findings and timelines are read only for it @returns null when there is no such run */
export async function readRunPlaces(
  runId: string,
  place: Place,
  db: Database = database(),
): Promise<RunPlaces | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: { number: true, spec: true, trials: place.on === 'finding' && { select: { findings: true } } },
    }),
  )
  if (!run) return null
  const what = `Run ${run.number}`
  const { matrix, strategies } = readStored(frozenSpecSchema, run.spec, what)
  const findings = (run.trials ?? []).flatMap((trial) => readStored(findingsSchema, trial.findings, what))
  return {
    points: faultPoints(matrix).length,
    strategies: strategies.length,
    timelineEndMs: place.on === 'window' ? await readTimelineEnd(runId, place.trial - 1, db) : null,
    findings: new Set(findings.map(findingId)),
  }
}

/** Null when the run has no such finished trial. */
async function readTimelineEnd(runId: string, index: number, db: Database): Promise<number | null> {
  const trial = await query(db, (prisma) =>
    prisma.trial.findUnique({ where: { runId_index: { runId, index } }, select: { windowMs: true } }),
  )
  if (!trial) return null
  const arms = (await readTimeline(runId, index, db)) ?? []
  const series = (await readTrialSeries(runId, index, db)) ?? []
  return timelineEndMs(trial.windowMs, arms, series)
}
