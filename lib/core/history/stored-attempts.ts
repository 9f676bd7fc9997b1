/** What can be said of a run's attempts as they are stored: in batches, any of which may have been damaged since. */

/** Attempts that were stored and cannot be read any more. */
export interface DamagedBatch {
  trialIndex: number
  /** Number of the batch in its trial, from 0. */
  sequence: number
  /** Attempts of the trial before it. */
  offset: number
  /** Attempts in it. */
  rows: number
  /** For people: what is lost, and what still holds. */
  problem: string
}

/** Whether everything that was stored of a run's attempts can be read. */
export interface AttemptCheck {
  batches: number
  attempts: number
  /** Of the batches. */
  bytes: number
  damaged: DamagedBatch[]
}

/** A page looks at no more than these by itself: the worker looks at larger runs, without anybody having to wait for it. */
export const MOST_CHECKED_BY_A_PAGE = 200_000
