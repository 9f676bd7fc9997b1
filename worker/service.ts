/** The worker's life: take runs one after the other until it is told to end. */
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError } from '@/lib/db/database-error'
import { heartbeatWorker, registerWorker, unregisterWorker, type WorkerKind } from '@/lib/db/worker-registry'
import { AttemptChecks } from './recording/attempt-checks'
import { CleanUp } from './clean-up'
import { writePatiently } from './patient-write'
import { reconcileEndedLabs } from './lab/reconcile-faults'
import { workOnce } from './work-once'
import type { WorkerPorts } from './worker-ports'

const HEARTBEAT_MS = 1_000
/** How soon a queued run is taken. */
const IDLE_MS = 300
/** Pause after a database that could not be used, so that the log does not fill the disk. */
const TROUBLE_MS = 2_000

/** Enters the worker into the database and keeps its heartbeat going until `end` is called. */
export async function presentWorker(
  { db, log, workerId }: Pick<WorkerPorts, 'db' | 'log' | 'workerId'>,
  kind: WorkerKind,
): Promise<{ end(): Promise<void> }> {
  await writePatiently(
    () => registerWorker({ id: workerId, pid: process.pid, host: hostname(), kind }, db),
    log,
  )
  const timer = setInterval(() => {
    heartbeatWorker(workerId, db).catch((error: unknown) =>
      log.warn({ err: error }, 'the worker’s heartbeat could not be stored'),
    )
  }, HEARTBEAT_MS)
  return {
    end: async () => {
      clearInterval(timer)
      try {
        await unregisterWorker(workerId, db)
      } catch (error) {
        log.warn({ err: error }, 'the worker could not be taken out of the list; it is seen as gone in 5 s')
      }
    },
  }
}

/**
 * Works until the signal is aborted; then the run under way is back in the queue.
 * @param ready told when queued runs will be taken
 * @param keepDays how long runs are kept after their end; null = for ever
 */
export async function serve(
  ports: WorkerPorts,
  shutdown: AbortSignal,
  ready: () => void,
  keepDays: number | null = null,
): Promise<void> {
  await reconcileEndedLabs(ports)
  const presence = await presentWorker(ports, 'service')
  ready()
  const idle = [new CleanUp(ports, keepDays), new AttemptChecks(ports)]
  try {
    while (!shutdown.aborted) await pause(await cycle(ports, shutdown, idle), shutdown)
  } finally {
    await presence.end()
  }
}

/**
 * @param idle what is done while there is no run
 * @returns how long to wait before the next cycle
 */
async function cycle(
  ports: WorkerPorts,
  shutdown: AbortSignal,
  idle: readonly { ifDue(): Promise<void> }[],
): Promise<number> {
  try {
    const done = await workOnce(ports, { shutdown })
    if (done.kind === 'nothing-to-do') {
      for (const work of idle) await work.ifDue()
      return IDLE_MS
    }
    return done.kind === 'failed' && done.cause === 'storage' ? TROUBLE_MS : 0
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    ports.log.error({ err: error.cause }, error.message)
    return TROUBLE_MS
  }
}

async function pause(forMs: number, shutdown: AbortSignal): Promise<void> {
  try {
    await sleep(forMs, undefined, { signal: shutdown })
  } catch (error) {
    if (!shutdown.aborted) throw error
  }
}
