/** The attempts of an arm by operation: what most rules look at. */
import { isAuxiliary, isOfJob, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'

/** All attempts of each operation, in their order. */
export function operationsOf(attempts: readonly AttemptRecord[]): AttemptRecord[][] {
  const operations = new Map<number, AttemptRecord[]>()
  for (const attempt of attempts) {
    const known = operations.get(attempt.operation)
    if (known) known.push(attempt)
    else operations.set(attempt.operation, [attempt])
  }
  for (const own of operations.values()) own.sort((a, b) => a.attempt - b.attempt)
  return [...operations.values()]
}

/** An attempt that went to the target as a retry: neither refused, nor a read that a strategy adds for its own knowledge. */
export function isRetry({ attempt, errorClass, kind, stop }: AttemptRecord): boolean {
  return attempt > 1 && !isRefusal(errorClass) && !isAuxiliary(kind) && stop !== 'after-end' && !isOfJob(stop)
}

/**
 * The retries among the attempts of one arm. What follows a strategy's own read at once is its next step, and no retry.
 */
export function retriesAmong(attempts: readonly AttemptRecord[]): Set<AttemptRecord> {
  const retries = new Set<AttemptRecord>()
  for (const own of operationsOf(attempts))
    own.forEach((attempt, index) => {
      const before = own[index - 1]
      const isStep = before !== undefined && isAuxiliary(before.kind) && attempt.nominalDelayMs === 0
      if (isRetry(attempt) && !isStep) retries.add(attempt)
    })
  return retries
}

/** The largest of any number of values, at least `atLeast`: a spread would overflow the stack. */
export function largest(values: Iterable<number>, atLeast: number): number {
  let most = atLeast
  for (const value of values) if (value > most) most = value
  return most
}

/** How many values fall into each bin of that width; values below 0 or from the end on are left out. */
export function binned(values: readonly number[], widthMs: number, endMs: number): number[] {
  const bins = Array.from({ length: Math.max(1, Math.ceil(endMs / widthMs)) }, () => 0)
  for (const value of values) {
    const index = Math.floor(value / widthMs)
    if (value >= 0 && index < bins.length) bins[index] = (bins[index] ?? 0) + 1
  }
  return bins
}

/** The most attempts in flight at once within each bin of that width. */
export function peaksInFlight(
  attempts: readonly { startMs: number; endMs: number }[],
  widthMs: number,
  bins: number,
): number[] {
  const changes = attempts
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
    for (; next < changes.length && (changes[next]?.atMs ?? Infinity) < (bin + 1) * widthMs; next++) {
      inFlight += changes[next]?.by ?? 0
      peak = Math.max(peak, inFlight)
    }
    peaks[bin] = peak
  }
  return peaks
}
