/** Stored batches of attempts, one by one. One that cannot be read is told instead, and is written down for the run's page. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import { decodeAttempts } from './attempt-codec'
import { asDamaged, noteDamage } from './damaged-batches'
import { database, query, type Database } from './database'
import { DatabaseError } from './database-error'

const unpacked = promisify(gunzip)

/** Where a batch is, without its bytes. */
export type BatchPlace = Omit<DamagedBatch, 'problem'> & { epoch: number }

/** A batch, or why it cannot be read. */
export type StoredBatch =
  { columns: AttemptColumns; damaged: null } | { columns: null; damaged: DamagedBatch }

/** Batches of a trial, in the order they were stored; null when the run has no such finished trial. */
export async function batchesOf(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<BatchPlace[] | null> {
  const { isThere, places } = await placesOf(runId, trialIndex, db)
  return isThere ? places : null
}

/** Batches of all finished trials of a run, in their order. */
export async function batchesOfRun(runId: string, db: Database = database()): Promise<BatchPlace[]> {
  return (await placesOf(runId, null, db)).places
}

/** @param trialIndex null = all */
function placesOf(
  runId: string,
  trialIndex: number | null,
  db: Database,
): Promise<{ isThere: boolean; places: BatchPlace[] }> {
  return query(db, async (prisma) => {
    const trials = await prisma.trial.findMany({
      where: { runId, ...(trialIndex === null ? {} : { index: trialIndex }) },
      select: { index: true, epoch: true },
    })
    const batches = await prisma.attemptBatch.findMany({
      where: { runId, ...(trialIndex === null ? {} : { trialIndex }) },
      select: { trialIndex: true, epoch: true, sequence: true, rows: true },
      orderBy: [{ trialIndex: 'asc' }, { sequence: 'asc' }],
    })
    const epochs = new Map(trials.map(({ index, epoch }) => [index, epoch]))
    const offsets = new Map<number, number>()
    const places = batches
      // Others are of trials that were not finished: they do not count.
      .filter((batch) => epochs.get(batch.trialIndex) === batch.epoch)
      .map((batch) => {
        const offset = offsets.get(batch.trialIndex) ?? 0
        offsets.set(batch.trialIndex, offset + batch.rows)
        return { ...batch, offset }
      })
    return { isThere: trials.length > 0, places }
  })
}

/** @throws DatabaseError when the database itself cannot be used */
export async function readBatch(
  runId: string,
  place: BatchPlace,
  db: Database = database(),
): Promise<StoredBatch> {
  const columns = await unlessDamaged(async () => {
    const read = decodeAttempts(await bytesOf(runId, place, db))
    if (read.length !== place.rows) throw new DatabaseError('damaged', 'The batch has another length.')
    return read
  })
  if (columns) return { columns, damaged: null }
  const damaged = asDamaged(place)
  await noteDamage(runId, damaged, db)
  return { columns: null, damaged }
}

/**
 * Whether its bytes are those that were written, by the checksum of gzip: four times as fast as reading the attempts, and beside the
 * event loop.
 * @returns how many bytes it has; null = it is damaged
 */
export function checkBatch(
  runId: string,
  place: BatchPlace,
  db: Database = database(),
): Promise<number | null> {
  return unlessDamaged(async () => {
    const bytes = await bytesOf(runId, place, db)
    try {
      await unpacked(bytes)
    } catch (error) {
      throw new DatabaseError('damaged', 'The checksum of the batch is another one.', error)
    }
    return bytes.length
  })
}

async function bytesOf(runId: string, place: BatchPlace, db: Database): Promise<Uint8Array> {
  const { trialIndex, epoch, sequence } = place
  const { data } = await query(db, (prisma) =>
    prisma.attemptBatch.findUniqueOrThrow({
      where: { runId_trialIndex_epoch_sequence: { runId, trialIndex, epoch, sequence } },
      select: { data: true },
    }),
  )
  return data
}

async function unlessDamaged<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof DatabaseError && error.problem === 'damaged') return null
    throw error
  }
}
