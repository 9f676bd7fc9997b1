/** What the recorder-overhead benchmark and its measuring thread say to each other. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { LabAddress } from '@/lib/lab/lab'

export interface OverheadInput {
  address: LabAddress
  concurrency: number
  /** Pairs of blocks: recorded, and not recorded. */
  closedPairs: number
  closedBlockMs: number
  openPairs: number
  openBlockMs: number
  openRatePerSecond: number
}

export interface Pair<Result> {
  on: Result
  off: Result
}

export type FromOverhead =
  | { type: 'attempts'; columns: AttemptColumns }
  /** A block has ended: everything is stored before the next one begins. */
  | { type: 'flush' }
  | { type: 'closed'; attemptsPerSecond: Pair<number> }
  | { type: 'open'; latenessMs: Pair<number[]> }
  | { type: 'done' }

export interface ToOverhead {
  type: 'flushed'
}
