/** Metrics of the heat map and the classes of their scale, as they are written in a cell. */
import { number, percentFigure } from '@/components/format/figures'
import { CELL_METRICS, cellMetrics, classOfValue, type CellMetric } from '@/lib/core/summary/cell-metrics'

export const HEAT_METRICS = CELL_METRICS
export type HeatMetricName = (typeof HEAT_METRICS)[number]

export interface HeatMetric extends Omit<CellMetric, 'unit'> {
  unit: string
  /** The figure inside a cell, without unit. */
  figure(value: number): string
}

const WRITTEN: Record<CellMetric['unit'], Pick<HeatMetric, 'unit' | 'figure'>> = {
  percent: { unit: '%', figure: (value) => percentFigure(value) },
  times: { unit: '×', figure: (value) => value.toFixed(2) },
  ms: { unit: 'ms', figure: wholeFrom100 },
  'per-second': { unit: '/s', figure: wholeFrom100 },
}

function wholeFrom100(value: number): string {
  return number(value >= 100 ? Math.round(value) : value)
}

export const heatMetrics = Object.fromEntries(
  CELL_METRICS.map((name) => [name, { ...cellMetrics[name], ...WRITTEN[cellMetrics[name].unit] }]),
) as Record<HeatMetricName, HeatMetric>

/** Class of a value: 0 = worst … 7 = best. */
export function heatClass(metric: HeatMetric, value: number): number {
  return classOfValue(metric, value)
}

/** The classes from worst to best with their ranges in words, for the drawn scale. */
export function heatLegend(metric: HeatMetric): { step: number; label: string }[] {
  const write = (value: number) => (metric.unit === '%' ? `${Number((value * 100).toFixed(1))}` : `${value}`)
  const { bounds } = metric
  const labels = Array.from({ length: bounds.length + 1 }, (_, index) => {
    const low = bounds[index - 1]
    const high = bounds[index]
    if (low === undefined) return `< ${write(high ?? 0)}`
    return high === undefined ? `≥ ${write(low)}` : `${write(low)}–${write(high)}`
  })
  const steps = labels.map((label, index) => ({
    label,
    step: metric.higherIsBetter ? index : bounds.length - index,
  }))
  return steps.sort((a, b) => a.step - b.step)
}
