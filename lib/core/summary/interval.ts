/** Intervals for estimates, at 95 % unless they say otherwise. An estimate without one is never shown. */

export interface Estimate {
  value: number
  low: number
  high: number
}

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054

/**
 * Wilson score interval for a proportion (E. B. Wilson, JASA 22, 1927): successes out of n independent trials.
 * @param z quantile of the standard normal distribution; 2.576 gives 99 %
 * @returns null when n is 0
 */
export function wilson(successes: number, n: number, z = Z): Estimate | null {
  if (n === 0) return null
  const p = successes / n
  const denominator = 1 + z ** 2 / n
  const centre = (p + z ** 2 / (2 * n)) / denominator
  const half = (z / denominator) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))
  return {
    value: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/**
 * Interval for a mean from its sum and sum of squares, by the normal approximation.
 * @returns null below 2 values
 */
export function meanInterval(n: number, sum: number, sumOfSquares: number): Estimate | null {
  if (n < 2) return null
  const mean = sum / n
  const variance = Math.max(0, (sumOfSquares - n * mean ** 2) / (n - 1))
  const half = Z * Math.sqrt(variance / n)
  return { value: mean, low: mean - half, high: mean + half }
}

/**
 * Ranks of the order statistics that enclose the q-quantile with 95 % confidence, by the normal approximation of the
 * binomial (Conover, Practical Nonparametric Statistics, §3.2).
 * @param designEffect by how much the variance of the rank exceeds that of independent values
 * @returns 1-based ranks; null when the sample is too small to have both
 */
export function quantileRanks(q: number, n: number, designEffect = 1): { low: number; high: number } | null {
  const half = Z * Math.sqrt(n * q * (1 - q) * designEffect)
  const low = Math.floor(n * q - half)
  const high = Math.ceil(n * q + half) + 1
  return low >= 1 && high <= n ? { low, high } : null
}
