/** How many operations it takes to see what there is to see. */
import type { Estimate } from '../summary/interval'
import { normalQuantile } from './quantiles'

/**
 * Operations per arm to tell two proportions apart in a two-sided test at 5 %, with the given power.
 * Source: J. L. Fleiss, B. Levin and M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd ed., eq. 4.14 (without
 * correction for continuity).
 */
export function operationsToTellApart(a: number, b: number, power = 0.8): number {
  const mean = (a + b) / 2
  const alpha = normalQuantile(0.975) * Math.sqrt(2 * mean * (1 - mean))
  const beta = normalQuantile(power) * Math.sqrt(a * (1 - a) + b * (1 - b))
  return Math.ceil((alpha + beta) ** 2 / (a - b) ** 2)
}

/** How an interval gets narrower: `proportion` = as a score interval does, `mean` = with the root of the sample. */
export type IntervalLaw = 'proportion' | 'mean'

/**
 * How many more operations an inconclusive threshold needs, if what was measured is the truth and the sample’s worth grows with
 * its size. The limits L of a score interval solve (p − L)² = z²·L(1 − L) ÷ n (E. B. Wilson, JASA 22, 1927): solved for n, once for
 * the limit that was measured and once for the threshold. With the root of the sample alone, a measured 100 % would need hundreds
 * of thousands where some thousands do.
 * @param law of the interval: near 0 and 100 % a proportion’s is far from symmetrical
 * @returns null where more of the same would not help: the estimate lies on the threshold
 */
export function operationsToDecide(
  { value, low, high }: Estimate,
  threshold: number,
  operations: number,
  law: IntervalLaw,
): number | null {
  const limit = value >= threshold ? low : high
  const spread = (at: number) => (law === 'mean' ? 1 : at * (1 - at))
  // Sizes but for z², which is the same in both.
  const size = (at: number) => spread(at) / (value - at) ** 2
  const factor = size(threshold) / size(limit)
  if (value === threshold || !Number.isFinite(factor)) return null
  return Math.max(0, Math.ceil(operations * (factor - 1)))
}
