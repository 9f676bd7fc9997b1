/** Data of throughput against error rate: one mark per strategy, and a faint one per fault point. */
import { NO_INTERVAL, number, percent, percentRange, range } from '@/components/format/figures'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { Estimate } from '@/lib/core/summary/interval'
import type { CellFigures, RunReport, StrategyFigures } from '@/lib/core/summary/report'

export interface TradeoffMark {
  /** Error rate in percent. */
  x: number
  xWhisker: [number, number]
  /** Operations per second. */
  y: number
  yWhisker: [number, number]
  words: string[]
}

/** The share of operations that did not succeed, with the interval of the success rate turned round. */
export function errorRate(successRate: Estimate | null): Estimate | null {
  return successRate && { value: 1 - successRate.value, low: 1 - successRate.high, high: 1 - successRate.low }
}

/** Null where one of the two has no interval. */
export function tradeoffMark(
  { successRate, throughputPerSecond }: Pick<CellFigures, 'successRate' | 'throughputPerSecond'>,
  words: readonly string[],
): TradeoffMark | null {
  const errors = errorRate(successRate)
  if (!errors || !throughputPerSecond) return null
  return {
    x: errors.value * 100,
    xWhisker: [(errors.value - errors.low) * 100, (errors.high - errors.value) * 100],
    y: throughputPerSecond.value,
    yWhisker: [
      throughputPerSecond.value - throughputPerSecond.low,
      throughputPerSecond.high - throughputPerSecond.value,
    ],
    words: [
      ...words,
      `errors ${percent(errors.value, 2)} (${percentRange(errors)})`,
      `${number(throughputPerSecond.value)} operations/s (${range(throughputPerSecond, '')})`,
    ],
  }
}

/** Per strategy, what was measured and is not drawn. */
export function undrawnMarks(
  marks: readonly { all: TradeoffMark | null; points: readonly TradeoffMark[] }[],
  arms: readonly (Pick<StrategyFigures, 'operations'> | null)[],
): string[][] {
  return marks.map(({ all, points }, arm) => {
    if (all !== null || !arms[arm]?.operations) return []
    return [points.length === 0 ? NO_INTERVAL : `${NO_INTERVAL} in all: single fault points only`]
  })
}

/** Per strategy: the mark of what is shown, and those of the single fault points where there are several. */
export function tradeoffMarks(
  report: Pick<RunReport, 'cells' | 'points' | 'spec'>,
  arms: readonly (StrategyFigures | null)[],
  point: number | null,
): { all: TradeoffMark | null; points: TradeoffMark[] }[] {
  return report.spec.strategies.map(({ label }, arm) => {
    const figures = arms[arm]
    return {
      all: figures ? tradeoffMark(figures, [label]) : null,
      points:
        point !== null || report.points.length < 2
          ? []
          : report.cells
              .filter((cell) => cell.arm === arm)
              .flatMap((cell) => {
                const where = report.points[cell.pointIndex]
                const place = where ? describeFaultPoint(where, report.spec.matrix.loss.mode) : ''
                return tradeoffMark(cell.figures, [label, place]) ?? []
              }),
    }
  })
}
