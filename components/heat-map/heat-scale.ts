/** Metrics of the heat map and the classes of their scale. Classes are fixed, so that two runs can be compared by eye. */
import { number, percentFigure } from '@/components/format/figures'
import type { Estimate } from '@/lib/core/summary/interval'
import type { CellFigures } from '@/lib/core/summary/report'

export const HEAT_METRICS = ['success', 'amplification', 'p99'] as const
export type HeatMetricName = (typeof HEAT_METRICS)[number]

export interface HeatMetric {
  title: string
  unit: string
  explanation: string
  /** True when a larger value is better. */
  higherIsBetter: boolean
  /** Seven bounds between eight classes, ascending. */
  bounds: readonly number[]
  read(figures: CellFigures): Estimate | null
  /** The figure inside a cell, without unit. */
  figure(value: number): string
}

export const heatMetrics: Record<HeatMetricName, HeatMetric> = {
  success: {
    title: 'Success rate',
    unit: '%',
    explanation: 'ok ÷ (ok + fail + info) of the operations that started inside the fault window.',
    higherIsBetter: true,
    // The steps lie where strategies differ: five of the eight between 90 and 100 %.
    bounds: [0.5, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999],
    read: (figures) => figures.successRate,
    figure: (value) => percentFigure(value),
  },
  amplification: {
    title: 'Amplification',
    unit: '×',
    explanation: 'Attempts ÷ operations: the load a strategy puts on the cluster per call.',
    higherIsBetter: false,
    bounds: [1.02, 1.05, 1.1, 1.25, 1.5, 2, 3],
    read: (figures) => figures.amplification,
    figure: (value) => value.toFixed(2),
  },
  p99: {
    title: 'P99 latency',
    unit: 'ms',
    explanation: 'Intended start to the end of the operation; 99 of 100 operations were faster.',
    higherIsBetter: false,
    bounds: [20, 50, 100, 250, 500, 1000, 2500],
    read: (figures) => figures.p99LatencyMs,
    figure: (value) => number(value >= 100 ? Math.round(value) : value),
  },
}

/** Class of a value: 0 = worst … 7 = best. */
export function heatClass(metric: HeatMetric, value: number): number {
  const above = metric.bounds.filter((bound) => value >= bound).length
  return metric.higherIsBetter ? above : metric.bounds.length - above
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
