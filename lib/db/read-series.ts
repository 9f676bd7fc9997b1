/** What went on over time in one trial. */
import { trialSeriesSchema, type TrialSeries } from '@/lib/core/history/series'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'

/**
 * The series of a finished trial; none of one that was stored before they were kept.
 * @returns null when the run has no such finished trial
 */
export async function readTrialSeries(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<TrialSeries[] | null> {
  const trial = await query(db, (prisma) =>
    prisma.trial.findUnique({
      where: { runId_index: { runId, index: trialIndex } },
      select: {
        series: {
          orderBy: { position: 'asc' },
          select: { name: true, arm: true, member: true, points: true },
        },
      },
    }),
  )
  return (
    trial &&
    trial.series.map((series) => readStored(trialSeriesSchema, series, `A series of trial ${trialIndex}`))
  )
}
