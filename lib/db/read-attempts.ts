/** Raw attempts: by page for a screen, or all of a run for an export. Only those of finished trials. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptAt, attemptsOf } from '@/lib/core/history/attempt-columns'
import type { CsvTrial } from '@/lib/core/history/attempt-csv'
import type { AttemptCheck, DamagedBatch } from '@/lib/core/history/stored-attempts'
import { asDamaged, noteCheck } from './damaged-batches'
import { database, type Database } from './database'
import { DatabaseError } from './database-error'
import { readTrialPlaces } from './read-trial-places'
import {
  batchesOf,
  batchesOfRun,
  checkBatch,
  readBatch,
  type BatchPlace,
  type StoredBatch,
} from './stored-batches'

export interface AttemptPage {
  /** Attempts of the trial in all, those of damaged batches included. */
  total: number
  /** Those of the page that can be read. */
  attempts: AttemptRecord[]
  /** Batches that the page lies in and that cannot be read. */
  damaged: DamagedBatch[]
}

/**
 * A page of a trial's attempts, in the order they ended. A damaged batch is told, and the rest is read.
 * @returns null when the run has no such finished trial
 */
export async function readAttempts(
  runId: string,
  trialIndex: number,
  page: { offset: number; limit: number },
  db: Database = database(),
): Promise<AttemptPage | null> {
  const batches = await batchesOf(runId, trialIndex, db)
  if (!batches) return null
  const result: AttemptPage = { total: 0, attempts: [], damaged: [] }
  for (const batch of batches) {
    const from = Math.max(0, page.offset - batch.offset)
    const to = page.offset + page.limit - batch.offset
    result.total += batch.rows
    if (from >= batch.rows || to <= 0) continue
    const { columns, damaged } = await readBatch(runId, batch, db)
    if (damaged) result.damaged.push(damaged)
    else
      for (let row = from; row < Math.min(to, batch.rows); row++)
        result.attempts.push(attemptAt(columns, row))
  }
  return result
}

/** A batch of an export: its attempts, or why they cannot be read. */
export type ExportedBatch = { trial: CsvTrial } & (
  { attempts: AttemptRecord[]; damaged: null } | { attempts: null; damaged: DamagedBatch }
)

/** All attempts of a run's finished trials, batch by batch, so that memory holds one batch at a time. */
export async function* exportAttempts(
  runId: string,
  db: Database = database(),
): AsyncGenerator<ExportedBatch> {
  const trials = await readTrialPlaces(runId, db)
  for (const batch of await batchesOfRun(runId, db)) {
    const trial = trials.get(batch.trialIndex)
    // It ended after the export had begun.
    if (!trial) continue
    const { columns, damaged } = await readBatch(runId, batch, db)
    yield damaged
      ? { trial, attempts: null, damaged }
      : { trial, attempts: [...attemptsOf([columns])], damaged: null }
  }
}

/** Looks at every batch of a run's finished trials, by its checksum; what it finds stands with the run from then on. */
export async function checkAttempts(runId: string, db: Database = database()): Promise<AttemptCheck> {
  const check: AttemptCheck = { batches: 0, attempts: 0, bytes: 0, damaged: [] }
  for (const batch of await batchesOfRun(runId, db)) {
    const bytes = await checkBatch(runId, batch, db)
    check.batches += 1
    check.attempts += batch.rows
    check.bytes += bytes ?? 0
    if (bytes === null) check.damaged.push(asDamaged(batch))
  }
  try {
    await noteCheck(runId, check.damaged, db)
  } catch (error) {
    // The answer holds all the same, and the next check writes it down.
    if (!(error instanceof DatabaseError)) throw error
  }
  return check
}

/**
 * A trial's attempts as columns, batch by batch, in the order they ended; a damaged batch is told in its place.
 * @returns null when the run has no such finished trial
 */
export async function readColumns(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<AsyncGenerator<StoredBatch> | null> {
  const batches = await batchesOf(runId, trialIndex, db)
  return batches && columnsOf(runId, batches, db)
}

async function* columnsOf(
  runId: string,
  batches: readonly BatchPlace[],
  db: Database,
): AsyncGenerator<StoredBatch> {
  for (const batch of batches) yield readBatch(runId, batch, db)
}
