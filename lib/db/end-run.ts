/** How a worker lets go of a run. Each refuses with a FencedOutError when the claim is outdated. */
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import type { RunStatus } from '@/lib/core/summary/report'
import type { Verdict } from '@/lib/core/summary/verdict'
import type { Claim } from './claim-run'
import { database, query, transaction, type Database } from './database'
import { DatabaseError, FencedOutError } from './database-error'
import { dropUnfinishedBatches } from './drop-unfinished'
import { Prisma } from './generated/client'
import { forgetGrowing, growingReport, type Derived } from './growing-reports'
import { owned } from './keep-run'
import { readStored } from './stored-json'
import { ratesOf, storeReport } from './stored-report'
import { storeEndEvents } from './webhook-outbox'

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

async function end(
  claim: Claim,
  data: Prisma.RunUpdateManyMutationInput & { status: RunStatus },
  db: Database,
): Promise<void> {
  const report = await readableReport(claim, data.status, db)
  const finishedAt = new Date()
  const successRates = report ? { successRates: ratesOf(report.report) } : {}
  await leave(claim, { ...data, ...successRates, finishedAt }, db, async (tx) => {
    if (report) await storeReport(tx, claim.runId, report)
    await storeEndEvents(tx, claim.runId, report, finishedAt)
  })
  forgetGrowing(claim.runId, db)
}

/**
 * What is derived from the run's trials if it ends like this.
 * @throws DatabaseError when one of them cannot be read, FencedOutError when the run was deleted
 */
export async function reportAtEnd(
  { runId }: Claim,
  status: RunStatus,
  db: Database = database(),
): Promise<Derived> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({ where: { id: runId }, select: { id: true, number: true, spec: true } }),
  )
  if (!run) throw new FencedOutError(runId)
  const spec = readStored(frozenSpecSchema, run.spec, `Run ${run.number}`)
  return growingReport({ ...run, spec, status }, db)
}

/** Null when there are trials that cannot be read. */
async function readableReport(claim: Claim, status: RunStatus, db: Database): Promise<Derived | null> {
  try {
    return await reportAtEnd(claim, status, db)
  } catch (error) {
    // A run with a trial that cannot be read has to end, too: its row in the list has no rates.
    if (error instanceof DatabaseError && error.problem === 'damaged') return null
    throw error
  }
}

function leave(
  claim: Claim,
  data: Prisma.RunUpdateManyMutationInput,
  db: Database,
  also: (tx: Prisma.TransactionClient) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  return transaction(db, async (tx) => {
    const { count } = await tx.run.updateMany({
      where: owned(claim),
      data: { ...data, owner: null, progress: Prisma.DbNull },
    })
    if (count === 0) throw new FencedOutError(claim.runId)
    await dropUnfinishedBatches(tx, claim.runId)
    await also(tx)
  })
}
