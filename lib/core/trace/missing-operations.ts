/** What damaged batches take from the list of a trial's operations. */
import type { DamagedBatch } from '../history/stored-attempts'

export interface MissingOperations {
  /** In the batches that cannot be read, of all strategies. */
  attempts: number
  /** That cannot be listed, because their last attempts are among those; of the strategy that was asked for. */
  operations: number
  /** That the trial had, by its figures, which are stored apart. */
  of: number
}

/**
 * @param damaged the batches that cannot be read
 * @param operations how many the trial's figures know of, and how many can be listed, whatever the filter
 */
export function missingOperations(
  damaged: readonly Pick<DamagedBatch, 'rows'>[],
  operations: { known: number; listed: number },
): MissingOperations {
  const { known, listed } = operations
  const attempts = damaged.reduce((sum, { rows }) => sum + rows, 0)
  return { attempts, operations: Math.max(0, known - listed), of: known }
}
