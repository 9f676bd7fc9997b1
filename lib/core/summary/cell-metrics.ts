/** What is estimated of every cell of the matrix: maps, tables and exported files all show these, in this order. */
import type { Unit } from '../published/claim'
import { METRIC_HEADS, type MetricName } from '../words/metric-heads'
import type { Estimate } from './interval'
import type { CellFigures } from './report'

export const CELL_METRICS = [
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
export type CellMetricName = (typeof CELL_METRICS)[number]

export interface CellMetric {
  title: string
  unit: Extract<Unit, 'percent' | 'times' | 'ms' | 'per-second'>
  /** What it means, in full. */
  words: MetricName
  /** One line. */
  explanation: string
  /** True when a larger value is better. */
  higherIsBetter: boolean
  /** Seven bounds between eight classes of a map, ascending. */
  bounds: readonly number[]
  read(figures: CellFigures): Estimate | null
}

/** The steps lie where strategies differ: five of the eight between 90 and 100 %. */
const SHARE_BOUNDS = [0.5, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999]
/** Decades in three steps: what waits for a time-out is many times slower than what does not. */
const TIME_BOUNDS = [20, 50, 100, 250, 500, 1000, 2500]

function latency(quantile: string, ofHundred: string, read: CellMetric['read']): CellMetric {
  return {
    title: `${quantile} latency`,
    unit: 'ms',
    words: 'latency',
    explanation: `${formulaOf('latency')} ${ofHundred} operations were faster.`,
    higherIsBetter: false,
    bounds: TIME_BOUNDS,
    read,
  }
}

function speed(words: 'throughput' | 'goodput', read: CellMetric['read']): CellMetric {
  const bounds = [2, 5, 10, 25, 50, 100, 250]
  const { title } = METRIC_HEADS[words]
  return {
    title,
    unit: 'per-second',
    words,
    explanation: formulaOf(words),
    higherIsBetter: true,
    bounds,
    read,
  }
}

/** As a sentence of its own. */
function formulaOf(metric: MetricName): string {
  const { formula } = METRIC_HEADS[metric]
  // "ok ÷ …" is a name and stays small.
  return `${formula.startsWith('ok ') ? formula : formula.charAt(0).toUpperCase() + formula.slice(1)}.`
}

export const cellMetrics: Record<CellMetricName, CellMetric> = {
  success: {
    title: 'Success rate',
    unit: 'percent',
    words: 'successRate',
    explanation: formulaOf('successRate'),
    higherIsBetter: true,
    bounds: SHARE_BOUNDS,
    read: (figures) => figures.successRate,
  },
  amplification: {
    title: 'Amplification',
    unit: 'times',
    words: 'amplification',
    explanation: `${formulaOf('amplification')} The load a strategy puts on the cluster per call.`,
    higherIsBetter: false,
    bounds: [1.02, 1.05, 1.1, 1.25, 1.5, 2, 3],
    read: (figures) => figures.amplification,
  },
  successPerAttempt: {
    title: 'Success per attempt',
    unit: 'percent',
    words: 'successPerAttempt',
    explanation: `${formulaOf('successPerAttempt')} What a caller without retries would see under this load.`,
    higherIsBetter: true,
    bounds: SHARE_BOUNDS,
    read: (figures) => figures.successRatePerAttempt,
  },
  p50: latency('P50', '50 of 100', (figures) => figures.p50LatencyMs),
  p90: latency('P90', '90 of 100', (figures) => figures.p90LatencyMs),
  p99: latency('P99', '99 of 100', (figures) => figures.p99LatencyMs),
  p999: latency('P99.9', '999 of 1,000', (figures) => figures.p999LatencyMs),
  retryTimeP99: {
    title: 'P99 retry time',
    unit: 'ms',
    words: 'retryTime',
    explanation: `${formulaOf('retryTime')} Of operations that had one.`,
    higherIsBetter: false,
    bounds: TIME_BOUNDS,
    read: (figures) => figures.retryTime?.p99Ms ?? null,
  },
  throughput: speed('throughput', (figures) => figures.throughputPerSecond),
  goodput: speed('goodput', (figures) => figures.goodputPerSecond),
}

/** Class of a value on its map: 0 = worst … 7 = best. Classes are fixed, so that two runs can be compared by eye. */
export function classOfValue(
  { bounds, higherIsBetter }: Pick<CellMetric, 'bounds' | 'higherIsBetter'>,
  value: number,
): number {
  const above = bounds.filter((bound) => value >= bound).length
  return higherIsBetter ? above : bounds.length - above
}

/** The colour says too much: the interval reaches over three classes or more. It is told by a "~" before the figure. */
export function isVague(
  metric: Pick<CellMetric, 'bounds' | 'higherIsBetter'>,
  { low, high }: Estimate,
): boolean {
  return Math.abs(classOfValue(metric, high) - classOfValue(metric, low)) >= 2
}

/** What a cell shows where there is no estimate: of successes the counts, so that one where all failed does not look like an empty one. */
export function countsInstead(
  { words }: Pick<CellMetric, 'words'>,
  { ok, operations }: Pick<CellFigures, 'ok' | 'operations'>,
): string | null {
  return words === 'successRate' ? `${ok}/${operations}` : null
}
