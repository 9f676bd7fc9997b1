/** How requests arrived in a trial, from its stored attempts. */
import { attemptAt, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import { arrivalsAfterFailure, type Arrivals } from '@/lib/core/published/arrivals'
import { database, type Database } from './database'
import { readColumns } from './read-attempts'
import type { Readable } from './read-operations'

/**
 * What damaged batches held is left out, and they are told.
 * @param arms how many strategies the run has
 * @returns null when the run has no such finished trial
 */
export async function readArrivals(
  runId: string,
  trialIndex: number,
  arms: number,
  db: Database = database(),
): Promise<Readable<Arrivals> | null> {
  const batches = await readColumns(runId, trialIndex, db)
  if (!batches) return null
  const all: AttemptColumns[] = []
  const unread: DamagedBatch[] = []
  for await (const { columns, damaged } of batches)
    if (damaged) unread.push(damaged)
    else all.push(columns)
  return { ...arrivalsAfterFailure(rowsOf(all), arms), damaged: unread }
}

function* rowsOf(all: readonly AttemptColumns[]): Generator<AttemptRecord> {
  for (const columns of all) for (let row = 0; row < columns.length; row++) yield attemptAt(columns, row)
}
