/** What the run page shows, as one JSON value: everything in it is derived from stored trials. */
import type { CheckResult } from '../checker/checker'
import type { Finding } from '../finding/finding'
import type { RunFinding } from '../finding/report-findings'
import type { FaultPoint } from '../fault/fault-point'
import type { LedgerEntry } from '../fault/ledger'
import type { ReceiptLine } from '../fault/receipt'
import type { DamagedBatch } from '../history/stored-attempts'
import type { ExperimentSpec } from '../experiment/spec'
import type { ArmSummary, BackoffPoint } from './arm-summary'
import type { Stratum } from '../statistics/strata'
import type { ReviewState } from '../review/review'
import type { Estimate } from './interval'
import type { LeaderEvent } from './leader-impact'
import type { Shape } from './shape'
import type { StrategyVerdict } from './verdict'

export const RUN_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const TRIAL_PHASES = [
  'set-up',
  'inject',
  'window',
  'drain',
  'heal',
  'quiesce',
  'clean-up',
  'record',
] as const
export type TrialPhase = (typeof TRIAL_PHASES)[number]

/** Live state of a run, written about twice a second by the worker. */
export interface RunProgress {
  phase: 'starting-lab' | 'trial' | 'finishing'
  /** The trial under way. */
  trial: { index: number; point: FaultPoint; repetition: number; phase: TrialPhase; elapsedMs: number } | null
  /** Counts of the trial under way, per arm. */
  live: { operations: number; ok: number; attempts: number }[]
  finishedTrials: number
  totalTrials: number
  /** Expected time to the end, from the plan and the trials so far. */
  remainingMs: number
}

/** One row of the list of runs. */
export interface RunListItem {
  id: string
  number: number
  name: string
  /** Commit or version of the system under test, as somebody wrote it. */
  version: string | null
  tags: string[]
  status: RunStatus
  quality: 'good' | 'suspect' | null
  /** Overall verdict over thresholds; null without thresholds or before the end. */
  verdict: 'pass' | 'fail' | 'inconclusive' | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  /** Labels. */
  strategies: string[]
  /** Registry names in the same order: they decide on colours. */
  strategyUses: string[]
  totalTrials: number
  finishedTrials: number
  /** Success rate per strategy when the run ended, in the order of `strategies`; null before, and where there is no estimate. */
  successRates: (Estimate | null)[]
  /** How its review stands; null where nobody reviews it. */
  review: ReviewState | null
  error: string | null
}

/** A finished trial with what is needed to trace a figure back to it. */
export interface TrialReport {
  index: number
  pointIndex: number
  repetition: number
  quality: 'good' | 'suspect'
  qualityReasons: string[]
  startedAt: string
  windowMs: number
  /** From the end of the trial before to this window's begin, the quiesce left out; null for the first trial. */
  gapMs: number | null
  quiesceMs: number
  /** Every fault of the trial with what became of it. */
  ledger: LedgerEntry[]
  /** What was asked of the faults against what was measured. */
  receipt: ReceiptLine[]
  /** What rules have to say about its attempts. */
  findings: Finding[]
  /** Changes of leader as the members told them, with what each cost; null where nobody looked. */
  leaderEvents: LeaderEvent[] | null
  longestStallMs: number
  /** True: it was recorded with a profile, which costs operations something. Set when it is read. */
  profiled?: boolean
}

/** A fault that could not be removed and has not been seen to be gone since. */
export interface StuckFault {
  trialIndex: number
  /** Name of the lab's folder: its guard's log is there. */
  lab: string
  /** Its state is stuck, and its problem says why. */
  entry: LedgerEntry
}

/** Figures of a cell or of a whole strategy, merged over trials. Null = nothing to estimate from. */
export interface StrategyFigures {
  operations: number
  ok: number
  fail: number
  info: number
  shed: number
  /** Leaked and deferred ones included, auxiliary requests not. */
  attempts: number
  /** Attempts behind the back of a caller that had left. */
  leakedAttempts: number
  /** Jobs behind callers that were told "accepted for later"; null where there were none. */
  deferred: DeferredFigures | null
  /** Requests that a strategy added for its own knowledge. */
  auxiliaryRequests: number
  /** Tries that the strategy itself refused; not attempts. */
  refused: number
  /** Operations all of whose tries were refused. */
  unattempted: number
  /** Attempts after the first of each operation, until its caller left. */
  retries: number
  successRate: Estimate | null
  /** What the success rate is estimated from, one entry per fault point. */
  successOf: Stratum[]
  successRatePerAttempt: Estimate | null
  /** Load on the target: all requests (attempts, leaked, deferred and auxiliary ones) per operation. */
  amplification: Estimate | null
  /** Operations that began in the window, per second of it and strategy: all, and those that succeeded. */
  throughputPerSecond: Estimate | null
  goodputPerSecond: Estimate | null
  /** Quantiles with order-statistics intervals; null where the sample cannot carry one. */
  p50LatencyMs: Estimate | null
  p99LatencyMs: Estimate | null
  /** Further quantiles of latency, and those of retry time: from the first failure to the operation's end. */
  p90LatencyMs: Estimate | null
  p95LatencyMs: Estimate | null
  p999LatencyMs: Estimate | null
  retryTime: RetryTimeFigures | null
  /** Delays before retries ÷ operations, milliseconds; null of no operations, and where it was not kept. */
  waitedMsPerOperation: number | null
  /** The most at once in any trial; null where a trial was stored before it was kept. */
  peaks: ArmSummary['peaks']
  /** What checkers found in the target's own history, over all trials; empty where none was read. */
  checks: CheckFigures[]
  errors: ArmSummary['errors']
  stops: ArmSummary['stops']
  /** Operations by number of retries. */
  retryDistribution: { retries: number; operations: number }[]
  /** Index = retries, value = operations that succeeded with so many; null where a trial was stored before it was kept. */
  okByRetries: number[] | null
  /** What the intervals of their shares are widened by (see retryShare); null = nobody can tell. */
  retryDesignEffect: number | null
  backoff: {
    jitterPercent: Quantiles | null
    timerErrorMs: Quantiles | null
    totalPercent: Quantiles | null
    points: BackoffPoint[]
  }
}

