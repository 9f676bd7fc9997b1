/** The linearizable reads of an arm: gets of callers, and the reads of revisions that strategies add. */
import type { AttemptRecord } from '../history/attempt'

/** A read that was answered, with the revision it saw. */
export type SeenRead = AttemptRecord & { revision: number }

/** Reads that were answered; null where none of them tells what it saw. */
export function seenReads(attempts: readonly AttemptRecord[]): SeenRead[] | null {
  const answered = attempts.filter(
    ({ kind, outcome }) => (kind === 'get' || kind === 'revision') && outcome === 'ok',
  )
  const seen = answered.filter((read): read is SeenRead => read.revision !== undefined)
  return answered.length > 0 && seen.length === 0 ? null : seen
}
