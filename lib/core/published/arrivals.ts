/** How requests arrive after a common failure: per 10 ms, of each strategy. */
import { isAuxiliary, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'

export const ARRIVAL_WIDTH_MS = 10
/** What comes later is not looked at. */
export const ARRIVAL_SPAN_MS = 9_000

export interface Arrivals {
  /** When the first request failed, from the window's begin; null = none did. */
  failureMs: number | null
  /** Of each strategy the requests that began in each {@link ARRIVAL_WIDTH_MS} from then on. */
  arms: number[][]
}

/** @param attempts of one trial, in any order; refused tries and a strategy's own reads are no arrivals */
export function arrivalsAfterFailure(attempts: Iterable<AttemptRecord>, arms: number): Arrivals {
  const sent: { arm: number; startMs: number }[] = []
  let failureMs = Infinity
  for (const { arm, startMs, endMs, outcome, errorClass, kind } of attempts) {
    if (isRefusal(errorClass) || isAuxiliary(kind)) continue
    sent.push({ arm, startMs })
    if (outcome !== 'ok') failureMs = Math.min(failureMs, endMs)
  }
  const bins = Array.from({ length: arms }, () =>
    Array.from({ length: failureMs === Infinity ? 0 : ARRIVAL_SPAN_MS / ARRIVAL_WIDTH_MS }, () => 0),
  )
  for (const { arm, startMs } of sent) {
    const own = bins[arm]
    const place = Math.floor((startMs - failureMs) / ARRIVAL_WIDTH_MS)
    if (own && place >= 0 && place < own.length) own[place] = (own[place] ?? 0) + 1
  }
  return { failureMs: failureMs === Infinity ? null : failureMs, arms: bins }
}

/** How close together they came. */
export interface Crowding {
  requests: number
  /** The most in one bin. */
  most: number
  /** The fewest bins that hold half of them; 0 of none. */
  binsOfHalf: number
}

export function crowding(bins: readonly number[]): Crowding {
  const requests = bins.reduce((sum, count) => sum + count, 0)
  let held = 0
  let binsOfHalf = 0
  for (const count of [...bins].sort((a, b) => b - a)) {
    if (2 * held >= requests) break
    held += count
    binsOfHalf += 1
  }
  return { requests, most: Math.max(0, ...bins), binsOfHalf }
}
