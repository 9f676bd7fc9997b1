/** What the engine-overhead benchmark and its measuring thread say to each other. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { LabAddress } from '@/lib/lab/lab'

export interface BenchInput {
  address: LabAddress
  concurrency: number
  /** Pairs of blocks, one of each subject. */
  closedPairs: number
  closedBlockMs: number
  openPairs: number
  openBlockMs: number
  openRatePerSecond: number
}

export interface ClosedBlock {
  attemptsPerSecond: number
  /** CPU of the whole process (measuring thread and recorder) per operation. */
  cpuMicrosPerOperation: number
}

export type FromBench =
  | { type: 'attempts'; columns: AttemptColumns }
  | { type: 'closed'; bare: ClosedBlock; engine: ClosedBlock }
  | { type: 'open'; bareLatenessMs: number[]; engineLatenessMs: number[] }
  | { type: 'done' }
