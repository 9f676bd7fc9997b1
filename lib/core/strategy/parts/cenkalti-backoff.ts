/**
 * Exponential backoff exactly as cenkalti/backoff v4.3.0 does it, in whole nanoseconds: the interval grows by the
 * multiplier up to a cap, each delay is drawn around the interval, and elapsed time and number of retries end it.
 * Source: github.com/cenkalti/backoff/v4 v4.3.0, exponential.go, tries.go, retry.go. Held to the original by the vectors
 * of docs/conformance.md.
 */

export interface BackoffSettings {
  /** The first interval. The cap does not apply to it: it is only looked at when the interval grows. */
  initialIntervalNs: number
  /** 0 = no jitter; 0.5 draws from half to one and a half times the interval. From 0 to 1. */
  randomizationFactor: number
  /** Growth of the interval from retry to retry. */
  multiplier: number
  /** Cap of the interval, before jitter: a delay may be (1 + randomizationFactor) times as long. */
  maxIntervalNs: number
  /** No delay is begun that would end later than this after the start. 0 = no such limit. */
  maxElapsedTimeNs: number
  /** WithMaxRetries(n): n retries, hence n + 1 calls. null = no such limit; 0 = a single call. */
  maxRetries: number | null
}

/** What NewExponentialBackOff sets (exponential.go:79-83). */
export const BACKOFF_DEFAULTS: Readonly<BackoffSettings> = {
  initialIntervalNs: 500_000_000,
  randomizationFactor: 0.5,
  multiplier: 1.5,
  maxIntervalNs: 60_000_000_000,
  maxElapsedTimeNs: 900_000_000_000,
  maxRetries: null,
}

/**
 * The longest duration a setting may have, 26 days. Ours, not the library's: up to here every sum below stays exact in a
 * number, as it is in Go's int64.
 */
export const LONGEST_BACKOFF_NS = 2 ** 51

/** Where one operation stands. Steps return a new one and change none. */
export interface BackoffState {
  readonly currentIntervalNs: number
  readonly retries: number
}

export type BackoffStep =
  /** Wait delayNs, drawn around nominalNs, then call again. */
  | { kind: 'wait'; nominalNs: number; delayNs: number; state: BackoffState }
  /** Call no more. As in the library the state moves on, so asking again may even yield a delay. */
  | { kind: 'stop'; reason: 'max-retries' | 'max-elapsed-time'; state: BackoffState }

/**
 * The state before the first call (Reset, exponential.go:164, and tries.go:35).
 * @throws RangeError for settings that the library accepts but gives no meaning, or beyond LONGEST_BACKOFF_NS
 */
export function startBackoff(settings: BackoffSettings): BackoffState {
  for (const name of ['initialIntervalNs', 'maxIntervalNs', 'maxElapsedTimeNs'] as const) {
    const value = settings[name]
    if (!Number.isInteger(value) || value < 0 || value > LONGEST_BACKOFF_NS)
      throw new RangeError(`${name} must be a whole number from 0 to ${LONGEST_BACKOFF_NS}, not ${value}`)
  }
  const { randomizationFactor, multiplier, maxRetries } = settings
  if (!(randomizationFactor >= 0 && randomizationFactor <= 1))
    throw new RangeError(`randomizationFactor must be from 0 to 1, not ${randomizationFactor}`)
  if (!(multiplier >= 0 && multiplier < Infinity))
    throw new RangeError(`multiplier must be a number from 0, not ${multiplier}`)
  if (maxRetries !== null && !(Number.isInteger(maxRetries) && maxRetries >= 0))
    throw new RangeError(`maxRetries must be null or a whole number from 0, not ${maxRetries}`)
  return { currentIntervalNs: settings.initialIntervalNs, retries: 0 }
}

/**
 * What to do after a call that failed for a while (NextBackOff, exponential.go:171 and tries.go:22).
 * @param at elapsedNs since the first call began; draw uniform in [0, 1), not looked at when retries are used up or
 *   nothing is random
 */
export function nextBackoff(
  settings: BackoffSettings,
  state: BackoffState,
  at: { elapsedNs: number; draw: number },
): BackoffStep {
  if (settings.maxRetries !== null && state.retries >= settings.maxRetries)
    return { kind: 'stop', reason: 'max-retries', state }
  const nominalNs = state.currentIntervalNs
  const delayNs = randomised(settings.randomizationFactor, at.draw, nominalNs)
  const next = { currentIntervalNs: grown(settings, nominalNs), retries: state.retries + 1 }
  if (settings.maxElapsedTimeNs !== 0 && at.elapsedNs + delayNs > settings.maxElapsedTimeNs)
    return { kind: 'stop', reason: 'max-elapsed-time', state: next }
  return { kind: 'wait', nominalNs, delayNs, state: next }
}

/** The interval before retry n, n from 1, jitter apart. */
export function backoffInterval(settings: BackoffSettings, retry: number): number {
  let intervalNs = settings.initialIntervalNs
  for (let n = 1; n < retry; n++) {
    const nextNs = grown(settings, intervalNs)
    if (nextNs === intervalNs) break
    intervalNs = nextNs
  }
  return intervalNs
}

/** The shortest and longest delay that can be drawn around an interval. */
export function backoffBounds(
  settings: Pick<BackoffSettings, 'randomizationFactor'>,
  intervalNs: number,
): { minNs: number; maxNs: number } {
  const draw = (value: number) => randomised(settings.randomizationFactor, value, intervalNs)
  return { minNs: draw(0), maxNs: draw(LARGEST_DRAW) }
}

const LARGEST_DRAW = 1 - 2 ** -53

// exponential.go:193. Dividing the cap, instead of multiplying the interval, cannot overflow; it also decides about ties.
function grown({ maxIntervalNs, multiplier }: BackoffSettings, intervalNs: number): number {
  return intervalNs >= maxIntervalNs / multiplier ? maxIntervalNs : Math.trunc(intervalNs * multiplier)
}

// exponential.go:204. The + 1 lets truncation reach the upper end as often as every other nanosecond.
function randomised(factor: number, draw: number, intervalNs: number): number {
  if (factor === 0) return intervalNs
  const delta = factor * intervalNs
  const min = intervalNs - delta
  const max = intervalNs + delta
  return Math.trunc(min + draw * (max - min + 1))
}
