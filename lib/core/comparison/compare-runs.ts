/**
 * A run against another one, its baseline: differences with their intervals, never a bare "better". Strategies are matched as
 * match-strategies.ts says, cells by their fault point.
 */
import { describeFaultPoint, type FaultPoint } from '../fault/fault-point'
import { differenceOf } from '../statistics/differences'
import type { Estimate } from '../summary/interval'
import { noEstimateReason } from '../summary/further-sample'
import type { CellFigures, CellReport, RunReport } from '../summary/report'
import { count, counted } from '../words/counts'
import type { ComparedRun, ExperimentDifference } from './experiment-differences'
import { matchStrategies } from './match-strategies'

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
  p99LatencyMs: { more: 'worse', margin: twentieth },
  p50LatencyMs: { more: 'worse', margin: twentieth },
  goodputPerSecond: { more: 'better', margin: twentieth },
} as const satisfies Record<string, { more: 'better' | 'worse'; margin: (before: number) => number }>
export type ComparedMetric = keyof typeof COMPARED_METRICS
/** What each is called on screens and in files. */
export const METRIC_TITLES: Record<ComparedMetric, string> = {
  successRate: 'Success rate',
  amplification: 'Amplification',
  p50LatencyMs: 'P50 latency',
  p99LatencyMs: 'P99 latency',
  goodputPerSecond: 'Goodput',
}
/** What a baseline on the command line is held against: the metrics that thresholds know. */
export const BASELINE_METRICS = [
  'successRate',
  'amplification',
  'p99LatencyMs',
] as const satisfies ComparedMetric[]

export interface Comparison {
  metric: ComparedMetric
  before: Estimate | null
  now: Estimate | null
  /** now − before; null where one of them could not be estimated. */
  difference: Estimate | null
  verdict: ComparisonVerdict
  /** Why there is no difference, as half a sentence; null where there is one. */
  reason: string | null
}

export interface StrategyComparison {
  /** As this run calls it, and as the other one does. */
  label: string
  labelBefore: string
  /** Its place in this run. */
  arm: number
  /** What differs in the strategy itself. */
  changes: ExperimentDifference[]
  /** Over the whole matrix; without a difference where the two were measured at different fault points. */
  overall: Comparison[]
  /** Some trials behind it, of either run, are suspect. */
  suspect: boolean
  /** By fault point, where both have it. */
  cells: { pointIndex: number; point: string; suspect: boolean; comparisons: Comparison[] }[]
}

/** The parts of a report that are compared. */
export type ComparedReport = ComparedRun & Pick<RunReport, 'arms' | 'cells'>

/**
 * Strategies that both runs have, in this run's order.
 * @param cellMetrics what cells are told by, where that is not all of it: a large matrix has thousands of figures
 */
export function compareRuns(
  now: ComparedReport,
  before: ComparedReport,
  metrics: readonly ComparedMetric[] = BASELINE_METRICS,
  cellMetrics = metrics,
): StrategyComparison[] {
  const [cellNow, cellThen] = [cellsOf(now), cellsOf(before)]
  const places = now.points.map((point) => ({
    name: describeFaultPoint(point, now.spec.matrix.loss.mode),
    before: placeOf(before, now, point),
  }))
  return matchStrategies(now.spec.strategies, before.spec.strategies).flatMap(
    ({ arm, armBefore, changes }) => {
      const [figures, figuresBefore] = [now.arms[arm], before.arms[armBefore]]
      if (!figures || !figuresBefore) return []
      const compared = (a: CellFigures, b: CellFigures, by: readonly ComparedMetric[]) =>
        compareFigures(a, b, by, { now: now.spec.repetitions, before: before.spec.repetitions })
      const cells = places.flatMap(({ name, before: place }, pointIndex) => {
        const cell = cellNow(pointIndex, arm)
        const cellBefore = cellThen(place, armBefore)
        if (!cell || !cellBefore) return []
        const suspect = cell.suspectTrials + cellBefore.suspectTrials > 0
        const comparisons = compared(cell.figures, cellBefore.figures, cellMetrics)
        return [{ pointIndex, point: name, suspect, comparisons }]
      })
      const [own, others] = [cellsOfArm(now, arm), cellsOfArm(before, armBefore)]
      const reason = apartReason(cells.length, Math.max(own.length, others.length))
      const overall = compared(figures, figuresBefore, metrics)
      return [
        {
          label: now.spec.strategies[arm]?.label ?? '',
          labelBefore: before.spec.strategies[armBefore]?.label ?? '',
          ...{ arm, changes, cells },
          overall: reason === null ? overall : overall.map((one) => undecided(one, reason)),
          suspect: [...own, ...others].some(({ suspectTrials }) => suspectTrials > 0),
        },
      ]
    },
  )
}

