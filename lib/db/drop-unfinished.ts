/** Attempts of trials that were not finished: recorded again by whoever works on the run next. */
import type { Prisma } from './generated/client'

/** Drops the batches of all trials of a run that have no result. */
export async function dropUnfinishedBatches(tx: Prisma.TransactionClient, runId: string): Promise<void> {
  // Raw, because a list of finished trials could exceed what one statement can bind.
  await tx.$executeRaw`
    DELETE FROM "AttemptBatch"
    WHERE "runId" = ${runId}
      AND "trialIndex" NOT IN (SELECT "index" FROM "Trial" WHERE "runId" = ${runId})`
}
