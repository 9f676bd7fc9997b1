/** What compared metrics are written in, on screens and in files: estimates with their intervals, differences with their signs. */
import type { ArmComparison } from '../comparison/compare-arms'
import type { ComparedMetric, Comparison } from '../comparison/compare-runs'
import type { Estimate } from '../summary/interval'
import { estimateWords, NO_INTERVAL, signed, type FigureUnit } from './figures'

const UNITS: Record<ComparedMetric, FigureUnit> = {
  successRate: 'percent',
  amplification: 'times',
  p50LatencyMs: 'ms',
  p99LatencyMs: 'ms',
  goodputPerSecond: 'per-second',
}

/** What differences are written in; a success rate's is in points of a hundred. */
const DIFFERENCE_UNITS: Record<ComparedMetric, string> = {
  successRate: ' points',
  amplification: '',
  p50LatencyMs: ' ms',
  p99LatencyMs: ' ms',
  goodputPerSecond: '/s',
}

/** "97.31 % (96.20–98.10 %)"; says so where there is none. */
export function comparedWords(metric: ComparedMetric, estimate: Estimate | null): string {
  return estimate ? estimateWords(estimate, UNITS[metric]) : NO_INTERVAL
}

/** "+5.98 points [+4.10 to +7.86]", "+0.07 [+0.05 to +0.09]". */
export function signedText(metric: ComparedMetric, { value, low, high }: Estimate): string {
  const write = (share: number) => signed(metric === 'successRate' ? share * 100 : share)
  return `${write(value)}${DIFFERENCE_UNITS[metric]} [${write(low)} to ${write(high)}]`
}

/**
 * "+5.98 points [+4.10 to +7.86]", "+0.07 [+0.05 to +0.09]"; says so where there is no interval, and where two estimates are not held
 * against each other.
 */
export function differenceWords(
  metric: ComparedMetric,
  { difference, before, now }: ArmComparison & Partial<Pick<Comparison, 'before' | 'now'>>,
): string {
  if (difference) return signedText(metric, difference)
  return before && now ? 'not compared' : NO_INTERVAL
}
