/** Which batches of a run cannot be read any more, kept with the run: whoever comes upon one writes it down, a check writes all. */
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import { database, query, transaction, type Database } from './database'
import { DatabaseError } from './database-error'

type Place = Omit<DamagedBatch, 'problem'>

/** With what is lost and what is not. */
export function asDamaged({ trialIndex, sequence, offset, rows }: Place): DamagedBatch {
  const which = `Batch ${sequence + 1} of trial ${trialIndex + 1}`
  const problem = `${which} (its attempts ${offset + 1} to ${offset + rows}) cannot be read: it is damaged or was written by another version. These ${rows} attempts are missing from lists and exports. All other batches, and every figure of the trial, which is stored apart, still hold.`
  return { trialIndex, sequence, offset, rows, problem }
}

/** Writes one down; where that is not possible, the next one who comes upon it does. */
export async function noteDamage(
  runId: string,
  { trialIndex, sequence, offset, rows }: DamagedBatch,
  db: Database = database(),
): Promise<void> {
  const key = { runId, trialIndex, sequence }
  try {
    await query(db, async (prisma) => {
      const where = { runId_trialIndex_sequence: key }
      // Looked for first: a list that is read again and again must not write each time.
      if (await prisma.damagedBatch.findUnique({ where, select: { sequence: true } })) return
      const data = { ...key, offset, rows }
      await prisma.damagedBatch.upsert({ where, create: data, update: {}, select: { sequence: true } })
    })
  } catch (error) {
    // Reading has to work on a full disk and beside a program that locks the database.
    if (!(error instanceof DatabaseError)) throw error
  }
}

/** Puts what a check of all batches has found in the place of what was known: a copy may have been put back. */
export async function noteCheck(
  runId: string,
  damaged: readonly DamagedBatch[],
  db: Database = database(),
): Promise<void> {
  const keyOf = ({ trialIndex, sequence }: Pick<Place, 'trialIndex' | 'sequence'>) =>
    `${trialIndex}/${sequence}`
  const known = await query(db, (prisma) =>
    prisma.damagedBatch.findMany({ where: { runId }, select: { trialIndex: true, sequence: true } }),
  )
  const found = new Set(damaged.map(keyOf))
  if (known.length === found.size && known.every((one) => found.has(keyOf(one)))) return
  await transaction(db, async (tx) => {
    await tx.damagedBatch.deleteMany({ where: { runId } })
    // It may have been deleted in the meantime.
    if (!(await tx.run.findUnique({ where: { id: runId }, select: { id: true } }))) return
    await tx.damagedBatch.createMany({
      data: damaged.map(({ problem: _, ...place }) => ({ runId, ...place })),
    })
  })
}
