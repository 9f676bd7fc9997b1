/** Raw attempts: by page for a screen, or all of a run for an export. Only those of finished trials. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptsOf, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import { decodeAttempts } from './attempt-codec'
import { database, query, type Database } from './database'

export interface AttemptPage {
  /** Attempts of the trial in all. */
  total: number
  attempts: AttemptRecord[]
}

/**
 * A page of a trial's attempts, in the order they ended.
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
  const attempts: AttemptRecord[] = []
  let first = 0
  for (const batch of batches) {
    const from = Math.max(0, page.offset - first)
    const to = page.offset + page.limit - first
    first += batch.rows
    if (from >= batch.rows || to <= 0) continue
    const data = await readBatch(runId, trialIndex, batch, db)
    attempts.push(...[...attemptsOf([data])].slice(from, to))
  }
  return { total: first, attempts }
}

/** All attempts of a run's finished trials, batch by batch, so that memory holds one batch at a time. */
export async function* exportAttempts(
  runId: string,
  db: Database = database(),
): AsyncGenerator<{ trialIndex: number; attempts: AttemptRecord[] }> {
  const trials = await query(db, (prisma) =>
    prisma.trial.findMany({ where: { runId }, select: { index: true }, orderBy: { index: 'asc' } }),
  )
  for (const { index: trialIndex } of trials)
    for (const batch of (await batchesOf(runId, trialIndex, db)) ?? [])
      yield { trialIndex, attempts: [...attemptsOf([await readBatch(runId, trialIndex, batch, db)])] }
}

/**
 * A trial's attempts as columns, batch by batch, in the order they ended.
 * @returns null when the run has no such finished trial
 */
export async function readColumns(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<AsyncGenerator<AttemptColumns> | null> {
  const batches = await batchesOf(runId, trialIndex, db)
  return batches && columnsOf(runId, trialIndex, batches, db)
}

async function* columnsOf(
  runId: string,
  trialIndex: number,
  batches: readonly BatchKey[],
  db: Database,
): AsyncGenerator<AttemptColumns> {
  for (const batch of batches) yield await readBatch(runId, trialIndex, batch, db)
}

interface BatchKey {
  epoch: number
  sequence: number
  rows: number
}

function batchesOf(runId: string, trialIndex: number, db: Database): Promise<BatchKey[] | null> {
  return query(db, async (prisma) => {
    const trial = await prisma.trial.findUnique({
      where: { runId_index: { runId, index: trialIndex } },
      select: { epoch: true },
    })
    if (!trial) return null
    return prisma.attemptBatch.findMany({
      where: { runId, trialIndex, epoch: trial.epoch },
      select: { epoch: true, sequence: true, rows: true },
      orderBy: { sequence: 'asc' },
    })
  })
}

async function readBatch(runId: string, trialIndex: number, { epoch, sequence }: BatchKey, db: Database) {
  const row = await query(db, (prisma) =>
    prisma.attemptBatch.findUniqueOrThrow({
      where: { runId_trialIndex_epoch_sequence: { runId, trialIndex, epoch, sequence } },
      select: { data: true },
    }),
  )
  return decodeAttempts(row.data)
}
