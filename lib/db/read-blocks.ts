/** The blocks of time of a run's trials, without the rest of their summaries. */
import { z } from 'zod'
import type { BlocksOfTrial } from '@/lib/core/comparison/compare-arms'
import { blocksSchema } from '@/lib/core/summary/blocks'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'

const rowsSchema = z.array(
  z.object({ trialIndex: z.coerce.number(), pointIndex: z.coerce.number(), blocks: z.string().nullable() }),
)

/** One entry per finished trial; arms whose blocks were not kept are null. */
export function readBlocks(runId: string, db: Database = database()): Promise<BlocksOfTrial[]> {
  return query(db, async (prisma) => {
    const rows = await prisma.$queryRaw`
      SELECT a."trialIndex", t."pointIndex", json_extract(a."summary", '$.blocks') AS "blocks"
      FROM "TrialArm" a JOIN "Trial" t ON t."runId" = a."runId" AND t."index" = a."trialIndex"
      WHERE a."runId" = ${runId}
      ORDER BY a."trialIndex", a."arm"`
    const trials = new Map<number, { pointIndex: number; arms: BlocksOfTrial['arms'][number][] }>()
    for (const { trialIndex, pointIndex, blocks } of rowsSchema.parse(rows)) {
      const trial = trials.get(trialIndex) ?? { pointIndex, arms: [] }
      const value: unknown = blocks === null ? null : JSON.parse(blocks)
      trial.arms.push(readStored(blocksSchema.nullable(), value, `Trial ${trialIndex}`))
      trials.set(trialIndex, trial)
    }
    return [...trials.values()]
  })
}
