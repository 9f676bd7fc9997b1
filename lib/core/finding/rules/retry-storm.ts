/** A retry storm: for a while most of the load is retries, and more is in flight than the callers' own work explains. */
import { isRefusal } from '../../history/error-class'
import { count, type FindingRule } from '../finding'
import { binned, largest } from '../operations'

const BIN_MS = 500
const MIN_ATTEMPTS = 20
const MIN_AMPLIFICATION = 3
const MIN_PEAK_RATIO = 2

export const retryStorm: FindingRule = {
  name: 'retry-storm',
  title: 'Retry storm',
  description: `Within half a second at least ${MIN_ATTEMPTS} attempts, ${MIN_AMPLIFICATION} or more for each operation that began, and at least ${MIN_PEAK_RATIO} times as many attempts in flight as in the median half second.`,
  remedy:
    'Bound the retries: a budget (retry-budget, aws-retry-quota, grpc-throttling) keeps them a share of the load, a breaker stops them while nothing succeeds, and full jitter spreads what is left.',
  look({ attempts, windowMs }) {
    const sent = attempts.filter(({ errorClass }) => !isRefusal(errorClass))
    const endMs = largest(
      sent.map(({ startMs }) => startMs + 1),
      windowMs,
    )
    const all = binned(
      sent.map(({ startMs }) => startMs),
      BIN_MS,
      endMs,
    )
    const begun = binned(
      sent.filter(({ attempt }) => attempt === 1).map(({ startMs }) => startMs),
      BIN_MS,
      endMs,
    )
    const peaks = peakInFlight(sent, all.length)
    const median = [...peaks].sort((a, b) => a - b)[peaks.length >> 1] ?? 0
    const storms = all.flatMap((number, index) => {
      const amplification = number / Math.max(1, begun[index] ?? 0)
      const peak = peaks[index] ?? 0
      return number >= MIN_ATTEMPTS &&
        amplification >= MIN_AMPLIFICATION &&
        peak >= MIN_PEAK_RATIO * Math.max(1, median)
        ? [{ index, number, amplification, peak }]
        : []
    })
    const [worst] = storms.sort((a, b) => b.amplification - a.amplification)
    if (!worst) return null
    return {
      severity: 'problem',
      evidence: `${count(worst.number)} attempts in half a second at ${(worst.index * BIN_MS) / 1000} s, ${worst.amplification.toFixed(1)} for each operation that began; ${count(worst.peak)} in flight at once, against ${count(median)} in the median half second`,
      measure: worst.amplification,
      atMs: worst.index * BIN_MS,
    }
  },
}

/** The most attempts in flight at once within each bin. */
function peakInFlight(sent: readonly { startMs: number; endMs: number }[], bins: number): number[] {
  const changes = sent
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, by: 1 },
      { atMs: endMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by)
  const peaks = Array.from({ length: bins }, () => 0)
  let inFlight = 0
  let next = 0
  for (let bin = 0; bin < bins; bin++) {
    let peak = inFlight
    for (; next < changes.length && (changes[next]?.atMs ?? Infinity) < (bin + 1) * BIN_MS; next++) {
      inFlight += changes[next]?.by ?? 0
      peak = Math.max(peak, inFlight)
    }
    peaks[bin] = peak
  }
  return peaks
}
