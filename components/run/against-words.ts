/** How differences between strategies are written. */
import { counted } from '@/components/format/figures'
import type { ArmComparison } from '@/lib/core/comparison/compare-arms'
import { MIN_BLOCKS, MIN_EVENTFUL_BLOCKS } from '@/lib/core/statistics/strata'
import type { MetricName } from '@/lib/core/words/metric-heads'
import type { ComparedMetric } from '@/lib/core/comparison/compare-runs'

/** Where the words of what is compared stand. */
export const METRIC_NAMES: Record<ComparedMetric, MetricName> = {
  successRate: 'successRate',
  amplification: 'amplification',
  p50LatencyMs: 'latency',
  p99LatencyMs: 'latency',
  goodputPerSecond: 'goodput',
}

/**
 * Why differences have no interval, and what to do; null where each has one.
 * @param seconds measured at each fault point, over its repetitions
 */
export function noIntervalWords(
  comparisons: readonly ArmComparison[],
  seconds: readonly number[],
): string | null {
  if (comparisons.every(({ difference }) => difference !== null)) return null
  const fewest = Math.floor(Math.min(...seconds))
  if (fewest < MIN_BLOCKS) {
    const here = seconds.length === 1 ? 'Here there' : 'At a fault point there'
    return `Where there is no interval: strategies are compared second by second, which needs at least ${MIN_BLOCKS} seconds. ${here} ${fewest === 1 ? 'is' : 'are'} ${counted(fewest, 'second')}: make trials longer, or repeat them.`
  }
  return `Where there is no interval: strategies are compared by seconds in which something other than the usual happened, such as failures or retries, and there are fewer than ${MIN_EVENTFUL_BLOCKS}. Longer trials or more repetitions bring more of them.`
}
