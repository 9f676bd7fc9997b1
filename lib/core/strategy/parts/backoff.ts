/**
 * Backoff: how long to wait before each retry of one operation. A part of a strategy; jitter is the other half of it.
 * A backoff is started anew for each operation and may remember what it drew.
 */
import type { AttemptReply } from '../../history/attempt'
import type { ErrorClass } from '../../history/error-class'
import type { RandomStream } from '../../random/stream'
import { drawJitter, jitterBounds, type Jitter } from './jitter'

export interface Delay {
  /** The formula's delay, without jitter, in milliseconds. */
  nominalMs: number
  /** The delay as drawn, in milliseconds. */
  plannedMs: number
}

export interface DelayBounds {
  nominalMs: number
  minMs: number
  maxMs: number
}

/**
 * The delays of one operation, asked in order: retry is 1, 2, 3, …
 * @param lastError what the try before this retry came to, where the asker knows it
 */
export type DelaySequence = (retry: number, random: RandomStream, lastError?: ErrorClass) => Delay

/** An attempt that has ended, as a backoff that learns hears of it. */
export interface EndedAttempt {
  /** 1 = the first of its operation; above that it is a retransmission. */
  attempt: number
  /** From its start to its reply, or to the time-out that ended it. */
  durationMs: number
  reply: AttemptReply
}

export interface Backoff {
  /** Begins an operation. */
  start(): DelaySequence
  /** Bounds of the delay before retry n, whatever was drawn before. */
  bounds(retry: number): DelayBounds
  /** Told of every attempt of all the arm's operations as it ends. Left out = nothing is learned. */
  learn?(ended: EndedAttempt): void
}

/** A backoff whose delay depends on the number of the retry alone, spread by one of the plain kinds of jitter. */
export function backoffOf(nominalMs: (retry: number) => number, jitter: Jitter = 'none'): Backoff {
  return {
    start: () => (retry, random) => {
      const nominal = nominalMs(retry)
      return { nominalMs: nominal, plannedMs: drawJitter(jitter, nominal, random) }
    },
    bounds: (retry) => {
      const nominal = nominalMs(retry)
      return { nominalMs: nominal, ...jitterBounds(jitter, nominal) }
    },
  }
}

/** The delay, or what the server asked to wait where that is longer: then that is the nominal delay too. */
export function atLeast(askedMs: number, delay: Delay): Delay {
  return askedMs > delay.plannedMs ? { nominalMs: askedMs, plannedMs: askedMs } : delay
}

/** min(initial × factor^(n−1), cap) */
export function exponentialDelay(
  { initialDelayMs, factor, maxDelayMs }: { initialDelayMs: number; factor: number; maxDelayMs: number },
  retry: number,
): number {
  return Math.min(initialDelayMs * factor ** (retry - 1), maxDelayMs)
}

/**
 * Decorrelated jitter: min(cap, U(base, 3 × the delay drawn before)), the first time 3 × base.
 * Its nominal delay is the mean of that law without the cap, capped: what is expected before the draw.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function decorrelatedBackoff({ baseMs, capMs }: { baseMs: number; capMs: number }): Backoff {
  return {
    start: () => {
      let previousMs = baseMs
      return (_, random) => {
        const nominalMs = Math.min(capMs, (baseMs + 3 * previousMs) / 2)
        previousMs = Math.min(capMs, baseMs + random.next() * (3 * previousMs - baseMs))
        return { nominalMs, plannedMs: previousMs }
      }
    },
    bounds: (retry) => {
      // Largest possible: three times the largest one before. Nominal: as if each draw had been its mean.
      let nominalMs = baseMs
      let maxMs = baseMs
      for (let n = 1; n <= retry; n++) {
        nominalMs = Math.min(capMs, (baseMs + 3 * nominalMs) / 2)
        maxMs = Math.min(capMs, 3 * maxMs)
      }
      return { nominalMs, minMs: Math.min(baseMs, capMs), maxMs }
    },
  }
}
