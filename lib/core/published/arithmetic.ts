/**
 * What follows from a spec before anything is measured: how many attempts come too late, how many retries that makes, and how
 * long they take. Attempts are independent of each other and of the waits between them; what a request itself takes is left out.
 */
import { builtInCatalogue } from '../strategy/catalogue'
import type { ExperimentSpec, StrategyChoice } from '../experiment/spec'
import { faultPoints } from '../experiment/fault-points'

type Timed = Pick<ExperimentSpec, 'matrix' | 'attemptTimeoutMs'>

/** Attempts whose answers take a uniform time, and are given up at a time-out. */
export interface LateLaw {
  /** Share of attempts that come too late. */
  late: number
  /** Shortest and longest time of an attempt that comes in time. */
  fromMs: number
  toMs: number
  timeoutMs: number
}

/** Of the first fault point: its latency is uniform within ± its jitter, never below 0 (the share that would be is not looked at). */
export function lateLaw({ matrix, attemptTimeoutMs: timeoutMs }: Timed): LateLaw {
  const { latencyMs = 0, jitterMs = 0 } = faultPoints(matrix)[0] ?? {}
  const fromMs = Math.max(0, latencyMs - jitterMs)
  const longestMs = latencyMs + jitterMs
  const late =
    longestMs <= fromMs
      ? Number(fromMs > timeoutMs)
      : Math.min(1, Math.max(0, (longestMs - timeoutMs) / (longestMs - fromMs)))
  return { late, fromMs: Math.min(fromMs, timeoutMs), toMs: Math.min(longestMs, timeoutMs), timeoutMs }
}

/** More retries than this are not looked at. */
const MOST_RETRIES = 99

/** Nominal delays before the retries that a strategy may make, in order. */
export function nominalWaits({ use, params }: StrategyChoice): number[] {
  const strategy = builtInCatalogue.find(use)
  const waits: number[] = []
  for (let retry = 1; retry <= MOST_RETRIES; retry++) {
    const bounds = strategy?.delayBounds(params, retry)
    if (!bounds) break
    waits.push(bounds.nominalMs)
  }
  return waits
}

/** The waits that begin within a limit on elapsed time when every attempt fails after the time-out. */
export function waitsWithin(waits: readonly number[], timeoutMs: number, elapsedMs: number): number[] {
  let atMs = timeoutMs
  const kept: number[] = []
  for (const wait of waits) {
    if (atMs + wait > elapsedMs) break
    kept.push(wait)
    atMs += wait + timeoutMs
  }
  return kept
}

/** Share of operations all of whose attempts fail. */
export function failsAfter(late: number, attempts: number): number {
  return late ** attempts
}

/** Expected retries: geometric, truncated. */
export function meanRetries(late: number, attempts: number): number {
  return Array.from({ length: attempts - 1 }, (_, retry) => late ** (retry + 1)).reduce((a, b) => a + b, 0)
}

/** Expected time of an operation, failed ones included. */
export function meanTimeMs(law: LateLaw, waits: readonly number[]): number {
  const { late, fromMs, toMs, timeoutMs } = law
  const attempt = late * timeoutMs + ((1 - late) * (fromMs + toMs)) / 2
  return waits.reduce((sum, wait, index) => sum + late ** (index + 1) * (wait + attempt), attempt)
}

/** The q-quantile of an operation's time, failed ones included; by bisection to a tenth of a millisecond. */
export function timeQuantileMs(q: number, law: LateLaw, waits: readonly number[]): number {
  const { late, fromMs, toMs, timeoutMs } = law
  const begins = waits.reduce<number[]>((all, wait) => [...all, (all.at(-1) ?? 0) + timeoutMs + wait], [0])
  const longest = (begins.at(-1) ?? 0) + timeoutMs
  const shareBy = (ms: number) =>
    ms >= longest
      ? 1
      : begins.reduce((sum, begin, index) => {
          const share = toMs > fromMs ? (ms - begin - fromMs) / (toMs - fromMs) : Number(ms >= begin + fromMs)
          return sum + late ** index * (1 - late) * Math.min(1, Math.max(0, share))
        }, 0)
  let [low, high] = [0, longest]
  while (high - low > 0.1) {
    const middle = (low + high) / 2
    if (shareBy(middle) < q) low = middle
    else high = middle
  }
  return high
}

/** The same of the time from the end of the first failed attempt to the end, of operations with one. */
export function retryTimeQuantileMs(q: number, law: LateLaw, waits: readonly number[]): number {
  const [first, ...further] = waits
  return first === undefined ? 0 : first + timeQuantileMs(q, law, further)
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
