/** Differences between two proportions, independent or paired, with intervals and exact tests. */
import { wilson, type Estimate } from '../summary/interval'

/** Successes out of independent trials. */
export interface Count {
  ok: number
  n: number
}

/**
 * The difference a − b of two independent proportions with its 95 % interval, from their Wilson intervals.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17, 1998, method 10.
 * @returns null when one of them has no trials
 */
export function newcombe(a: Count, b: Count): Estimate | null {
  const first = wilson(a.ok, a.n)
  const second = wilson(b.ok, b.n)
  return first && second && differenceOf(first, second)
}

/** The same by the MOVER, for estimates that have their own intervals (clustered ones, means). */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  const value = a.value - b.value
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  }
}

/**
 * The mean of independent estimates, each with the same weight, by the MOVER; null of nothing, and when one is unknown: the
 * rest would stand for something else.
 * Source: G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008.
 */
export function meanOfEstimates(all: readonly (Estimate | null)[]): Estimate | null {
  const known = all.flatMap((estimate) => estimate ?? [])
  const n = known.length
  if (n === 0 || n < all.length) return null
  const value = known.reduce((sum, estimate) => sum + estimate.value, 0) / n
  const half = (limit: 'low' | 'high') =>
    Math.hypot(...known.map((estimate) => estimate.value - estimate[limit])) / n
  return { value, low: value - half('low'), high: value + half('high') }
}

/**
 * Fisher's exact test, two-sided: the probability of a table at least as unlikely as this one when nothing differs.
 * Source: R. A. Fisher, 1935; two-sided by summing tables that are no more likely, as R and SciPy do.
 */
export function fisherExact(a: Count, b: Count): number {
  const ok = a.ok + b.ok
  const n = a.n + b.n
  const logOf = (x: number) => logChoose(a.n, x) + logChoose(b.n, ok - x) - logChoose(n, ok)
  const observed = logOf(a.ok)
  let p = 0
  for (let x = Math.max(0, ok - b.n); x <= Math.min(ok, a.n); x++)
    if (logOf(x) <= observed + 1e-7) p += Math.exp(logOf(x))
  return Math.min(1, p)
}

/**
 * McNemar's exact test for paired trials, two-sided: only pairs in which exactly one succeeded say anything.
 * Source: Q. McNemar, Psychometrika 12, 1947; exact by the binomial distribution.
 * @param onlyFirst pairs in which the first succeeded and the second did not
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): number {
  const n = onlyFirst + onlySecond
  const fewer = Math.min(onlyFirst, onlySecond)
  let tail = 0
  for (let x = 0; x <= fewer; x++) tail += Math.exp(logChoose(n, x) - n * Math.LN2)
  return Math.min(1, 2 * tail)
}

/** ln of the binomial coefficient; −∞ where there is none. */
function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const FACTORIALS: number[] = [0]

/** ln n!, from a table that grows as it is needed. */
function logFactorial(n: number): number {
  for (let next = FACTORIALS.length; next <= n; next++)
    FACTORIALS.push((FACTORIALS[next - 1] ?? 0) + Math.log(next))
  return FACTORIALS[n] ?? NaN
}
