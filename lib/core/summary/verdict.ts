/** Thresholds against figures: pass, fail, or inconclusive when the interval straddles the threshold. */
import { checkerOf } from '../experiment/count-checkers'
import {
  isCount,
  parseThresholdExpression,
  type ThresholdExpression,
  type ThresholdMetric,
} from '../experiment/threshold'
import type { ExperimentSpec } from '../experiment/spec'
import { operationsToDecide } from '../statistics/sample-size'
import { furtherSample, noEstimateReason, type FurtherSample } from './further-sample'
import type { Estimate } from './interval'
import type { StrategyFigures } from './report'

export type Verdict = 'pass' | 'fail' | 'inconclusive'

export interface ThresholdResult {
  expression: string
  verdict: Verdict
  /** What was measured; null when the sample could not carry an estimate. */
  measured: Estimate | null
  /** About so much more would decide an inconclusive one, if what was measured is the truth; null = nobody can say. */
  more: FurtherSample | null
  /** Why nothing could be estimated and what would help, as half a sentence; null where something was measured. */
  reason: string | null
}

export interface StrategyVerdict {
  arm: number
  /** The worst of its results; null when no threshold concerns this strategy. */
  verdict: Verdict | null
  results: ThresholdResult[]
}

/**
 * Judges every strategy by the thresholds that concern it.
 * @param repetitions of the matrix that the figures were made of
 */
export function judgeThresholds(
  spec: ExperimentSpec,
  arms: readonly StrategyFigures[],
  repetitions: number,
): StrategyVerdict[] {
  if (spec.thresholds.length === 0) return []
  return spec.strategies.map((strategy, arm) => {
    const results = spec.thresholds
      .filter((threshold) => threshold.strategy === undefined || threshold.strategy === strategy.label)
      .map((threshold) => judgeThreshold({ spec, repetitions }, threshold.expression, arms[arm]))
    return { arm, verdict: worst(results.map((result) => result.verdict)), results }
  })
}

/** fail before inconclusive before pass; null of nothing. */
export function worst(verdicts: readonly (Verdict | null)[]): Verdict | null {
  for (const verdict of ['fail', 'inconclusive', 'pass'] as const)
    if (verdicts.includes(verdict)) return verdict
  return null
}

function judgeThreshold(
  made: { spec: ExperimentSpec; repetitions: number },
  expression: string,
  figures: StrategyFigures | undefined,
): ThresholdResult {
  const parsed = parseThresholdExpression(expression)
  if (!parsed) throw new Error(`not a threshold: ${expression}`)
  const { metric } = parsed
  const measured = figures ? measuredOf(figures, metric) : null
  if (!figures || !measured) {
    const reason =
      figures && !isCount(metric)
        ? noEstimateReason(metric, figures, made.repetitions)
        : 'the target’s history could not be read in every trial'
    return { expression, measured, verdict: 'inconclusive', more: null, reason }
  }
  const verdict = compare(parsed, measured)
  const law = metric === 'successRate' ? 'proportion' : 'mean'
  const operations =
    verdict === 'inconclusive' ? operationsToDecide(measured, parsed.value, figures.operations, law) : null
  const more = operations === null ? null : furtherSample(made, operations, figures.operations)
  return { expression, measured, verdict, more, reason: null }
}

/** A count is exact; null where a trial could not be judged and nothing was found in the others. */
function measuredOf(figures: StrategyFigures, metric: ThresholdMetric): Estimate | null {
  if (!isCount(metric)) return figures[metric]
  const { name } = checkerOf(metric)
  const check = figures.checks.find(({ checker }) => checker === name)
  if (!check || check.verdict === 'unknown') return null
  return { value: check.count, low: check.count, high: check.count }
}

function compare({ comparator, value }: ThresholdExpression, { low, high }: Estimate): Verdict {
  const holds = (x: number) =>
    comparator === '>='
      ? x >= value
      : comparator === '<='
        ? x <= value
        : comparator === '>'
          ? x > value
          : comparator === '<'
            ? x < value
            : x === value
  if (holds(low) && holds(high)) return 'pass'
  return holds(low) || holds(high) ? 'inconclusive' : 'fail'
}
