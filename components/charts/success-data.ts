/** Data of the success-rate chart: per strategy over one dimension of the faults, the mean over the others. */
import { counted, percent, percentRange } from '@/components/format/figures'
import {
  dimensionTitles,
  pointName,
  shortDimension,
  variedDimensions,
  type Dimension,
} from '@/components/heat-map/heat-axes'
import { AXIS_NAMES } from '@/lib/core/experiment/matrix'
import { parseThresholdExpression } from '@/lib/core/experiment/threshold'
import { describeFaultPoint, type FaultPoint, type PointLossMode } from '@/lib/core/fault/fault-point'
import { proportionOf } from '@/lib/core/statistics/strata'
import type { Estimate } from '@/lib/core/summary/interval'
import type { CellReport, RunReport } from '@/lib/core/summary/report'

export type SuccessAxis = 'points' | Dimension

export interface SuccessMark {
  /** Number of the category, moved a little aside per arm so that whiskers do not hide each other. */
  x: number
  y: number
  whisker: [number, number]
  words: string[]
}

export interface SuccessData {
  axisTitle: string
  categories: string[]
  /** Per arm, only where something was measured. */
  series: SuccessMark[][]
  /** Estimates by category and arm, for the table. */
  estimates: (Estimate | null)[][]
  /** Lower end of the axis, in percent. */
  from: number
}

/** Above this many points the axis would be unreadable, and a dimension is shown first. */
const READABLE_POINTS = 8

/** What can stand on the axis; the first one is the default. */
export function successAxes(points: readonly FaultPoint[]): SuccessAxis[] {
  const varied: SuccessAxis[] = variedDimensions(points)
  return points.length <= READABLE_POINTS ? ['points', ...varied] : [...varied, 'points']
}

/** Takes cells together by category, each fault point with the same weight, and estimates each category with its interval. */
export function successData(
  report: Pick<RunReport, 'points' | 'cells' | 'spec'>,
  axis: SuccessAxis,
  onlyPoint: number | null,
): SuccessData {
  const groups = groupPoints(report, axis, onlyPoint)
  const varied = variedDimensions(report.points)
  const arms = report.spec.strategies.length
  const { matrix } = report.spec
  const estimates = groups.map(({ members }) =>
    report.spec.strategies.map((_, arm) => together(report.cells, members, arm)),
  )
  const lowest = Math.min(1, ...estimates.flat().map((estimate) => estimate?.low ?? 1))
  return {
    axisTitle:
      axis === 'points'
        ? shortTitle(varied, matrix.loss.mode) || 'the only fault point'
        : dimensionTitles(matrix)[axis],
    categories: groups.map(({ name }) => name),
    estimates,
    from: startOfPercentAxis(lowest * 100),
    series: report.spec.strategies.map(({ label }, arm) =>
      groups.flatMap(({ words, members }, category) => {
        const estimate = estimates[category]?.[arm]
        if (!estimate) return []
        return {
          x: category + (arms === 1 ? 0 : (arm / (arms - 1) - 0.5) * 0.5),
          y: estimate.value * 100,
          whisker: [(estimate.value - estimate.low) * 100, (estimate.high - estimate.value) * 100] as [
            number,
            number,
          ],
          words: [
            label,
            words,
            `${percent(estimate.value, 2)} (${percentRange(estimate)})`,
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

/** The success rate that a threshold asks of every strategy, in percent; null when there is none. */
export function successThreshold(spec: RunReport['spec']): { percent: number; expression: string } | null {
  for (const { expression, strategy } of spec.thresholds) {
    const parsed = parseThresholdExpression(expression)
    if (parsed?.metric === 'successRate' && strategy === undefined)
      return { percent: parsed.value * 100, expression }
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
  axis: SuccessAxis,
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

function together(cells: readonly CellReport[], members: readonly number[], arm: number): Estimate | null {
  const chosen = cells.filter((cell) => cell.arm === arm && members.includes(cell.pointIndex))
  return proportionOf(chosen.flatMap(({ figures }) => figures.successOf))
}

function operations(cells: readonly CellReport[], members: readonly number[], arm: number): number {
  return cells
    .filter((cell) => cell.arm === arm && members.includes(cell.pointIndex))
    .reduce((sum, cell) => sum + cell.figures.operations, 0)
}
