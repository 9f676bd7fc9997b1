/** The blocks of time of a run's trials, without their summaries. */
import { z } from 'zod'
import type { BlocksOfTrial } from '@/lib/core/comparison/compare-arms'
import { blocksSchema } from '@/lib/core/summary/blocks'
import { comparableTrials } from '@/lib/core/summary/recorded-trials'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'

const armsSchema = z.array(blocksSchema.nullable())

/** One entry per finished trial that may be compared; arms whose blocks were not kept are null. */
export async function readBlocks(runId: string, db: Database = database()): Promise<BlocksOfTrial[]> {
  const trials = await query(db, (prisma) =>
    prisma.trial.findMany({
      where: { runId },
      orderBy: { index: 'asc' },
      select: {
        ...{ index: true, pointIndex: true },
        blocks: { select: { arms: true } },
        profile: { select: { trialIndex: true } },
      },
    }),
  )
  const comparable = comparableTrials(trials.map((trial) => ({ ...trial, profiled: trial.profile !== null })))
  return comparable.map(({ index, pointIndex, blocks }) => ({
    pointIndex,
    arms: readStored(armsSchema, blocks?.arms ?? [], `Trial ${index}`),
  }))
}
