/** Data of charts over the faults: per strategy over one dimension, the mean over the others. */
import { counted, NO_INTERVAL, percent, percentRange, range, times } from '@/components/format/figures'
import {
  dimensionTitles,
  pointName,
  shortDimension,
  variedDimensions,
  type Dimension,
} from '@/lib/core/summary/heat-axes'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import { parseThresholdExpression } from '@/lib/core/experiment/threshold'
import { describeFaultPoint, type FaultPoint, type PointLossMode } from '@/lib/core/fault/fault-point'
import { meanOfEstimates } from '@/lib/core/statistics/differences'
import { proportionOf } from '@/lib/core/statistics/strata'
import type { Estimate } from '@/lib/core/summary/interval'
import type { CellReport, RunReport } from '@/lib/core/summary/report'

export type FaultsAxis = 'points' | Dimension

/** What is shown over the faults. */
export interface FaultsMetric {
  /** Of cells that are shown as one: each fault point with the same weight. */
  together(cells: readonly CellReport[]): Estimate | null
  /** From an estimate's unit to that of the axis. */
  scale: number
  words(estimate: Estimate): string
}

export const SUCCESS: FaultsMetric = {
  together: (cells) => proportionOf(cells.flatMap(({ figures }) => figures.successOf)),
  scale: 100,
  words: (estimate) => `${percent(estimate.value, 2)} (${percentRange(estimate)})`,
}

export const AMPLIFICATION: FaultsMetric = {
  together: (cells) => meanOfEstimates(cells.map(({ figures }) => figures.amplification)),
  scale: 1,
  words: (estimate) => `${times(estimate.value)} (${range(estimate, '×')})`,
}

export interface FaultsMark {
  /** Number of the category, moved a little aside per arm so that whiskers do not hide each other. */
  x: number
  y: number
  whisker: [number, number]
  words: string[]
}

export interface FaultsData {
  axisTitle: string
  categories: string[]
  /** Per arm, only where something was measured. */
  series: FaultsMark[][]
  /** Per arm, what was measured and is not drawn: "no interval at 2 of 4"; empty where all is. */
  undrawn: string[][]
  /** Estimates by category and arm, for the table. */
  estimates: (Estimate | null)[][]
  /** By category and arm, whether there was an operation: where there was, a missing estimate is one without interval. */
  isMeasured: boolean[][]
  /** The lowest and the highest end of an interval, in the axis' unit; null of nothing. */
  ends: { low: number; high: number } | null
}

/** Above this many points the axis would be unreadable, and a dimension is shown first. */
const READABLE_POINTS = 8

/** What can stand on the axis; the first one is the default. */
export function faultsAxes(points: readonly FaultPoint[]): FaultsAxis[] {
  const varied: FaultsAxis[] = variedDimensions(points)
  return points.length <= READABLE_POINTS ? ['points', ...varied] : [...varied, 'points']
}

/** Takes cells together by category, each fault point with the same weight, and estimates each category with its interval. */
export function faultsData(
  report: Pick<RunReport, 'points' | 'cells' | 'spec'>,
  axis: FaultsAxis,
  onlyPoint: number | null,
  metric: FaultsMetric,
): FaultsData {
  const groups = groupPoints(report, axis, onlyPoint)
  const varied = variedDimensions(report.points)
  const arms = report.spec.strategies.length
  const { matrix } = report.spec
  const estimates = groups.map(({ members }) =>
    report.spec.strategies.map((_, arm) => metric.together(chosen(report.cells, members, arm))),
  )
  const isMeasured = groups.map(({ members }) =>
    report.spec.strategies.map((_, arm) => operations(report.cells, members, arm) > 0),
  )
  const known = estimates.flat().flatMap((estimate) => estimate ?? [])
  return {
    axisTitle:
      axis === 'points'
        ? shortTitle(varied, matrix.loss.mode) || 'the only fault point'
        : dimensionTitles(matrix)[axis],
    categories: groups.map(({ name }) => name),
    estimates,
    isMeasured,
    ends:
      known.length === 0
        ? null
        : {
            low: Math.min(...known.map(({ low }) => low)) * metric.scale,
            high: Math.max(...known.map(({ high }) => high)) * metric.scale,
          },
    undrawn: report.spec.strategies.map((_, arm) => {
      const measured = groups.flatMap((_, category) =>
        isMeasured[category]?.[arm] === true ? [estimates[category]?.[arm] ?? null] : [],
      )
      const missing = measured.filter((estimate) => estimate === null).length
      if (missing === 0) return []
      return [
        missing === measured.length ? NO_INTERVAL : `${NO_INTERVAL} at ${missing} of ${measured.length}`,
      ]
    }),
    series: report.spec.strategies.map(({ label }, arm) =>
      groups.flatMap(({ words, members }, category) => {
        const estimate = estimates[category]?.[arm]
        if (!estimate) return []
        return {
          x: category + (arms === 1 ? 0 : (arm / (arms - 1) - 0.5) * 0.5),
          y: estimate.value * metric.scale,
          whisker: [
            (estimate.value - estimate.low) * metric.scale,
            (estimate.high - estimate.value) * metric.scale,
          ] as [number, number],
          words: [
            label,
            words,
            metric.words(estimate),
            counted(operations(report.cells, members, arm), 'operation'),
          ],
        }
      }),
    ),
  }
}

