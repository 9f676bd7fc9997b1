/**
 * How long a trial must wait before final reads and clean-up, because an attempt whose outcome nobody knows may still
 * be applied: until latency + jitter has passed, or until etcd itself gives up (7 s) after a disturbance that left
 * unknown outcomes behind.
 */
import { UNKNOWN_OUTCOME_MS } from '../core/fault/settling'
import type { AttemptRecord } from '../core/history/attempt'

/** A put that began this long after a disturbance can still have been caught by it. */
const AFTERMATH_MS = 500

/** A time in which requests can be left hanging. */
export interface Disturbance {
  startMs: number
  /** Infinity while it is under way. */
  endMs: number
}

/** Watches the attempts of a window for unknown outcomes around disturbances. Times as in the records. */
export class UnknownOutcomes {
  readonly #disturbances: Disturbance[] = []
  #settledMs = 0

  /** Tells of a disturbance; its times may be corrected later. */
  addDisturbance(span: Disturbance): void {
    this.#disturbances.push(span)
  }

  observe(attempt: AttemptRecord): void {
    if (attempt.outcome !== 'info') return
    for (const { startMs, endMs } of this.#disturbances)
      if (attempt.endMs >= startMs && attempt.startMs <= endMs + AFTERMATH_MS)
        this.#settledMs = Math.max(this.#settledMs, attempt.startMs + UNKNOWN_OUTCOME_MS)
  }

  /**
   * Instant (as in the records) from which nothing of this window can be applied any more.
   * @param delayMs how long a delayed request can be on its way
   */
  settledMs(delayMs: number, lastEndMs: number): number {
    return Math.max(lastEndMs, this.#settledMs) + delayMs
  }
}
