/** How a worker lets go of a run. Each refuses with a FencedOutError when the claim is outdated. */
import type { Verdict } from '@/lib/core/summary/verdict'
import type { Claim } from './claim-run'
import { database, transaction, type Database } from './database'
import { DatabaseError, FencedOutError } from './database-error'
import { dropUnfinishedBatches } from './drop-unfinished'
import { Prisma } from './generated/client'
import { owned } from './keep-run'
import { readRunReport } from './read-run-report'
import { asJson } from './stored-json'

/** All trials are done. */
export function completeRun(
  claim: Claim,
  outcome: { quality: 'good' | 'suspect' | null; verdict: Verdict | null },
  db: Database = database(),
): Promise<void> {
  return end(claim, { status: 'completed', ...outcome }, db)
}

/** Somebody asked for the end. Finished trials stay. */
export function markCancelled(claim: Claim, db: Database = database()): Promise<void> {
  return end(claim, { status: 'cancelled' }, db)
}

/**
 * The run cannot go on. Finished trials stay.
 * @param error for people: what happened, why, and what to do
 */
export function failRun(claim: Claim, error: string, db: Database = database()): Promise<void> {
  return end(claim, { status: 'failed', error }, db)
}

/** The worker shuts down: back into the queue, to go on at the first unfinished trial. */
export function releaseRun(claim: Claim, db: Database = database()): Promise<void> {
  return leave(claim, { status: 'queued', heartbeatAt: null }, db)
}

async function end(claim: Claim, data: Prisma.RunUpdateManyMutationInput, db: Database): Promise<void> {
  const successRates = await successRatesOf(claim.runId, db)
  return leave(claim, { ...data, ...successRates, finishedAt: new Date() }, db)
}

/** For lists, which read no summaries. */
async function successRatesOf(runId: string, db: Database): Promise<Prisma.RunUpdateManyMutationInput> {
  try {
    const report = await readRunReport(runId, db)
    return report ? { successRates: asJson(report.arms.map(({ successRate }) => successRate)) } : {}
  } catch (error) {
    // A run with a trial that cannot be read has to end, too: its row in the list has no rates.
    if (error instanceof DatabaseError && error.problem === 'damaged') return {}
    throw error
  }
}

function leave(claim: Claim, data: Prisma.RunUpdateManyMutationInput, db: Database): Promise<void> {
  return transaction(db, async (tx) => {
    const { count } = await tx.run.updateMany({
      where: owned(claim),
      data: { ...data, owner: null, progress: Prisma.DbNull },
    })
    if (count === 0) throw new FencedOutError(claim.runId)
    await dropUnfinishedBatches(tx, claim.runId)
  })
}
