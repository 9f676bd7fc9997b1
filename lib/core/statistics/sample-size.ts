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

/**
 * How many more operations an inconclusive threshold needs, if what was measured is the truth: intervals shrink with the
 * root of the sample.
 * @returns null where more of the same would not help: the estimate lies on the threshold
 */
export function operationsToDecide(
  { value, low, high }: Estimate,
  threshold: number,
  operations: number,
): number | null {
  const distance = Math.abs(value - threshold)
  const half = value >= threshold ? value - low : high - value
  if (distance === 0) return null
  return Math.max(0, Math.ceil(operations * ((half / distance) ** 2 - 1)))
}
