/**
 * The circuit breaker of sony/gobreaker v1.0.0 as a pure state machine: closed counts results until a rule trips it,
 * open refuses for a time, half-open lets a few requests probe. Every change of state starts a new generation, and
 * results of requests that an older generation admitted are ignored.
 * Source: github.com/sony/gobreaker v1.0.0, gobreaker.go. Held to the original by the vectors of docs/conformance.md.
 *
 * Instants are whole nanoseconds on any one clock that does not go back. Three properties of the original to know:
 * open turns half-open lazily, by the first question asked after the expiry; a half-open breaker has no expiry, so a
 * probe whose result is never reported keeps its place for good; and nothing counts again what was ignored.
 */
import type { BreakerStateName } from '../../history/series'

export interface BreakerCounts {
  readonly requests: number
  readonly totalSuccesses: number
  readonly totalFailures: number
  readonly consecutiveSuccesses: number
  readonly consecutiveFailures: number
}

export interface BreakerSettings {
  /** Requests admitted in one half-open generation, and successes in a row that close it again. */
  maxRequests: number
  /** Closed: the counts are cleared this often. null = never. */
  intervalNs: number | null
  /** Open: refuses for this long. */
  timeoutNs: number
  /** Asked after each failure while closed: should the breaker open? */
  readyToTrip: (counts: BreakerCounts) => boolean
}

export type { BreakerStateName }

/** A breaker at rest between two events. Events return a new one and change none. */
export interface BreakerState {
  readonly name: BreakerStateName
  /** From 1; goes up by one with each change of state and each clearing of the counts. */
  readonly generation: number
  readonly counts: BreakerCounts
  /** Closed: when the counts are cleared. Open: when it turns half-open. null = never. */
  readonly expiryNs: number | null
}

export type Admission =
  /** Go on, and report the result with this generation, by all means. */
  | { admitted: true; generation: number; state: BreakerState }
  | { admitted: false; reason: 'open' | 'too-many-requests'; state: BreakerState }

const NO_COUNTS: BreakerCounts = {
  requests: 0,
  totalSuccesses: 0,
  totalFailures: 0,
  consecutiveSuccesses: 0,
  consecutiveFailures: 0,
}

/** The usual rule: more than so many failures in a row. The library's own default is 5 (gobreaker.go:192). */
export function tripsAboveConsecutiveFailures(failures: number): BreakerSettings['readyToTrip'] {
  return (counts) => counts.consecutiveFailures > failures
}

/** The rule of the library's README: at least so many requests, and at least this share of them failed. */
export function tripsAtFailureRatio(minRequests: number, ratio: number): BreakerSettings['readyToTrip'] {
  return ({ requests, totalFailures }) => requests >= minRequests && totalFailures / requests >= ratio
}

/** Puts the library's defaults where a setting is missing or not positive (NewCircuitBreaker, gobreaker.go:141-181). */
export function breakerSettings(given: Partial<BreakerSettings> = {}): BreakerSettings {
  const { maxRequests = 0, intervalNs = null, timeoutNs = 0 } = given
  return {
    maxRequests: maxRequests === 0 ? 1 : maxRequests,
    intervalNs: intervalNs === null || intervalNs <= 0 ? null : intervalNs,
    timeoutNs: timeoutNs <= 0 ? 60_000_000_000 : timeoutNs,
    readyToTrip: given.readyToTrip ?? tripsAboveConsecutiveFailures(5),
  }
}

/** A closed breaker, made now. */
export function startBreaker(settings: BreakerSettings, nowNs: number): BreakerState {
  return newGeneration(settings, 'closed', 0, nowNs)
}

/** The breaker as it is now: what expired has taken effect (currentState, gobreaker.go:334). */
export function breakerAt(settings: BreakerSettings, state: BreakerState, nowNs: number): BreakerState {
  // Strictly after: at the instant of its expiry a breaker is still what it was.
  if (state.expiryNs === null || nowNs <= state.expiryNs) return state
  return newGeneration(settings, state.name === 'open' ? 'half-open' : 'closed', state.generation, nowNs)
}

/** May a request go now? (beforeRequest, gobreaker.go:276) */
export function allow(settings: BreakerSettings, before: BreakerState, nowNs: number): Admission {
  const state = breakerAt(settings, before, nowNs)
  const { name, counts, generation } = state
  if (name === 'open') return { admitted: false, reason: 'open', state }
  if (name === 'half-open' && counts.requests >= settings.maxRequests)
    return { admitted: false, reason: 'too-many-requests', state }
  return {
    admitted: true,
    generation,
    state: withCounts(state, {
      requests: counts.requests + 1,
      totalSuccesses: counts.totalSuccesses,
      totalFailures: counts.totalFailures,
      consecutiveSuccesses: counts.consecutiveSuccesses,
      consecutiveFailures: counts.consecutiveFailures,
    }),
  }
}

/** The result of a request that was admitted in that generation (afterRequest, gobreaker.go:293). */
export function done(
  settings: BreakerSettings,
  before: BreakerState,
  result: { generation: number; success: boolean },
  nowNs: number,
): BreakerState {
  const state = breakerAt(settings, before, nowNs)
  if (state.generation !== result.generation) return state
  const counts = result.success ? afterSuccess(state.counts) : afterFailure(state.counts)
  const next = nextName(settings, state.name, counts, result.success)
  return next === state.name
    ? withCounts(state, counts)
    : newGeneration(settings, next, state.generation, nowNs)
}

function nextName(
  settings: BreakerSettings,
  name: BreakerStateName,
  counts: BreakerCounts,
  success: boolean,
): BreakerStateName {
  if (name === 'closed') return !success && settings.readyToTrip(counts) ? 'open' : 'closed'
  // No request is ever admitted in an open generation, so only half-open is left.
  if (!success) return 'open'
  return counts.consecutiveSuccesses >= settings.maxRequests ? 'closed' : 'half-open'
}

function newGeneration(
  settings: BreakerSettings,
  name: BreakerStateName,
  generation: number,
  nowNs: number,
): BreakerState {
  const lifeNs = { closed: settings.intervalNs, 'half-open': null, open: settings.timeoutNs }[name]
  return {
    name,
    generation: generation + 1,
    counts: NO_COUNTS,
    expiryNs: lifeNs === null ? null : nowNs + lifeNs,
  }
}

// Field by field here and in allow: every attempt of every operation comes by, and spreading costs several times as much.
function withCounts({ name, generation, expiryNs }: BreakerState, counts: BreakerCounts): BreakerState {
  return { name, generation, counts, expiryNs }
}

function afterSuccess(counts: BreakerCounts): BreakerCounts {
  return {
    requests: counts.requests,
    totalSuccesses: counts.totalSuccesses + 1,
    totalFailures: counts.totalFailures,
    consecutiveSuccesses: counts.consecutiveSuccesses + 1,
    consecutiveFailures: 0,
  }
}

function afterFailure(counts: BreakerCounts): BreakerCounts {
  return {
    requests: counts.requests,
    totalSuccesses: counts.totalSuccesses,
    totalFailures: counts.totalFailures + 1,
    consecutiveSuccesses: 0,
    consecutiveFailures: counts.consecutiveFailures + 1,
  }
}
