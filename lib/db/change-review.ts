/** What every change of a review does besides. */
import { asUnit, query, transaction, type Database } from './database'
import type { Prisma } from './generated/client'

/** Changes the review of a run, which has to be there; from then on readers get it anew. */
export function changeReview<Result>(
  runId: string,
  db: Database,
  change: (tx: Prisma.TransactionClient, now: Date) => Promise<Result>,
): Promise<Result> {
  return transaction(db, async (tx) => {
    const now = new Date()
    await tx.review.upsert({
      where: { runId },
      create: { runId, version: 1, createdAt: now, changedAt: now },
      update: { version: { increment: 1 }, changedAt: now },
      select: { runId: true },
    })
    return change(tx, now)
  })
}

/** One transaction of several steps, each of which may be a function of lib/db. */
export function asOne<Result>(
  db: Database,
  work: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return asUnit(() => query(db, work), db)
}
