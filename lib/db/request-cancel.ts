/** Asks for the end of a run. */
import { database, transaction, type Database } from './database'
import { Prisma } from './generated/client'
import { storeEndEvents } from './webhook-outbox'
import { HEARTBEAT_TIMEOUT_MS } from './worker-registry'

export type CancelAnswer = 'requested' | 'cancelled' | 'not-running'

/**
 * Cancels a run: at once when nobody works on it (queued, or its worker is gone), otherwise by telling its worker, which
 * needs up to two seconds. `not-running` also when there is no such run.
 */
export function requestCancel(id: string, db: Database = database()): Promise<CancelAnswer> {
  return transaction(db, async (tx) => {
    const now = new Date()
    const silentSince = new Date(now.getTime() - HEARTBEAT_TIMEOUT_MS)
    const abandoned = await tx.run.updateMany({
      where: {
        id,
        OR: [{ status: 'queued' }, { status: 'running', heartbeatAt: { lt: silentSince } }],
      },
      // The new epoch fences out a worker that was only slow.
      data: {
        status: 'cancelled',
        cancelRequestedAt: now,
        finishedAt: now,
        owner: null,
        progress: Prisma.DbNull,
        epoch: { increment: 1 },
      },
    })
    if (abandoned.count > 0) {
      // A run that was taken up again may have one, of its earlier end.
      await tx.storedReport.deleteMany({ where: { runId: id } })
      await storeEndEvents(tx, id, null, now)
      return 'cancelled'
    }
    const running = await tx.run.updateMany({
      where: { id, status: 'running' },
      data: { cancelRequestedAt: now },
    })
    return running.count > 0 ? 'requested' : 'not-running'
  })
}
