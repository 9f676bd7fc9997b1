/** What goes into a trial and what comes out of it, besides the attempts, which go to the recorder. */
import type { ExperimentSpec } from '../core/experiment/spec'
import type { PlannedTrial } from '../core/experiment/plan'
import type { WindowEvidence } from '../core/fault/evidence'
import type { LoopDelays } from '../core/history/loop-delays'
import type { TrialSeries } from '../core/history/series'
import type { WriteHistory } from './ports'
import type { LedgerEntry } from '../core/fault/ledger'
import type { TrialProfile } from '../core/profile/profile'

export interface TrialInput {
  spec: ExperimentSpec
  /** The run's stored seed. */
  seed: number
  trial: PlannedTrial
  /** Everything this trial writes lies below it; ends with a slash. */
  keyPrefix: string
}

export interface TrialResult {
  /** Wall-clock time of the (first) window's begin, ISO 8601. */
  startedAt: string
  /** Wall-clock time of each window's begin, in the order of `evidence`. */
  windowsStartedAt: string[]
  /** On the ports' clock: begin of the first window and end of the last operation, for the gap between trials. */
  windowBeginMs: number
  operationsEndMs: number
  /** Time waited for unknown outcomes to settle. */
  quiesceMs: number
  /** Every fault of the schedule with what became of it. */
  ledger: LedgerEntry[]
  /** What was witnessed, one entry per window. */
  evidence: WindowEvidence[]
  /** What went on over time, as far as the engine itself can tell. */
  series: TrialSeries[]
  /** What took effect, per arm; nothing is known of targets that do not tell. */
  histories: WriteHistory[]
  longestStallMs: number
  /** Null = nobody knows. */
  loopDelays: LoopDelays | null
  /** Arrivals never started, per arm. */
  shed: number[]
  /** Sentences about faults that were not given as asked; each marks the trial suspect. */
  faultProblems: string[]
  /** Where the spec wants this trial recorded. */
  profile?: TrialProfile
}