/** Labels of a run's strategies that have no partner in the other run: nothing is said of them. */
export function notCompared(
  { spec }: { spec: { strategies: readonly { label: string }[] } },
  compared: readonly Pick<StrategyComparison, 'arm'>[],
): string[] {
  const found = new Set(compared.map(({ arm }) => arm))
  return spec.strategies.filter((_, arm) => !found.has(arm)).map(({ label }) => label)
}

/** Whether anything was shown against the other run: without strategies in common, or where all is inconclusive, nothing was. */
export function hasComparison(compared: readonly StrategyComparison[]): boolean {
  return compared.some(({ overall }) => overall.some(({ verdict }) => verdict !== 'inconclusive'))
}

/**
 * Why figures over the matrix are not held against each other: a mean over other faults is another quantity, whatever the strategy.
 * @param common fault points where both were measured
 * @param measured by the run that has more of them
 * @returns null where both were measured at the same ones
 */
function apartReason(common: number, measured: number): string | null {
  if (common === measured) return null
  return `the runs have ${common === 0 ? 'no fault point' : `${common} of ${counted(measured, 'fault point')}`} in common, and a mean over other faults is another quantity; ${common === 0 ? 'run both over the same matrix' : 'compare them by fault point'}`
}

function undecided(comparison: Comparison, reason: string): Comparison {
  return { ...comparison, difference: null, verdict: 'inconclusive', reason }
}

/**
 * Two sets of figures, metric by metric.
 * @param repetitions that each was made with, for what would help where an estimate is missing
 */
export function compareFigures(
  now: CellFigures,
  before: CellFigures,
  metrics: readonly ComparedMetric[],
  repetitions: { now: number; before: number },
): Comparison[] {
  return metrics.map((metric) => {
    const [a, b] = [now[metric], before[metric]]
    if (a && b) {
      const difference = differenceOf(a, b)
      const verdict = judgeDifference(metric, difference, b.value)
      return { metric, before: b, now: a, difference, verdict, reason: null }
    }
    const reasons = [
      ...(a
        ? []
        : [`no interval now${countsOf(metric, now)}: ${noEstimateReason(metric, now, repetitions.now)}`]),
      ...(b
        ? []
        : [
            `no interval before${countsOf(metric, before)}: ${noEstimateReason(metric, before, repetitions.before)}`,
          ]),
    ]
    const verdict = 'inconclusive' as const
    return { metric, before: b, now: a, difference: null, verdict, reason: reasons.join('; ') }
  })
}

/** " (561 of 570 succeeded)": what is known without an interval; nothing of what is no count. */
function countsOf(metric: ComparedMetric, { ok, operations }: CellFigures): string {
  return metric === 'successRate' && operations > 0 ? ` (${count(ok)} of ${count(operations)} succeeded)` : ''
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

/** The same fault point of the other run; where something is lost, only if it is lost in the same way. */
function placeOf(other: ComparedRun, own: ComparedRun, wanted: FaultPoint): number {
  const [loss, otherLoss] = [own.spec.matrix.loss, other.spec.matrix.loss]
  const losesAlike =
    wanted.lossPercent === 0 ||
    (loss.mode === otherLoss.mode && loss.manner === otherLoss.manner && loss.link === otherLoss.link)
  if (!losesAlike) return -1
  return other.points.findIndex(
    (point) =>
      point.lossPercent === wanted.lossPercent &&
      point.latencyMs === wanted.latencyMs &&
      point.jitterMs === wanted.jitterMs &&
      point.leaderSwitchesPerMinute === wanted.leaderSwitchesPerMinute,
  )
}

function twentieth(before: number): number {
  return before / 20
}

/** Looks up a cell. */
function cellsOf({ cells }: Pick<RunReport, 'cells'>) {
  const keyOf = (pointIndex: number, arm: number) => `${pointIndex}/${arm}`
  const byPlace = new Map(cells.map((cell) => [keyOf(cell.pointIndex, cell.arm), cell]))
  return (pointIndex: number, arm: number): CellReport | undefined => byPlace.get(keyOf(pointIndex, arm))
}

function cellsOfArm({ cells }: Pick<RunReport, 'cells'>, arm: number): CellReport[] {
  return cells.filter((cell) => cell.arm === arm)
}
