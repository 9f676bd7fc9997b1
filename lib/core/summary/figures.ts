/** From arm summaries to the figures people see: merging trials, then estimating with intervals. */
import type { ErrorClass } from '../history/error-class'
import { MAX_EXAMPLES } from '../checker/checker'
import { proportionOf } from '../statistics/strata'
import { MAX_BACKOFF_POINTS, type ArmSummary } from './arm-summary'
import { thin } from './even-sample'
import { Histogram, type HistogramData } from './histogram'
import { quantileRanks, wilson, type Estimate } from './interval'
import {
  quantileDesignEffect,
  SPREAD_QUANTILES,
  type QuantileSpread,
  type SpreadQuantile,
} from './quantile-spread'
import { shapeOf } from './shape'
import {
  amplificationOf,
  goodputOf,
  retryDesignEffect,
  successPerAttempt,
  successStrata,
  throughputOf,
  type MeasuredArm,
} from './strata-of-arms'
import { mergePeaks } from './peaks'
import type { CheckFigures, DeferredFigures, Quantiles, RetryTimeFigures, StrategyFigures } from './report'

/**
 * Figures of one strategy in any number of trials taken together; with none, all counts are 0 and all estimates null. Rates and
 * ratios are means over the fault points, each with the same weight; counts, quantiles and distributions are pooled.
 */
export function figuresOf(arms: readonly MeasuredArm[]): StrategyFigures {
  const summaries = arms.map(({ summary }) => summary)
  const total = (pick: (summary: ArmSummary) => number) =>
    summaries.reduce((sum, summary) => sum + pick(summary), 0)
  const operations = total((summary) => summary.operations)
  const ok = total((summary) => summary.ok)
  const attempts = total((summary) => summary.attempts)
  const leakedAttempts = total((summary) => summary.leakedAttempts)
  const deferred = deferredOf(summaries)
  const unattempted = total((summary) => summary.unattempted)
  const retryCounts = addLists(summaries.map((summary) => summary.retryCounts))
  const successOf = successStrata(arms)
  const latency = latencyOf(arms)
  return {
    operations,
    ok,
    fail: total((summary) => summary.fail),
    info: total((summary) => summary.info),
    shed: total((summary) => summary.shed),
    attempts,
    leakedAttempts,
    deferred,
    auxiliaryRequests: total((summary) => summary.auxiliaryRequests),
    refused: total((summary) => summary.refused),
    unattempted,
    retries: attempts - leakedAttempts - (deferred?.attempts ?? 0) - (operations - unattempted),
    successRate: proportionOf(successOf),
    successOf,
    successRatePerAttempt: successPerAttempt(arms),
    amplification: amplificationOf(arms),
    throughputPerSecond: throughputOf(arms),
    goodputPerSecond: goodputOf(arms),
    p50LatencyMs: latency('p50'),
    p90LatencyMs: latency('p90'),
    p95LatencyMs: latency('p95'),
    p99LatencyMs: latency('p99'),
    p999LatencyMs: latency('p999'),
    retryTime: retryTimeOf(arms),
    waitedMsPerOperation:
      operations === 0 || summaries.some(({ waitedMs }) => waitedMs === null)
        ? null
        : total(({ waitedMs }) => waitedMs ?? 0) / operations,
    peaks: mergePeaks(summaries.map(({ peaks }) => peaks)),
    checks: checksOf(summaries),
    errors: addCounts(summaries.map((summary) => summary.errors)) as Partial<Record<ErrorClass, number>>,
    stops: addCounts(summaries.map((summary) => summary.stops)),
    retryDistribution: retryCounts.map((count, retries) => ({ retries, operations: count })),
    okByRetries: summaries.some(({ okRetryCounts }) => okRetryCounts === null)
      ? null
      : addLists(summaries.map(({ okRetryCounts }) => okRetryCounts ?? [])),
    retryDesignEffect: retryDesignEffect(arms),
    backoff: {
      jitterPercent: quantilesOf(summaries.map((summary) => summary.jitterDeviationPercent)),
      timerErrorMs: widenedQuantilesOf(
        arms.map(({ summary, pointIndex }) => ({
          ...{ pointIndex, values: summary.timerErrorMs, spread: summary.timerErrorSpread },
        })),
      ),
      totalPercent: widenedQuantilesOf(
        arms.map(({ summary, pointIndex }) => ({
          ...{ pointIndex, values: summary.totalDeviationPercent, spread: summary.totalDeviationSpread },
        })),
      ),
      points: thin(
        summaries.flatMap((summary) => summary.backoffPoints),
        MAX_BACKOFF_POINTS,
      ),
    },
  }
}

/**
 * The share of operations with some number of retries, with its interval: Wilson's for as many operations as the sample is worth.
 * @returns null where it can carry none
 */
export function retryShare(
  { operations, retryDesignEffect }: Pick<StrategyFigures, 'operations' | 'retryDesignEffect'>,
  count: number,
): Estimate | null {
  return retryDesignEffect === null ? null : wilson(count / retryDesignEffect, operations / retryDesignEffect)
}

/**
 * Quantile with its order-statistics interval.
 * @param designEffect by which the interval is widened; null = nobody can tell
 * @returns null where the sample cannot carry one
 */
