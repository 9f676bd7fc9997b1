/** The little of a run that somebody who follows it asks for again and again. */
import type { RunProgress, RunStatus } from '@/lib/core/summary/report'
import { progressSchema } from '@/lib/core/summary/run-state-schemas'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'
import { HEARTBEAT_TIMEOUT_MS } from './worker-registry'

export interface RunState {
  status: RunStatus
  progress: RunProgress | null
  error: string | null
  /** Running, but its worker has not been heard of: whoever claims it next goes on with it. */
  abandoned: boolean
}

/** Reads the state of a run; null when there is no such run. */
export async function readRunState(id: string, db: Database = database()): Promise<RunState | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id },
      select: { number: true, status: true, progress: true, error: true, heartbeatAt: true },
    }),
  )
  if (!run) return null
  const silentSince = Date.now() - HEARTBEAT_TIMEOUT_MS
  return {
    status: run.status,
    progress: readStored(progressSchema.nullable(), run.progress, `Run ${run.number}`),
    error: run.error,
    abandoned: run.status === 'running' && (run.heartbeatAt?.getTime() ?? 0) < silentSince,
  }
}
