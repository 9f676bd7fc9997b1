/** From the arm summaries of trials to the strata that rates and ratios are estimated from. */
import { proportionOf, ratioOf, stratumOf, type Block, type Stratum } from '../statistics/strata'
import type { ArmSummary } from './arm-summary'
import type { BlockColumn } from './blocks'
import { meanInterval, type Estimate } from './interval'

/** One strategy in one finished trial. */
export interface MeasuredArm {
  summary: ArmSummary
  /** The fault point: figures over several points give each the same weight. */
  pointIndex: number
  /** Length of the fault window. */
  windowMs: number
  /** Whether each operation has its own luck (see operationsAreIndependent). */
  independent: boolean
  /** From one leader switch of an even schedule to the next; absent or null = none is scheduled. */
  switchPeriodMs?: number | null
  /** The most requests that the strategy can make for one operation; absent or null = nobody knows beforehand. */
  mostRequests?: number | null
}

/** A fault point's part in a success rate. */
export function successStrata(arms: readonly MeasuredArm[]): Stratum[] {
  return strataOf(arms, 'ok', 'operations').map(({ stratum }) => stratum)
}

export function successPerAttempt(arms: readonly MeasuredArm[]): Estimate | null {
  return proportionOf(strataOf(arms, 'attemptsOk', 'attempts').map(({ stratum }) => stratum))
}

/** Fewer requests beyond the first of each operation say nothing of how many there may be. */
const FEW_FURTHER_REQUESTS = 5

/**
 * Requests per operation; where operations are independent, from the distribution of requests. With next to no further requests,
 * from the share of operations that had one, each with as many as the strategy can make: a strategy that may retry is not shown
 * never to do so.
 */
export function amplificationOf(arms: readonly MeasuredArm[]): Estimate | null {
  const strata = strataOf(arms, 'requests', 'operations').map(({ stratum, of }) => ({
    ...stratum,
    own: meanOfCounts(of.map(({ summary }) => requestCountsOf(summary))),
  }))
  const further = strata.reduce((sum, { hits, of }) => sum + hits - of, 0)
  const most = Math.max(1, ...arms.map(({ mostRequests }) => mostRequests ?? Infinity))
  const many = further >= FEW_FURTHER_REQUESTS || strata.some(({ value }) => value < 1)
  if (many || strata.length === 0 || (further > 0 && !Number.isFinite(most)))
    return ratioOf(strata, 'requests', ({ own }) => own)
  const value = strata.reduce((sum, stratum) => sum + stratum.value, 0) / strata.length
  if (most === 1 && further === 0) return { value, low: value, high: value }
  const retried = proportionOf(strataOf(arms, 'retried', 'operations').map(({ stratum }) => stratum))
  if (!retried || !Number.isFinite(most)) return null
  return {
    value,
    low: Math.min(value, 1 + retried.low),
    high: Math.max(value, 1 + (most - 1) * retried.high),
  }
}

/**
 * How much further the blocks of time lie apart in their retried operations than independent operations would, at least 1: what
 * the interval of a share in the retry distribution is widened by.
 * @returns null where nobody can tell
 */
export function retryDesignEffect(arms: readonly MeasuredArm[]): number | null {
  const strata = strataOf(arms, 'retried', 'operations').map(({ stratum }) => stratum)
  const expected = ({ value, of }: Stratum) => value * (1 - value) * of
  const all = strata.reduce((sum, stratum) => sum + expected(stratum), 0)
  if (all === 0) return strata.length === 0 ? null : 1
  if (strata.some(({ independent }) => !independent) && proportionOf(strata) === null) return null
  const spread = strata.reduce(
    (sum, stratum) => sum + (stratum.independent ? expected(stratum) : stratum.variance * stratum.of ** 2),
    0,
  )
  return Math.max(1, spread / all)
}

/**
 * Operations per second of the window by when they were meant to start, with the interval by the spread of the blocks of time.
 * @param column `operations` = throughput, `ok` = goodput
 */
export function perSecond(arms: readonly MeasuredArm[], column: 'operations' | 'ok'): Estimate | null {
  const strata = byPoint(arms).flatMap((own) => {
    const trials = own.map(({ summary, windowMs }) => secondsOf(summary, windowMs, column))
    // Rates have no law that could be known beforehand.
    return stratumOf(trials, false, periodOf(own)) ?? []
  })
  return ratioOf(strata, 'rate', () => null)
}

function strataOf(
  arms: readonly MeasuredArm[],
  hits: BlockColumn,
  of: BlockColumn,
): { stratum: Stratum; of: readonly MeasuredArm[] }[] {
  return byPoint(arms).flatMap((own) => {
    const independent = own.every((arm) => arm.independent)
    const trials = own.map(({ summary }) => blocksOf(summary, hits, of))
    const stratum = stratumOf(trials, independent, periodOf(own))
    return stratum ? [{ stratum, of: own }] : []
  })
}

/** In blocks; null where nothing is scheduled, and where trials have blocks of different lengths. */
function periodOf(arms: readonly MeasuredArm[]): number | null {
  const periods = new Set(
    arms.map(({ summary: { blocks }, switchPeriodMs }) =>
      blocks && switchPeriodMs ? switchPeriodMs / blocks.lengthMs : null,
    ),
  )
  const [period = null] = periods
  return periods.size === 1 ? period : null
}

function blocksOf(summary: ArmSummary, hits: BlockColumn, of: BlockColumn): Block[] {
  const { blocks } = summary
  if (!blocks) return [{ hits: wholeOf(summary, hits), of: wholeOf(summary, of) }]
  return blocks[of].map((count, index) => ({ hits: blocks[hits][index] ?? 0, of: count }))
}

/** Hits per second: blocks without an operation are part of it, and so are those after the last one. */
function secondsOf({ blocks }: ArmSummary, windowMs: number, column: BlockColumn): Block[] {
  if (!blocks) return []
  const { lengthMs } = blocks
  return Array.from({ length: Math.ceil(windowMs / lengthMs) }, (_, index) => ({
    hits: blocks[column][index] ?? 0,
    of: Math.min(lengthMs, windowMs - index * lengthMs) / 1000,
  }))
}

/** What was stored before blocks were kept is one block. */
function wholeOf(summary: ArmSummary, column: BlockColumn): number {
  switch (column) {
    case 'requests':
      return requestCountsOf(summary).reduce((sum, count, requests) => sum + count * requests, 0)
    case 'retried':
      return summary.retryCounts.slice(1).reduce((sum, count) => sum + count, 0)
    default:
      return summary[column]
  }
}

/** What was stored before requests were counted apart had only attempts. */
function requestCountsOf({ requestCounts, retryCounts, unattempted }: ArmSummary): readonly number[] {
  return requestCounts.length > 0 ? requestCounts : [unattempted, ...retryCounts]
}

function meanOfCounts(all: readonly (readonly number[])[]): Estimate | null {
  let n = 0
  let sum = 0
  let sumOfSquares = 0
  for (const counts of all)
    counts.forEach((count, value) => {
      n += count
      sum += count * value
      sumOfSquares += count * value ** 2
    })
  return meanInterval(n, sum, sumOfSquares)
}

function byPoint(arms: readonly MeasuredArm[]): MeasuredArm[][] {
  const points = new Map<number, MeasuredArm[]>()
  for (const arm of arms) points.set(arm.pointIndex, [...(points.get(arm.pointIndex) ?? []), arm])
  return [...points.values()]
}