/** Lower end of an axis up to 100 % that shows this value: as much as possible is kept for the differences. */
export function startOfPercentAxis(lowest: number): number {
  return [98, 95, 90, 80, 60, 40, 20].find((start) => lowest >= start) ?? 0
}

/** Round ticks from the start of the axis to 100 %. */
export function percentTicks(from: number): number[] {
  const step = [0.5, 1, 2, 5, 10].find((size) => (100 - from) / size <= 5) ?? 20
  return Array.from({ length: Math.round((100 - from) / step) + 1 }, (_, index) => from + index * step)
}

/** What a threshold asks, in an axis' unit; null when there is none. */
export type Limit = { value: number; expression: string } | null

/** What a threshold asks of every strategy. @param scale from the threshold's unit to the axis' */
export function limitOf(
  spec: RunReport['spec'],
  metric: 'successRate' | 'amplification',
  scale: number,
): Limit {
  for (const { expression, strategy } of spec.thresholds) {
    const parsed = parseThresholdExpression(expression)
    if (parsed?.metric === metric && strategy === undefined)
      return { value: parsed.value * scale, expression }
  }
  return null
}

interface Group {
  name: string
  words: string
  members: number[]
}

function groupPoints(
  { points, spec: { matrix } }: Pick<RunReport, 'points' | 'spec'>,
  axis: FaultsAxis,
  onlyPoint: number | null,
): Group[] {
  const varied = variedDimensions(points)
  const title = axis === 'points' ? '' : dimensionTitles(matrix)[axis]
  const groups = new Map<string, Group>()
  points.forEach((point, index) => {
    if (onlyPoint !== null && index !== onlyPoint) return
    const words = axis === 'points' ? describeFaultPoint(point, matrix.loss.mode) : `${title}: ${point[axis]}`
    const name = axis === 'points' ? shortName(point, varied) || words : `${point[axis]}`
    const group = groups.get(name) ?? { name, words, members: [] }
    group.members.push(index)
    groups.set(name, group)
  })
  return [...groups.values()]
}

/** "25 %·100±50·6/min": a narrow card has no room for blanks. */
function shortName(point: FaultPoint, varied: readonly Dimension[]): string {
  return pointName(point, varied).replace(' ± ', '±').replaceAll(' · ', '·')
}

/** What the parts of a short name are, without units: they stand in the words of each mark. */
function shortTitle(varied: readonly Dimension[], mode: PointLossMode): string {
  const withJitter = varied.includes('latencyMs') && varied.includes('jitterMs')
  return AXIS_NAMES.filter((name) => varied.includes(name) && !(withJitter && name === 'jitterMs'))
    .map((name) => (withJitter && name === 'latencyMs' ? 'latency ± jitter' : shortDimension(name, mode)))
    .join(' · ')
}

function chosen(cells: readonly CellReport[], members: readonly number[], arm: number): CellReport[] {
  return cells.filter((cell) => cell.arm === arm && members.includes(cell.pointIndex))
}

function operations(cells: readonly CellReport[], members: readonly number[], arm: number): number {
  return chosen(cells, members, arm).reduce((sum, cell) => sum + cell.figures.operations, 0)
}
