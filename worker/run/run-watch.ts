/** Keeps a claim alive while a run is worked on, and learns from the database that it has to stop. */
import type { RunProgress } from '@/lib/core/summary/report'
import type { Claim } from '@/lib/db/claim-run'
import { heartbeatRun } from '@/lib/db/keep-run'
import type { RunEnd } from './run-end'
import type { WorkerPorts } from '../worker-ports'

/** Twice as often as a heartbeat is needed: it carries progress, and learns of a cancellation. */
export const WATCH_INTERVAL_MS = 500

export interface RunWatch {
  /** Stops watching; resolves when nothing is under way any more. */
  stop(): Promise<void>
}

/**
 * Starts watching.
 * @param onStop told once, when somebody asked for the end or the claim is outdated
 */
export function watchRun(
  claim: Claim,
  { db, log }: Pick<WorkerPorts, 'db' | 'log'>,
  progress: () => RunProgress,
  onStop: (end: Extract<RunEnd, { kind: 'cancelled' | 'lost' }>) => void,
): RunWatch {
  let stopped = false
  let told = false
  let beating: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const beat = async () => {
    try {
      const { stillOwned, cancelRequested } = await heartbeatRun(claim, progress(), db)
      if (stopped || told || (stillOwned && !cancelRequested)) return
      told = true
      onStop({ kind: stillOwned ? 'cancelled' : 'lost' })
    } catch (error) {
      // A database that is locked for a moment must not end a run; what cannot be stored is found by the trial's writes.
      log.warn({ err: error, runId: claim.runId }, 'a heartbeat could not be stored')
    }
  }
  const next = () => {
    timer = setTimeout(() => {
      beating = beat().then(() => {
        if (!stopped) next()
      })
    }, WATCH_INTERVAL_MS)
  }
  next()
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return beating
    },
  }
}
