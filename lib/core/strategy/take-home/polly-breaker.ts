/**
 * A circuit breaker as Polly v8's, which opens by the share of failures over a time.
 * Source: Polly documentation, "Circuit breaker resilience strategy" (pollydocs.org/strategies/circuit-breaker), and
 * CircuitBreakerStrategyOptions: FailureRatio is reached, not exceeded; at least 2 calls; both times from half a second to a
 * day; half-open, one call is let through.
 */
import { plain, share } from './number-text'
import type { BreakerIntent } from './retry-intent'

const LEAST_CALLS = 2
const SHORTEST_MS = 500

/** The lines of the pipeline; none for failures in a row, which Polly does not count. */
export function pollyBreaker({ opens, openMs, probes }: BreakerIntent): {
  lines: string[]
  notExpressed: string[]
} | null {
  if (opens.kind === 'in-a-row') return null
  const minCalls = Math.max(LEAST_CALLS, opens.minCalls)
  const windowMs = Math.max(SHORTEST_MS, opens.windowMs)
  const breakMs = Math.max(SHORTEST_MS, openMs)
  return {
    lines: [
      '.AddCircuitBreaker(new CircuitBreakerStrategyOptions',
      '{',
      `    FailureRatio = ${plain(opens.share)},`,
      `    SamplingDuration = TimeSpan.FromMilliseconds(${plain(windowMs)}),`,
      `    MinimumThroughput = ${minCalls},`,
      `    BreakDuration = TimeSpan.FromMilliseconds(${plain(breakMs)}),`,
      '})',
    ],
    notExpressed: [
      `Above ${share(opens.share)} of failures: Polly opens at that share already.`,
      ...(minCalls === opens.minCalls
        ? []
        : [`From ${opens.minCalls} calls on: Polly needs at least ${LEAST_CALLS}.`]),
      ...(windowMs === opens.windowMs
        ? []
        : [`A window of ${plain(opens.windowMs)} ms: Polly’s is ${SHORTEST_MS} ms or more.`]),
      ...(breakMs === openMs
        ? []
        : [`Open for ${plain(openMs)} ms: Polly’s breaker is for ${SHORTEST_MS} ms or more.`]),
      ...(probes > 1 ? [`${probes} probes of a half-open breaker: Polly lets one through.`] : []),
    ],
  }
}
