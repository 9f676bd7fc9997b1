/** Queues a run. The row is the queue: a worker takes it from there. */
import { randomInt } from 'node:crypto'
import { planTrials } from '@/lib/core/experiment/plan'
import { MAX_SEED, type ExperimentSpec } from '@/lib/core/experiment/spec'
import { database, query, transaction, type Database } from './database'
import { asJson } from './stored-json'

export interface CreatedRun {
  id: string
  /** For people. */
  number: number
}

/**
 * Stores the experiment and a queued run with a frozen copy of its spec.
 * @param input.name defaults to the spec's own name
 */
export function createRun(
  input: { spec: ExperimentSpec; name?: string },
  db: Database = database(),
): Promise<CreatedRun> {
  const name = input.name ?? input.spec.name
  const spec = asJson(input.spec)
  const seed = input.spec.seed ?? randomInt(MAX_SEED + 1)
  return transaction(db, async (tx) => {
    const experiment = await tx.experiment.create({ data: { name, spec }, select: { id: true } })
    return tx.run.create({
      data: {
        experimentId: experiment.id,
        name,
        spec,
        seed: BigInt(seed),
        totalTrials: planTrials(input.spec).length,
      },
      select: { id: true, number: true },
    })
  })
}

/** Whether any run was ever stored in this database. */
export async function hasRuns(db: Database = database()): Promise<boolean> {
  const newest = await query(db, (prisma) => prisma.run.findFirst({ select: { id: true } }))
  return newest !== null
}
