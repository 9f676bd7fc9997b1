/** Thresholds and what was measured for them, in words. */
import {
  count,
  milliseconds,
  NO_INTERVAL,
  percent,
  range,
  times,
  type RangeUnit,
} from '@/components/format/figures'
import { THRESHOLD_TITLES } from '@/components/format/threshold-titles'
import {
  isCount,
  type Comparator,
  type EstimateMetric,
  type ThresholdExpression,
  type ThresholdMetric,
} from '@/lib/core/experiment/threshold'
import type { BoardPoint } from '@/lib/core/runs/board'
import type { Estimate } from '@/lib/core/summary/interval'
import type { Verdict } from '@/lib/core/summary/verdict'

const SIGNS: Record<Comparator, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '==': '=' }

export const VERDICT_LOOKS = {
  pass: { tone: 'good', sign: '✓', words: 'held' },
  fail: { tone: 'bad', sign: '✕', words: 'missed' },
  inconclusive: { tone: 'unsure', sign: '?', words: 'inconclusive' },
} as const satisfies Record<Verdict, unknown>

/** "Success rate ≥ 99.9 %". */
export function thresholdWords({ metric, comparator, value }: ThresholdExpression): string {
  return `${THRESHOLD_TITLES[metric]} ${SIGNS[comparator]} ${limitWords(metric, value)}`
}

/** A limit as somebody wrote it: not rounded. */
export function limitWords(metric: ThresholdMetric, value: number): string {
  if (metric === 'successRate') return `${Number((value * 100).toPrecision(12))} %`
  const text = value.toLocaleString('en-GB', { maximumFractionDigits: 6 })
  return metric === 'amplification' ? `${text}×` : metric === 'p99LatencyMs' ? `${text} ms` : text
}

/** What was measured; its interval in brackets, where it has one. */
export function measuredWords(metric: ThresholdMetric, measured: Estimate | null): string {
  const { value, interval } = measuredParts(metric, measured)
  return interval === '' ? value : `${value} (${interval})`
}

/** The same in two parts, for columns. */
export function measuredParts(
  metric: ThresholdMetric,
  measured: Estimate | null,
): { value: string; interval: string } {
  if (isCount(metric)) return { value: measured ? `${count(measured.value)} found` : 'unknown', interval: '' }
  if (!measured) return { value: NO_INTERVAL, interval: '' }
  return { value: valueWords(metric, measured.value), interval: range(measured, UNITS[metric]) }
}

const UNITS: Record<EstimateMetric, RangeUnit> = { successRate: '%', amplification: '×', p99LatencyMs: 'ms' }

function valueWords(metric: ThresholdMetric, value: number): string {
  if (metric === 'successRate') return percent(value, 2)
  if (metric === 'amplification') return times(value)
  return metric === 'p99LatencyMs' ? milliseconds(value) : count(value)
}

/** An end of a scale: no figure that anybody measured. */
export function scaleWords(metric: ThresholdMetric, value: number): string {
  if (metric === 'successRate') return percent(value, 0)
  return valueWords(metric, isCount(metric) ? Math.round(value) : value)
}

/** One run of a trend in two parts: "99.12 % (98.90–99.30 %)", "held ≥ 99 %". */
export function pointWords({ metric, comparator }: ThresholdExpression, point: BoardPoint): [string, string] {
  const { words } = VERDICT_LOOKS[point.verdict]
  return [
    measuredWords(metric, point.measured),
    `${words}: ${SIGNS[comparator]} ${limitWords(metric, point.limit)}`,
  ]
}
