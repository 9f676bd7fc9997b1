/** Estimators: from samples of the round-trip time to how long a round trip must be allowed to take. Milliseconds. */
import { LastSamples } from './last-samples'

export interface RttEstimator {
  add(rttMs: number): void
  /** null while it has too few samples. */
  estimateMs(): number | null
}

/** Mean plus two standard deviations of the last so many samples; knows nothing before `minSamples` of them. */
export function meanPlusTwoSigma({
  samples,
  minSamples,
}: {
  samples: number
  minSamples: number
}): RttEstimator {
  const last = new LastSamples(samples)
  return {
    add: (rttMs) => last.add(rttMs),
    estimateMs: () => (last.count < minSamples ? null : last.mean() + 2 * last.deviation()),
  }
}

const ALPHA = 1 / 8
const BETA = 1 / 4
const K = 4

/**
 * TCP's retransmission time-out: SRTT + max(G, 4 × RTTVAR), known from the first sample on. Floor, cap and the doubling after
 * a time-out are the user's of it.
 * Source: RFC 6298 §2.
 * @param granularityMs G, the granularity of the clock that the waits are made with
 */
export function rfc6298(granularityMs: number): RttEstimator {
  let smoothed: { srttMs: number; rttvarMs: number } | null = null
  return {
    add: (rttMs) => {
      if (!smoothed) smoothed = { srttMs: rttMs, rttvarMs: rttMs / 2 }
      else {
        const { srttMs, rttvarMs } = smoothed
        // RTTVAR is updated with the SRTT from before this sample (§2.3).
        smoothed = {
          rttvarMs: (1 - BETA) * rttvarMs + BETA * Math.abs(srttMs - rttMs),
          srttMs: (1 - ALPHA) * srttMs + ALPHA * rttMs,
        }
      }
    },
    estimateMs: () => smoothed && smoothed.srttMs + Math.max(granularityMs, K * smoothed.rttvarMs),
  }
}
