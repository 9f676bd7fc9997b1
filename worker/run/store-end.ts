/** Writes how a run ended, however long the database cannot take it: a run that failed for want of room has to say so. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { DatabaseError, FencedOutError } from '@/lib/db/database-error'
import { completeRun, failRun, markCancelled, releaseRun, reportAtEnd } from '@/lib/db/end-run'
import { writePatiently } from '../patient-write'
import { endOf, type RunEnd } from './run-end'
import type { WorkerPorts } from '../worker-ports'

/** How often a disk is looked at that was full, or a database that was locked for long. */
const PAUSE_MS = 1_000

export interface StoredEnd {
  end: RunEnd
  /** False: there was no room, or another program kept the database locked. It can be tried again. */
  isStored: boolean
}

/** Writes the end of the run; what cannot be written is logged. Never throws. */
export async function storeEnd(run: ClaimedRun, end: RunEnd, ports: WorkerPorts): Promise<StoredEnd> {
  const { db, log } = ports
  try {
    await writePatiently(() => write(run, end, db), log)
    return { end, isStored: true }
  } catch (error) {
    if (error instanceof FencedOutError) return { end: { kind: 'lost' }, isStored: true }
    log.error({ err: error, runId: run.runId, end }, 'the end of the run could not be stored')
    if (canPass(error)) return { end, isStored: false }
    if (end.kind === 'failed' || !(error instanceof DatabaseError))
      return { end: endOf(error), isStored: true }
    const failed: RunEnd = { kind: 'failed', cause: 'storage', message: error.message }
    // A trial that cannot be read stays so: unsaid, the run would be claimed again and again.
    return error.problem === 'damaged' ? storeEnd(run, failed, ports) : { end: failed, isStored: true }
  }
}

/**
 * Tries until the end is stored, somebody else has the run, or the worker has to end: then whoever claims the run next goes
 * on at its first unfinished trial.
 */
export async function storeEndWhenPossible(
  run: ClaimedRun,
  end: RunEnd,
  ports: WorkerPorts,
  shutdown: AbortSignal,
): Promise<RunEnd> {
  while (!shutdown.aborted) {
    await sleep(PAUSE_MS)
    const stored = await storeEnd(run, end, ports)
    if (stored.isStored) return stored.end
  }
  return end
}

function canPass(error: unknown): boolean {
  return error instanceof DatabaseError && (error.problem === 'full' || error.problem === 'locked')
}

async function write(run: ClaimedRun, end: RunEnd, db: WorkerPorts['db']): Promise<void> {
  switch (end.kind) {
    case 'completed': {
      const { quality, verdict } = (await reportAtEnd(run, 'completed', db)).report
      return completeRun(run, { quality, verdict }, db)
    }
    case 'cancelled':
      return markCancelled(run, db)
    case 'released':
      return releaseRun(run, db)
    case 'failed':
      return failRun(run, end.message, db)
    case 'lost':
      return
  }
}
