/** How work on a run can end, and why it can be stopped on the way. */
import { DatabaseError, FencedOutError } from '@/lib/db/database-error'
import { LabError } from '@/lib/lab/lab-error'
import { OwnStrategyError } from '@/lib/lab/own-strategies/own-strategy-error'
import { EngineError } from '../engine/engine'

export type RunEnd =
  | { kind: 'completed' }
  /** Somebody asked for the end. */
  | { kind: 'cancelled' }
  /** The worker shuts down; the run is back in the queue. */
  | { kind: 'released' }
  /** Another worker has the run now, or it was ended from outside. */
  | { kind: 'lost' }
  | { kind: 'failed'; cause: 'lab' | 'storage' | 'own-strategy' | 'mistake'; message: string }

/** Thrown through a run to end it from outside. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'

  constructor(readonly end: Extract<RunEnd, { kind: 'cancelled' | 'released' | 'lost' }>) {
    super(`The run was stopped: ${end.kind}.`)
  }
}

/** The end that an error means for its run. */
export function endOf(error: unknown): RunEnd {
  if (error instanceof RunStopped) return error.end
  if (error instanceof FencedOutError) return { kind: 'lost' }
  if (error instanceof DatabaseError) return { kind: 'failed', cause: 'storage', message: error.message }
  if (error instanceof LabError) return { kind: 'failed', cause: 'lab', message: error.message }
  if (error instanceof OwnStrategyError)
    return {
      kind: 'failed',
      cause: 'own-strategy',
      message: `A strategy of your own cannot be run: ${error.message} Finished trials are kept.`,
    }
  if (error instanceof EngineError) return { kind: 'failed', cause: 'mistake', message: error.message }
  const text = error instanceof Error ? error.message : String(error)
  return {
    kind: 'failed',
    cause: 'mistake',
    message: `The run stopped because of a mistake in Retryscope: ${text}. The worker’s log has the details; finished trials are kept.`,
  }
}