/** Null where a trial was stored before it was kept. */
export interface RetryTimeFigures {
  /** Operations with a failed attempt. */
  operations: number
  /** The P50 of what was measured, also where there is no interval; null of no operation. */
  medianMs?: number | null
  p50Ms: Estimate | null
  p90Ms: Estimate | null
  p99Ms: Estimate | null
  p999Ms: Estimate | null
}

/** A checker's word over several trials. */
export interface CheckFigures extends CheckResult {
  /** Trials in which it could judge, and all. */
  judgedTrials: number
  trials: number
}

/** What became of deferred jobs. `jobs` = the sum of `doneAt` + `givenUp`. */
export interface DeferredFigures {
  jobs: number
  /** Among the attempts, and not among the retries, which the caller waited for. */
  attempts: number
  /** Jobs by the attempt that did them: index 0 = the first of the queue. */
  doneAt: number[]
  /** Jobs that nobody did: tickets for a person. */
  givenUp: number
  /** The highest number of jobs that were open at once in one arm of a trial. */
  mostOpen: number
  /** From letting the caller go to the job's end. */
  jobMs: Quantiles | null
}

/**
 * Figures of a strategy over the whole matrix. Success rate and amplification are means over the fault points, each with the
 * same weight: pooled over operations, points that slow callers down would count less than easy ones. Counts, quantiles
 * and distributions are pooled.
 */
export interface StrategyOverview extends StrategyFigures {
  /** The fault point with the lowest success rate; null before anything was measured. */
  worst: { pointIndex: number; ok: number; operations: number; successRate: Estimate | null } | null
}

/** Quantiles of signed values, smallest first; each null where the sample cannot carry it with its interval. */
export interface Quantiles {
  count: number
  p5: Estimate | null
  p50: Estimate | null
  p95: Estimate | null
  p99: Estimate | null
  mean: number
  shape: Shape | null
}

/** One cell of the heat map. */
export interface CellReport {
  pointIndex: number
  arm: number
  trials: number
  suspectTrials: number
  figures: CellFigures
}

/** What the report tells of each cell; the rest is asked for by fault point, as a matrix may have hundreds of them. */
export type CellFigures = Omit<
  StrategyFigures,
  'backoff' | 'checks' | 'deferred' | 'errors' | 'stops' | 'waitedMsPerOperation'
>

/** The part of a report that is derived from finished trials. */
export type DerivedReport = Pick<
  RunReport,
  'points' | 'totalTrials' | 'trials' | 'cells' | 'arms' | 'findings' | 'quality' | 'verdicts' | 'verdict'
>

export interface RunReport {
  id: string
  number: number
  name: string
  /** Commit or version of the system under test, as somebody wrote it. */
  version: string | null
  tags: string[]
  status: RunStatus
  error: string | null
  seed: number
  spec: ExperimentSpec
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  cancelRequested: boolean
  /** Kept when old runs are cleaned up. */
  pinned: boolean
  /** The run that those of its name are held against, which may be itself; null where none was chosen. */
  baseline: { id: string; number: number } | null
  /** Versions and machine the run was made with; null before it started. */
  environment: RunEnvironment | null
  progress: RunProgress | null
  /** What the run may have left in its lab, until a later start has found the lab without it. */
  stuckFaults: StuckFault[]
  /** Attempts that were stored and cannot be read any more, as far as anybody has come upon them. */
  damagedBatches: DamagedBatch[]
  points: FaultPoint[]
  totalTrials: number
  trials: TrialReport[]
  /** Only cells with at least one finished trial. */
  cells: CellReport[]
  /** One per strategy of the spec, over all fault points, in the spec's order. */
  arms: StrategyOverview[]
  /** What was found in all trials, gravest first. */
  findings: RunFinding[]
  quality: 'good' | 'suspect' | null
  /** One per strategy; empty without thresholds, and for a run that did not complete: it has not shown what they ask for. */
  verdicts: StrategyVerdict[]
  verdict: 'pass' | 'fail' | 'inconclusive' | null
}

/** Where a run's figures were made. */
export interface RunEnvironment {
  driver: 'local' | 'external'
  /** Null where the target is not etcd. */
  etcdVersion: string | null
  toxiproxyVersion: string
  nodeVersion: string
  platform: string
  cpus: number
  cpuModel: string
}
