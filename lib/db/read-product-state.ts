/** How many runs there are in each state, and which workers live: for metrics. */
import { RUN_STATUSES, type RunStatus } from '@/lib/core/summary/report'
import { database, query, type Database } from './database'
import { HEARTBEAT_TIMEOUT_MS } from './worker-registry'

export interface StoredState {
  runs: Record<RunStatus, number>
  /** Known ones; `alive` = heard of within {@link HEARTBEAT_TIMEOUT_MS}. */
  workers: { id: string; kind: string; heartbeatAgeMs: number; alive: boolean }[]
}

/** Counts only; reads no run. */
export function readProductState(db: Database = database()): Promise<StoredState> {
  return query(db, async (prisma) => {
    const groups = await prisma.run.groupBy({ by: ['status'], _count: { _all: true } })
    const workers = await prisma.worker.findMany({ orderBy: { id: 'asc' } })
    const now = Date.now()
    const countOf = (status: RunStatus) => groups.find((group) => group.status === status)?._count._all ?? 0
    return {
      runs: Object.fromEntries(
        RUN_STATUSES.map((status) => [status, countOf(status)]),
      ) as StoredState['runs'],
      workers: workers.map(({ id, kind, heartbeatAt }) => {
        const heartbeatAgeMs = Math.max(0, now - heartbeatAt.getTime())
        return { id, kind, heartbeatAgeMs, alive: heartbeatAgeMs < HEARTBEAT_TIMEOUT_MS }
      }),
    }
  })
}
