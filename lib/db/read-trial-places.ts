/** Where the finished trials of a run stand in its matrix, without anything that was measured. */
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import type { CsvTrial } from '@/lib/core/history/attempt-csv'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'

/** By the trial's index; empty when there is no such run. */
export async function readTrialPlaces(
  runId: string,
  db: Database = database(),
): Promise<Map<number, CsvTrial>> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: {
        ...{ number: true, spec: true },
        trials: { select: { index: true, repetition: true, pointIndex: true } },
      },
    }),
  )
  if (!run) return new Map()
  const points = faultPoints(readStored(frozenSpecSchema, run.spec, `Run ${run.number}`).matrix)
  return new Map(
    run.trials.flatMap(({ index, repetition, pointIndex }) => {
      const point = points[pointIndex]
      return point ? [[index, { index, repetition, point }]] : []
    }),
  )
}
