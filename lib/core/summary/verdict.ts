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
import type { Estimate } from './interval'
import type { StrategyFigures } from './report'

export type Verdict = 'pass' | 'fail' | 'inconclusive'

export interface ThresholdResult {
  expression: string
  verdict: Verdict
  /** What was measured; null when the sample could not carry an estimate. */
  measured: Estimate | null
  /** About so many more operations would decide an inconclusive one, if what was measured is the truth; null = nobody can say. */
  moreOperations: number | null
}

export interface StrategyVerdict {
  arm: number
  /** The worst of its results; null when no threshold concerns this strategy. */
  verdict: Verdict | null
  results: ThresholdResult[]
}

/** Judges every strategy by the thresholds that concern it. */
export function judgeThresholds(spec: ExperimentSpec, arms: readonly StrategyFigures[]): StrategyVerdict[] {
  if (spec.thresholds.length === 0) return []
  return spec.strategies.map((strategy, arm) => {
    const results = spec.thresholds
      .filter((threshold) => threshold.strategy === undefined || threshold.strategy === strategy.label)
      .map((threshold) => judgeThreshold(threshold.expression, arms[arm]))
    return { arm, verdict: worst(results.map((result) => result.verdict)), results }
  })
}

/** fail before inconclusive before pass; null of nothing. */
export function worst(verdicts: readonly (Verdict | null)[]): Verdict | null {
  for (const verdict of ['fail', 'inconclusive', 'pass'] as const)
    if (verdicts.includes(verdict)) return verdict
  return null
}

function judgeThreshold(expression: string, figures: StrategyFigures | undefined): ThresholdResult {
  const parsed = parseThresholdExpression(expression)
  if (!parsed) throw new Error(`not a threshold: ${expression}`)
  const measured = figures ? measuredOf(figures, parsed.metric) : null
  if (!figures || !measured) return { expression, measured, verdict: 'inconclusive', moreOperations: null }
  const verdict = compare(parsed, measured)
  const moreOperations =
    verdict === 'inconclusive' ? operationsToDecide(measured, parsed.value, figures.operations) : null
  return { expression, measured, verdict, moreOperations }
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
