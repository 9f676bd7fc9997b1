/** Who can work: each worker says every second that it is there. */
import { database, query, type Database } from './database'

/** A worker or run not heard of for this long is taken to be gone. Five missed heartbeats. */
export const HEARTBEAT_TIMEOUT_MS = 5_000

/** service: takes every queued run. command-line: works on its own run only. */
export type WorkerKind = 'service' | 'command-line'

export interface WorkerIdentity {
  id: string
  pid: number
  host: string
  kind: WorkerKind
}

/** Enters a worker, and forgets those that have been silent for a day. */
export async function registerWorker(worker: WorkerIdentity, db: Database = database()): Promise<void> {
  const now = new Date()
  await query(db, async (prisma) => {
    await prisma.worker.upsert({
      where: { id: worker.id },
      create: { ...worker, startedAt: now, heartbeatAt: now },
      update: { heartbeatAt: now },
    })
    await prisma.worker.deleteMany({ where: { heartbeatAt: { lt: new Date(now.getTime() - 86_400_000) } } })
  })
}

/** Says that a worker is still there. */
export async function heartbeatWorker(workerId: string, db: Database = database()): Promise<void> {
  await query(db, (prisma) =>
    prisma.worker.updateMany({ where: { id: workerId }, data: { heartbeatAt: new Date() } }),
  )
}

/** Takes a worker out that shuts down cleanly. */
export async function unregisterWorker(workerId: string, db: Database = database()): Promise<void> {
  await query(db, (prisma) => prisma.worker.deleteMany({ where: { id: workerId } }))
}

export interface WorkerStatus {
  /** Whether a worker is there that takes queued runs. */
  alive: boolean
  lastSeenAt: string | null
}

/** Whether queued runs will be taken. */
export async function readWorkerStatus(db: Database = database()): Promise<WorkerStatus> {
  const newest = await query(db, (prisma) =>
    prisma.worker.findFirst({ where: { kind: 'service' }, orderBy: { heartbeatAt: 'desc' } }),
  )
  return {
    alive: newest !== null && newest.heartbeatAt.getTime() > Date.now() - HEARTBEAT_TIMEOUT_MS,
    lastSeenAt: newest?.heartbeatAt.toISOString() ?? null,
  }
}
