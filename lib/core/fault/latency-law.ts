/**
 * What Toxiproxy's latency toxic really adds: latency plus a uniform whole number from [−jitter, jitter), and never less
 * than 0. So 100 ± 180 ms has a mean of 108.5, not 100. Source: toxics/latency.go of Toxiproxy 2.12, measured.
 */

export interface LatencyLaw {
  meanMs: number
  sdMs: number
}

/** Mean and standard deviation of max(0, latency + U{−jitter, …, jitter − 1}), in closed form. Whole milliseconds. */
export function latencyLaw(latencyMs: number, jitterMs: number): LatencyLaw {
  const latency = Math.round(latencyMs)
  const jitter = Math.round(jitterMs)
  if (jitter <= 0) return { meanMs: latency, sdMs: 0 }
  const highest = latency + jitter - 1
  if (highest < 0) return { meanMs: 0, sdMs: 0 }
  const lowest = Math.max(0, latency - jitter)
  // Values from `lowest` to `highest`, each once; all that fall below 0 count as 0 and add nothing.
  const sum = sumUpTo(highest) - sumUpTo(lowest - 1)
  const squares = squaresUpTo(highest) - squaresUpTo(lowest - 1)
  const outcomes = 2 * jitter
  const meanMs = sum / outcomes
  return { meanMs, sdMs: Math.sqrt(Math.max(0, squares / outcomes - meanMs ** 2)) }
}

/**
 * The smallest delay that a share q of all pieces stays within.
 * @param q in (0, 1]
 */
export function latencyQuantileMs(latencyMs: number, jitterMs: number, q: number): number {
  const latency = Math.round(latencyMs)
  const jitter = Math.round(jitterMs)
  if (jitter <= 0) return Math.max(0, latency)
  // The outcomes are equally likely: the k-th smallest is the first that k of them stay within.
  const rank = Math.min(2 * jitter, Math.max(1, Math.ceil(q * 2 * jitter - 1e-9)))
  return Math.max(0, latency - jitter + rank - 1)
}

/** 1 + 2 + … + n; 0 below 1. */
function sumUpTo(n: number): number {
  return n < 1 ? 0 : (n * (n + 1)) / 2
}

/** 1² + 2² + … + n²; 0 below 1. */
function squaresUpTo(n: number): number {
  return n < 1 ? 0 : (n * (n + 1) * (2 * n + 1)) / 6
}
