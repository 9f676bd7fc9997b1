/** Queues a run. The row is the queue: a worker takes it from there. */
import { randomInt } from 'node:crypto'
import { planTrials } from '@/lib/core/experiment/plan'
import { MAX_SEED, type ExperimentSpec } from '@/lib/core/experiment/spec'
import { searchText } from '@/lib/core/runs/search-text'
import { database, query, transaction, type Database } from './database'
import { asJson } from './stored-json'

export interface CreatedRun {
  id: string
  /** For people. */
  number: number
}

/**
 * Stores the experiment and a queued run with a frozen copy of its spec. Tags and version are kept beside it: they can change
 * or differ while the spec is the same.
 * @param input.name defaults to the spec's own name
 */
export function createRun(
  input: { spec: ExperimentSpec; name?: string },
  db: Database = database(),
): Promise<CreatedRun> {
  const name = input.name ?? input.spec.name
  const { tags = [], version = null, ...frozen } = input.spec
  const spec = asJson(frozen)
  const seed = input.spec.seed ?? randomInt(MAX_SEED + 1)
  return transaction(db, async (tx) => {
    const experiment = await tx.experiment.create({ data: { name, spec }, select: { id: true } })
    return tx.run.create({
      data: {
        experimentId: experiment.id,
        name,
        spec,
        version,
        searchText: searchText({ name, version, tags, labels: frozen.strategies.map(({ label }) => label) }),
        tags: { create: tags.map((tag) => ({ tag })) },
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
