/** What of a run a comment may be about. */
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import { findingId, type Place } from '@/lib/core/review/place'
import type { RunPlaces } from '@/lib/core/review/place-in-run'
import { database, query, type Database } from './database'
import { findingsSchema, readStored } from './stored-json'

/** @param on what is looked for: findings are read only then @returns null when there is no such run */
export async function readRunPlaces(
  runId: string,
  on: Place['on'],
  db: Database = database(),
): Promise<RunPlaces | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: { number: true, spec: true, trials: { select: { index: true, findings: on === 'finding' } } },
    }),
  )
  if (!run) return null
  const what = `Run ${run.number}`
  const { matrix, strategies } = readStored(frozenSpecSchema, run.spec, what)
  const findings =
    on === 'finding' ? run.trials.flatMap((trial) => readStored(findingsSchema, trial.findings, what)) : []
  return {
    points: faultPoints(matrix).length,
    strategies: strategies.length,
    trials: new Set(run.trials.map(({ index }) => index)),
    findings: new Set(findings.map(findingId)),
  }
}
