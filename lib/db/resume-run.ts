/** Takes up again a run that was cancelled or that failed: it goes on with the trials that are missing. */
import { database, transaction, type Database } from './database'
import { Prisma } from './generated/client'

export type ResumeAnswer = 'queued' | 'not-ended' | 'complete' | 'no-such-run'

/**
 * Puts a cancelled or failed run back into the queue, with its seed and its finished trials: whoever claims it does the others
 * (lib/db/claim-run.ts), as after the death of a worker.
 * @returns `not-ended` while it is queued or under way, `complete` when it is completed
 */
export function resumeRun(id: string, db: Database = database()): Promise<ResumeAnswer> {
  return transaction(db, async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id, status: { in: ['cancelled', 'failed'] } },
      // Faults that are stuck stay written down: whoever works on the run next looks for them first.
      data: {
        ...{ status: 'queued', owner: null, heartbeatAt: null, progress: Prisma.DbNull },
        ...{ cancelRequestedAt: null, finishedAt: null, error: null, successRates: Prisma.DbNull },
      },
    })
    if (count > 0) {
      // Of a run that is not as it was then.
      await tx.storedReport.deleteMany({ where: { runId: id } })
      return 'queued'
    }
    const run = await tx.run.findUnique({ where: { id }, select: { status: true } })
    if (!run) return 'no-such-run'
    return run.status === 'completed' ? 'complete' : 'not-ended'
  })
}
