/**
 * A run against another one, its baseline: differences with their intervals, never a bare "better". Strategies are matched by
 * label, cells by their fault point.
 */
import { describeFaultPoint, type FaultPoint } from '../fault/fault-point'
import { differenceOf } from '../statistics/differences'
import type { Estimate } from '../summary/interval'
import type { RunReport, CellFigures } from '../summary/report'

/** better, worse: the interval of the difference lies on one side of 0. same: it lies around 0 and within the margin. */
export type ComparisonVerdict = 'better' | 'worse' | 'same' | 'inconclusive'

export const COMPARISON_WORDS: Record<ComparisonVerdict, string> = {
  better: 'better',
  worse: 'worse',
  same: 'no difference shown',
  inconclusive: 'inconclusive',
}

/** What is compared, with the difference that is too small to matter. */
export const COMPARED_METRICS = {
  successRate: { more: 'better', margin: () => 0.01 },
  amplification: { more: 'worse', margin: () => 0.05 },
  /** A twentieth of what it was. */
  p99LatencyMs: { more: 'worse', margin: (before: number) => before / 20 },
} as const satisfies Record<string, { more: 'better' | 'worse'; margin: (before: number) => number }>
export type ComparedMetric = keyof typeof COMPARED_METRICS

export interface Comparison {
  metric: ComparedMetric
  before: Estimate
  now: Estimate
  /** now − before. */
  difference: Estimate
  verdict: ComparisonVerdict
}

export interface StrategyComparison {
  label: string
  /** Over the whole matrix; a metric that one of them could not estimate is left out. */
  overall: Comparison[]
  /** By fault point, where both have it. */
  cells: { point: string; comparisons: Comparison[] }[]
}

/** Strategies that both runs have, in this run's order. */
export function compareRuns(now: RunReport, before: RunReport): StrategyComparison[] {
  return now.spec.strategies.flatMap(({ label }, arm) => {
    const armBefore = before.spec.strategies.findIndex((strategy) => strategy.label === label)
    const [figures, figuresBefore] = [now.arms[arm], before.arms[armBefore]]
    if (!figures || !figuresBefore) return []
    const cells = now.points.flatMap((point, pointIndex) => {
      const cell = cellOf(now, pointIndex, arm)
      const cellBefore = cellOf(before, placeOf(before, point), armBefore)
      return cell && cellBefore
        ? [
            {
              point: describeFaultPoint(point, now.spec.matrix.loss.mode),
              comparisons: compareFigures(cell, cellBefore),
            },
          ]
        : []
    })
    return [{ label, overall: compareFigures(figures, figuresBefore), cells }]
  })
}

/** Whether anything could be held against the other run: without labels in common, or without intervals, nothing was shown. */
export function hasComparison(compared: readonly StrategyComparison[]): boolean {
  return compared.some(({ overall }) => overall.length > 0)
}

/** Two sets of figures, metric by metric. */
export function compareFigures(now: CellFigures, before: CellFigures): Comparison[] {
  return (Object.keys(COMPARED_METRICS) as ComparedMetric[]).flatMap((metric) => {
    const [a, b] = [now[metric], before[metric]]
    if (!a || !b) return []
    const difference = differenceOf(a, b)
    return [{ metric, before: b, now: a, difference, verdict: judgeDifference(metric, difference, b.value) }]
  })
}

/** What a difference says. @param before what the margin is a part of, where it is one */
export function judgeDifference(
  metric: ComparedMetric,
  { low, high }: Estimate,
  before: number,
): ComparisonVerdict {
  const { more, margin } = COMPARED_METRICS[metric]
  if (low > 0) return more
  if (high < 0) return more === 'better' ? 'worse' : 'better'
  return Math.max(high, -low) <= margin(before) ? 'same' : 'inconclusive'
}

function placeOf({ points }: RunReport, wanted: FaultPoint): number {
  return points.findIndex(
    (point) =>
      point.lossPercent === wanted.lossPercent &&
      point.latencyMs === wanted.latencyMs &&
      point.jitterMs === wanted.jitterMs &&
      point.leaderSwitchesPerMinute === wanted.leaderSwitchesPerMinute,
  )
}

function cellOf({ cells }: RunReport, pointIndex: number, arm: number): CellFigures | undefined {
  return cells.find((cell) => cell.pointIndex === pointIndex && cell.arm === arm)?.figures
}
