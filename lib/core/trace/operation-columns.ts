/** Operations of a trial, and attempts of some of them, as columns of whole numbers: small enough that a page takes all of a trial at once. */

/** One entry per operation in each column, in the order in which they were meant to start; times in microseconds from the window's begin. */
export interface OperationColumns {
  /** How many there are; more than in the columns, where these are an even sample. */
  total: number
  arm: number[]
  operation: number[]
  /** Intended. */
  startUs: number[]
  latencyUs: number[]
  /** Place in OUTCOMES. */
  outcome: number[]
  attempts: number[]
}

/** One entry per attempt of these operations in each column. */
export interface AttemptSpans {
  /** Place of its operation in the columns. */
  of: number[]
  startUs: number[]
  endUs: number[]
  /** Place in OUTCOMES. */
  outcome: number[]
}

/** What a page takes at most; the columns are then about a megabyte, a third of it when they are sent compressed. */
export const MOST_DRAWN_OPERATIONS = 40_000
/** Operations whose attempts are told at most. */
export const MOST_WITH_ATTEMPTS = 2_000

export function emptyOperationColumns(total: number): OperationColumns {
  return { total, arm: [], operation: [], startUs: [], latencyUs: [], outcome: [], attempts: [] }
}