function quantileEstimate(histogram: Histogram, q: number, designEffect: number | null = 1): Estimate | null {
  const ranks = designEffect === null ? null : quantileRanks(q, histogram.count, designEffect)
  const value = histogram.quantile(q)
  if (!ranks || value === null) return null
  const low = histogram.atRank(ranks.low)
  const high = histogram.atRank(ranks.high)
  return low === null || high === null ? null : { value, low, high }
}

/** One histogram of several; exact. */
export function mergeHistograms(all: readonly HistogramData[]): Histogram {
  const merged = new Histogram()
  for (const data of all) merged.merge(Histogram.fromJSON(data))
  return merged
}

function deferredOf(summaries: readonly ArmSummary[]): DeferredFigures | null {
  const all = summaries.flatMap(({ deferred }) => deferred ?? [])
  if (all.length === 0) return null
  const total = (pick: (jobs: (typeof all)[number]) => number) =>
    all.reduce((sum, jobs) => sum + pick(jobs), 0)
  return {
    jobs: total(({ jobs }) => jobs),
    attempts: total(({ attempts }) => attempts),
    doneAt: addLists(all.map(({ doneAt }) => doneAt)),
    givenUp: total(({ givenUp }) => givenUp),
    mostOpen: Math.max(...all.map(({ mostOpen }) => mostOpen)),
    jobMs: quantilesOf(all.map(({ jobMs }) => jobMs)),
  }
}

function latencyOf(arms: readonly MeasuredArm[]): (name: SpreadQuantile) => Estimate | null {
  return quantilesWithSpread(
    arms.map(({ summary, pointIndex }) => ({
      ...{ pointIndex, values: summary.latencyMs, spread: summary.latencySpread },
    })),
  )
}

/** A part would not stand for the whole: null where one of the trials did not keep it. */
function retryTimeOf(arms: readonly MeasuredArm[]): RetryTimeFigures | null {
  const kept = arms.flatMap(({ summary, pointIndex }) =>
    summary.retryTimeMs ? [{ pointIndex, values: summary.retryTimeMs, spread: summary.retryTimeSpread }] : [],
  )
  if (kept.length < arms.length) return null
  const at = quantilesWithSpread(kept)
  const operations = kept.reduce((sum, { values }) => sum + values.count, 0)
  const medianMs = mergeHistograms(kept.map(({ values }) => values)).quantile(SPREAD_QUANTILES.p50)
  return { operations, medianMs, p50Ms: at('p50'), p90Ms: at('p90'), p99Ms: at('p99'), p999Ms: at('p999') }
}

/** What one trial keeps of one arm's values. */
interface KeptValues {
  pointIndex: number
  values: HistogramData
  spread: QuantileSpread | null
}

function quantilesWithSpread(parts: readonly KeptValues[]): (name: SpreadQuantile) => Estimate | null {
  const merged = mergeHistograms(parts.map(({ values }) => values))
  const known = parts.map((part) => ({ ...part, values: Histogram.fromJSON(part.values) }))
  return (name) => {
    const q = SPREAD_QUANTILES[name]
    const limit = merged.quantile(q)
    return limit === null ? null : quantileEstimate(merged, q, quantileDesignEffect(known, name, limit))
  }
}

/** Invalid as soon as one trial is; valid only when every trial could be judged. */
export function checksOf(summaries: readonly ArmSummary[]): CheckFigures[] {
  const names = [...new Set(summaries.flatMap(({ checks }) => checks.map(({ checker }) => checker)))]
  return names.map((checker) => {
    const all = summaries.flatMap(({ checks }) => checks.filter((check) => check.checker === checker))
    const judged = all.filter(({ verdict }) => verdict !== 'unknown')
    const found = judged.some(({ verdict }) => verdict === 'invalid')
    return {
      checker,
      verdict: found ? 'invalid' : judged.length === summaries.length ? 'valid' : 'unknown',
      count: judged.reduce((sum, { count }) => sum + count, 0),
      outOf: judged.reduce((sum, { outOf }) => sum + outOf, 0),
      examples: all.flatMap(({ examples }) => examples).slice(0, MAX_EXAMPLES),
      judgedTrials: judged.length,
      trials: summaries.length,
    }
  })
}

/** @param at the estimate of a quantile; left out = values that are drawn, each by itself */
function quantilesOf(
  all: readonly HistogramData[],
  at?: (name: SpreadQuantile) => Estimate | null,
): Quantiles | null {
  const histogram = mergeHistograms(all)
  const { count, mean } = histogram
  if (mean === null) return null
  const of = at ?? ((name: SpreadQuantile) => quantileEstimate(histogram, SPREAD_QUANTILES[name]))
  const quantiles = { p5: of('p5'), p50: of('p50'), p95: of('p95'), p99: of('p99') }
  return { count, ...quantiles, mean, shape: shapeOf(histogram) }
}

/** Of values that resemble each other within a second. */
function widenedQuantilesOf(parts: readonly KeptValues[]): Quantiles | null {
  return quantilesOf(
    parts.map(({ values }) => values),
    quantilesWithSpread(parts),
  )
}

function addLists(lists: readonly (readonly number[])[]): number[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, index) =>
    lists.reduce((sum, list) => sum + (list[index] ?? 0), 0),
  )
}

function addCounts(all: readonly Partial<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const counts of all)
    for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + (count ?? 0)
  return sums
}
