/** What thresholds can ask for, in words. */
import type { ThresholdMetric } from '@/lib/core/experiment/threshold'

export const THRESHOLD_TITLES: Record<ThresholdMetric, string> = {
  successRate: 'Success rate',
  amplification: 'Amplification',
  p99LatencyMs: 'P99 latency',
  duplicateEffects: 'Duplicate effects',
  lostUpdates: 'Lost updates',
  falseFailures: 'Failures that happened',
  staleReads: 'Stale reads',
  abortedReads: 'Aborted reads',
  counterDrift: 'Counter drift',
  wrongElements: 'Wrong elements of a set',
  wrongTotals: 'Wrong totals of transfers',
  balanceDrift: 'Balance drift of transfers',
}
