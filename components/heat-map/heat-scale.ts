/** Metrics of the heat map and the classes of their scale. Classes are fixed, so that two runs can be compared by eye. */
import { number, percentFigure } from '@/components/format/figures'
import type { Estimate } from '@/lib/core/summary/interval'
import type { CellFigures } from '@/lib/core/summary/report'
import { METRIC_HEADS, type MetricName } from '@/lib/core/words/metric-heads'

export const HEAT_METRICS = [
  'success',
  'successPerAttempt',
  'amplification',
  'p50',
  'p90',
  'p99',
  'p999',
  'retryTimeP99',
  'throughput',
  'goodput',
] as const
export type HeatMetricName = (typeof HEAT_METRICS)[number]

export interface HeatMetric {
  title: string
  unit: string
  /** What it means: in full behind the sign after the title of the map. */
  words: MetricName
  /** One line. */
  explanation: string
  /** True when a larger value is better. */
  higherIsBetter: boolean
  /** Seven bounds between eight classes, ascending. */
  bounds: readonly number[]
  read(figures: CellFigures): Estimate | null
  /** The figure inside a cell, without unit. */
  figure(value: number): string
}

/** Decades in three steps: what waits for a time-out is many times slower than what does not. */
const TIME_BOUNDS = [20, 50, 100, 250, 500, 1000, 2500]

function latencyMetric(quantile: string, ofHundred: string, read: HeatMetric['read']): HeatMetric {
  return {
    title: `${quantile} latency`,
    unit: 'ms',
    words: 'latency',
    explanation: `${formulaOf('latency')} ${ofHundred} operations were faster.`,
    higherIsBetter: false,
    bounds: TIME_BOUNDS,
    read,
    figure: wholeFrom100,
  }
}

function speedMetric(words: 'throughput' | 'goodput', read: HeatMetric['read']): HeatMetric {
  return {
    title: METRIC_HEADS[words].title,
    unit: '/s',
    words,
    explanation: formulaOf(words),
    higherIsBetter: true,
    bounds: [2, 5, 10, 25, 50, 100, 250],
    read,
    figure: wholeFrom100,
  }
}

/** As a sentence of its own. */
function formulaOf(metric: MetricName): string {
  const { formula } = METRIC_HEADS[metric]
  // "ok ÷ …" is a name and stays small.
  return `${formula.startsWith('ok ') ? formula : formula.charAt(0).toUpperCase() + formula.slice(1)}.`
}

function wholeFrom100(value: number): string {
  return number(value >= 100 ? Math.round(value) : value)
}

export const heatMetrics: Record<HeatMetricName, HeatMetric> = {
  success: {
    title: 'Success rate',
    unit: '%',
    words: 'successRate',
    explanation: formulaOf('successRate'),
    higherIsBetter: true,
    // The steps lie where strategies differ: five of the eight between 90 and 100 %.
    bounds: [0.5, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999],
    read: (figures) => figures.successRate,
    figure: (value) => percentFigure(value),
  },
  amplification: {
    title: 'Amplification',
    unit: '×',
    words: 'amplification',
    explanation: `${formulaOf('amplification')} The load a strategy puts on the cluster per call.`,
    higherIsBetter: false,
    bounds: [1.02, 1.05, 1.1, 1.25, 1.5, 2, 3],
    read: (figures) => figures.amplification,
    figure: (value) => value.toFixed(2),
  },
  successPerAttempt: {
    title: 'Success per attempt',
    unit: '%',
    words: 'successPerAttempt',
    explanation: `${formulaOf('successPerAttempt')} What a caller without retries would see under this load.`,
    higherIsBetter: true,
    bounds: [0.5, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999],
    read: (figures) => figures.successRatePerAttempt,
    figure: (value) => percentFigure(value),
  },
  p50: latencyMetric('P50', '50 of 100', (figures) => figures.p50LatencyMs),
  p90: latencyMetric('P90', '90 of 100', (figures) => figures.p90LatencyMs),
  p99: latencyMetric('P99', '99 of 100', (figures) => figures.p99LatencyMs),
  p999: latencyMetric('P99.9', '999 of 1,000', (figures) => figures.p999LatencyMs),
  retryTimeP99: {
    title: 'P99 retry time',
    unit: 'ms',
    words: 'retryTime',
    explanation: `${formulaOf('retryTime')} Of operations that had one.`,
    higherIsBetter: false,
    bounds: TIME_BOUNDS,
    read: (figures) => figures.retryTime?.p99Ms ?? null,
    figure: wholeFrom100,
  },
  throughput: speedMetric('throughput', (figures) => figures.throughputPerSecond),
  goodput: speedMetric('goodput', (figures) => figures.goodputPerSecond),
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
