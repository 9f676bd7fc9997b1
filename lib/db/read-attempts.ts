/** Raw attempts: by page for a screen, or all of a run for an export. Only those of finished trials. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptAt, attemptsOf, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { AttemptCheck, DamagedBatch } from '@/lib/core/history/stored-attempts'
import { decodeAttempts } from './attempt-codec'
import { database, query, type Database } from './database'
import { DatabaseError } from './database-error'

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
export type ExportedBatch = { trialIndex: number } & (
  { attempts: AttemptRecord[]; damaged: null } | { attempts: null; damaged: DamagedBatch }
)

/** All attempts of a run's finished trials, batch by batch, so that memory holds one batch at a time. */
export async function* exportAttempts(
  runId: string,
  db: Database = database(),
): AsyncGenerator<ExportedBatch> {
  for (const trialIndex of await trialsOf(runId, db))
    for (const batch of (await batchesOf(runId, trialIndex, db)) ?? []) {
      const { columns, damaged } = await readBatch(runId, batch, db)
      yield damaged
        ? { trialIndex, attempts: null, damaged }
        : { trialIndex, attempts: [...attemptsOf([columns])], damaged: null }
    }
}

/** Reads every batch of a run's finished trials to the end. */
export async function checkAttempts(runId: string, db: Database = database()): Promise<AttemptCheck> {
  const check: AttemptCheck = { batches: 0, attempts: 0, bytes: 0, damaged: [] }
  for (const trialIndex of await trialsOf(runId, db))
    for (const batch of (await batchesOf(runId, trialIndex, db)) ?? []) {
      const { bytes, damaged } = await readBatch(runId, batch, db)
      check.batches += 1
      check.attempts += batch.rows
      check.bytes += bytes
      if (damaged) check.damaged.push(damaged)
    }
  return check
}

async function trialsOf(runId: string, db: Database): Promise<number[]> {
  const trials = await query(db, (prisma) =>
    prisma.trial.findMany({ where: { runId }, select: { index: true }, orderBy: { index: 'asc' } }),
  )
  return trials.map(({ index }) => index)
}

/**
 * A trial's attempts as columns, batch by batch, in the order they ended. What needs all of them cannot do without a damaged one:
 * that throws a DatabaseError that names the batch.
 * @returns null when the run has no such finished trial
 */
export async function readColumns(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<AsyncGenerator<AttemptColumns> | null> {
  const batches = await batchesOf(runId, trialIndex, db)
  return batches && columnsOf(runId, batches, db)
}

async function* columnsOf(
  runId: string,
  batches: readonly BatchPlace[],
  db: Database,
): AsyncGenerator<AttemptColumns> {
  for (const batch of batches) {
    const { columns, damaged } = await readBatch(runId, batch, db)
    if (damaged) throw new DatabaseError('damaged', damaged.problem)
    yield columns
  }
}

type BatchPlace = Omit<DamagedBatch, 'problem'> & { epoch: number }

function batchesOf(runId: string, trialIndex: number, db: Database): Promise<BatchPlace[] | null> {
  return query(db, async (prisma) => {
    const trial = await prisma.trial.findUnique({
      where: { runId_index: { runId, index: trialIndex } },
      select: { epoch: true },
    })
    if (!trial) return null
    const batches = await prisma.attemptBatch.findMany({
      where: { runId, trialIndex, epoch: trial.epoch },
      select: { trialIndex: true, epoch: true, sequence: true, rows: true },
      orderBy: { sequence: 'asc' },
    })
    let offset = 0
    return batches.map((batch) => {
      const place = { ...batch, offset }
      offset += batch.rows
      return place
    })
  })
}

type ReadBatch = { bytes: number } & (
  { columns: AttemptColumns; damaged: null } | { columns: null; damaged: DamagedBatch }
)

/** @throws DatabaseError when the database itself cannot be used */
async function readBatch(runId: string, { epoch, ...place }: BatchPlace, db: Database): Promise<ReadBatch> {
  const { trialIndex, sequence, rows } = place
  let bytes = 0
  try {
    const row = await query(db, (prisma) =>
      prisma.attemptBatch.findUniqueOrThrow({
        where: { runId_trialIndex_epoch_sequence: { runId, trialIndex, epoch, sequence } },
        select: { data: true },
      }),
    )
    bytes = row.data.length
    const columns = decodeAttempts(row.data)
    if (columns.length !== rows) throw new DatabaseError('damaged', 'The batch has another length.')
    return { bytes, columns, damaged: null }
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.problem !== 'damaged') throw error
    return { bytes, columns: null, damaged: { ...place, problem: textOf(place) } }
  }
}

function textOf({ trialIndex, sequence, offset, rows }: Omit<DamagedBatch, 'problem'>): string {
  return `Batch ${sequence + 1} of trial ${trialIndex + 1} (its attempts ${offset + 1} to ${offset + rows}) cannot be read: it is damaged or was written by another version. All other batches, and every figure of the trial, which is stored apart, still hold.`
}
