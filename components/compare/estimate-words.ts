/** Estimates of compared metrics, each with its interval. */
import { milliseconds, NO_INTERVAL, number, percent, range, times } from '@/components/format/figures'
import type { ComparedMetric } from '@/lib/core/comparison/compare-runs'
import type { Estimate } from '@/lib/core/summary/interval'

/** "97.31 %, 96.20–98.10 %"; says so where there is none. */
export function estimateWords(metric: ComparedMetric, estimate: Estimate | null): string {
  if (!estimate) return NO_INTERVAL
  switch (metric) {
    case 'successRate':
      return `${percent(estimate.value, 2)} (${range(estimate, '%')})`
    case 'amplification':
      return `${times(estimate.value)} (${range(estimate, '×')})`
    case 'p50LatencyMs':
    case 'p99LatencyMs':
      return `${milliseconds(estimate.value)} (${range(estimate, 'ms')})`
    case 'goodputPerSecond':
      return `${number(estimate.value)}/s (${range(estimate, '')})`
  }
}
