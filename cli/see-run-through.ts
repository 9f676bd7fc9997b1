/** Sees a queued run through to its end: follows a live worker, or does the worker's work when there is none. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readRunState, type RunState } from '@/lib/db/read-run-state'
import { readWorkerStatus } from '@/lib/db/worker-registry'
import { presentWorker } from '@/worker/service'
import { startTelemetry } from '@/worker/telemetry/start-telemetry'
import { workOnce } from '@/worker/work-once'
import type { WorkerPorts } from '@/worker/worker-ports'
import { CommandError, EXIT } from './exit-code'
import type { ProgressDisplay } from './progress-display'

const POLL_MS = 400

/**
 * Returns when the run has ended.
 * @param workerPorts made only when this process has to do the work itself
 */
export async function seeRunThrough(
  runId: string,
  db: WorkerPorts['db'],
  workerPorts: () => Promise<WorkerPorts>,
  display: ProgressDisplay,
): Promise<void> {
  for (;;) {
    const state = await readRunState(runId, db)
    if (!state) throw new CommandError('The run was deleted while it was followed.', EXIT.lab)
    if (hasEnded(state)) return
    const isFree = state.status === 'queued' || state.abandoned
    if (isFree && !(await readWorkerStatus(db)).alive) {
      await work(runId, await workerPorts(), display)
    } else {
      display.show(state)
      await sleep(POLL_MS)
    }
  }
}

function hasEnded({ status }: RunState): boolean {
  return status !== 'queued' && status !== 'running'
}

/** How long a command waits, after its run has ended, for spans to be exported. */
const EXPORT_END_MS = 15_000

async function work(runId: string, madePorts: WorkerPorts, display: ProgressDisplay): Promise<void> {
  const { telemetry, stop: stopTelemetry } = await startTelemetry(
    madePorts.db,
    madePorts.workerId,
    madePorts.log,
  )
  const ports = { ...madePorts, telemetry }
  const presence = await presentWorker(ports, 'command-line')
  const drawing = setInterval(() => {
    readRunState(runId, ports.db).then(
      (state) => state && display.show(state),
      (error: unknown) => ports.log.debug({ err: error }, 'progress could not be read'),
    )
  }, POLL_MS)
  try {
    // Never shut down from here: Ctrl-C cancels the run in the database, as the browser does.
    const cycle = await workOnce(ports, { runId, shutdown: new AbortController().signal })
    if (cycle.kind === 'failed' && cycle.cause === 'storage') throw new CommandError(cycle.message, EXIT.lab)
  } finally {
    clearInterval(drawing)
    await presence.end()
    await telemetry.close(EXPORT_END_MS)
    stopTelemetry()
  }
}
