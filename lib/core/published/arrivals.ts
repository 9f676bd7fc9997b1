/** How requests arrive after a failure that many callers had in the same moment: per 10 ms, of each strategy. */
import { isAuxiliary, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'

export const ARRIVAL_WIDTH_MS = 10
/** Requests that fail within so long fail together. */
const TOGETHER_MS = 50
/** What comes later is not looked at. */
export const ARRIVAL_SPAN_MS = 9_000

export interface Arrivals {
  /** When the most requests failed at once, from the window's begin: the begin of the fullest {@link TOGETHER_MS}; null = none did. */
  failureMs: number | null
  /** Of each strategy the requests that began in each {@link ARRIVAL_WIDTH_MS} from then on. */
  arms: number[][]
}

/** @param attempts of one trial, in any order; refused tries and a strategy's own reads are no arrivals */
export function arrivalsAfterFailure(attempts: Iterable<AttemptRecord>, arms: number): Arrivals {
  const sent: { arm: number; startMs: number }[] = []
  const failed: number[] = []
  for (const { arm, startMs, endMs, outcome, errorClass, kind } of attempts) {
    if (isRefusal(errorClass) || isAuxiliary(kind)) continue
    sent.push({ arm, startMs })
    if (outcome !== 'ok') failed.push(endMs)
  }
  const failureMs = commonFailure(failed)
  const bins = Array.from({ length: arms }, () =>
    Array.from({ length: failureMs === null ? 0 : ARRIVAL_SPAN_MS / ARRIVAL_WIDTH_MS }, () => 0),
  )
  for (const { arm, startMs } of sent) {
    const own = bins[arm]
    const place = Math.floor((startMs - (failureMs ?? 0)) / ARRIVAL_WIDTH_MS)
    if (own && place >= 0 && place < own.length) own[place] = (own[place] ?? 0) + 1
  }
  return { failureMs, arms: bins }
}

/** A stray failure before it is none; of several as full ones the earliest. */
function commonFailure(times: number[]): number | null {
  times.sort((a, b) => a - b)
  let [from, most] = [null as number | null, 0]
  let end = 0
  for (const [index, time] of times.entries()) {
    while ((times[end] ?? Infinity) < time + TOGETHER_MS) end += 1
    if (end - index > most) [from, most] = [time, end - index]
  }
  return from
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
