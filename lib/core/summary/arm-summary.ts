/**
 * What is kept of one arm of one trial: counts and mergeable histograms. Cells and strategies are merges of these, so
 * every figure on screen can be traced to trials.
 */
import { z } from 'zod'
import { checkResultSchema } from '../checker/checker'
import { ERROR_CLASSES } from '../history/error-class'
import { blocksSchema } from './blocks'
import { deferredJobsSchema } from './deferred-jobs'
import { histogramSchema } from './histogram'
import { peaksSchema } from './peaks'
import { quantileSpreadSchema } from './quantile-spread'

const count = z.int().min(0)

/** One retry as the backoff chart draws it. */
export const backoffPointSchema = z.strictObject({
  /** 1 = the first retry of its operation. */
  retry: z.int().positive(),
  nominalMs: z.number(),
  plannedMs: z.number(),
  actualMs: z.number(),
})
export type BackoffPoint = z.output<typeof backoffPointSchema>

export const armSummarySchema = z.strictObject({
  operations: count,
  ok: count,
  fail: count,
  info: count,
  /** Open-loop arrivals above maxInFlight, never started; not among the operations. */
  shed: count,
  /** Tries of what callers asked for that went to the target, leaked and deferred ones included, auxiliary requests not. */
  attempts: count,
  attemptsOk: count,
  /** Attempts that began after their caller had left: those of strategies that ignore cancellation. */
  leakedAttempts: count.default(0),
  /** Jobs behind callers that were told "accepted for later"; null where there were none. */
  deferred: deferredJobsSchema.nullable().default(null),
  /** Requests that a strategy added for its own knowledge (see isAuxiliary); on the wire, but not among the attempts. */
  auxiliaryRequests: count.default(0),
  /** Tries that the strategy itself refused (breaker, budget, throttle); not among the attempts. */
  refused: count,
  /** Operations without any attempt: all their tries were refused, or no auxiliary request before them succeeded. */
  unattempted: count,
  /**
   * Index = retries of an operation (attempts − 1) until its caller left, value = operations with an attempt; ends where
   * the last is not 0.
   */
  retryCounts: z.array(count),
  /** The same of those that ended with a success for their caller; null = not kept then. */
  okRetryCounts: z.array(count).nullable().default(null),
  /**
   * Index = all requests of an operation (attempts, leaked, deferred and auxiliary ones), value = operations; ends where the
   * last is not 0. Summaries stored before it was kept have none: there, requests were attempts.
   */
  requestCounts: z.array(count).default([]),
  /** Tries and auxiliary requests that did not succeed, by class. */
  errors: z.partialRecord(z.enum(ERROR_CLASSES), count),
  /** Operations by why they ended. */
  stops: z.record(z.string(), count),
  /** Intended start to the end of the operation, milliseconds; all operations. */
  latencyMs: histogramSchema,
  /** End of the first attempt that failed to the end of the operation, milliseconds; operations with such an attempt. Null = not kept then. */
  retryTimeMs: histogramSchema.nullable().default(null),
  /** Operations by the second in which they were meant to start; null = not kept then. */
  blocks: blocksSchema.nullable().default(null),
  /** How much blocks differ in their slow operations, and in their long retry times; null = not kept then. */
  latencySpread: quantileSpreadSchema.nullable().default(null),
  retryTimeSpread: quantileSpreadSchema.nullable().default(null),
  /** Delays before retries as they passed, all operations together, milliseconds. */
  waitedMs: z.number().min(0).nullable().default(null),
  /** Intended start to actual start of the first attempt, milliseconds. */
  startLatenessMs: histogramSchema,
  /** Drawn − nominal delay of each retry, percent of the nominal one. */
  jitterDeviationPercent: histogramSchema,
  /** Actual − drawn delay of each retry, milliseconds: the timer's and the event loop's part. */
  timerErrorMs: histogramSchema,
  /** |actual − nominal| / nominal of each retry, percent: the total as the published articles count it. */
  totalDeviationPercent: histogramSchema,
  /** How much blocks differ in these two: a stall makes all timers of a second late. Null = not kept then. */
  timerErrorSpread: quantileSpreadSchema.nullable().default(null),
  totalDeviationSpread: quantileSpreadSchema.nullable().default(null),
  /** Retries whose nominal delay is 0, or not told by the library that waited: they have no relative deviation. */
  immediateRetries: count,
  /** An even sample of the retries, for drawing only. */
  backoffPoints: z.array(backoffPointSchema),
  /** The most at once in the trial (see lib/core/history/series.ts), each null where nobody could tell. Null = not kept then. */
  peaks: peaksSchema.nullable().default(null),
  /** What checkers found in the target's own history; none in summaries stored before it was read. */
  checks: z.array(checkResultSchema).default([]),
})
export type ArmSummary = z.output<typeof armSummarySchema>

/** Points kept for drawing per arm of a trial, and after a merge. */
export const MAX_BACKOFF_POINTS = 120
