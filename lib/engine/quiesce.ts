/**
 * How long a trial must wait before final reads and clean-up, because an attempt whose outcome nobody knows may still
 * be applied: until latency + jitter has passed, or until etcd itself gives up (7 s) after a leader switch that left
 * unknown outcomes behind.
 */
import { UNKNOWN_OUTCOME_MS } from '../core/experiment/plan'
import type { FaultPoint } from '../core/fault/fault-point'
import type { AttemptRecord } from '../core/history/attempt'

/** A put that began this long after a switch can still have been caught by it. */
const SWITCH_AFTERMATH_MS = 500

export interface SwitchSpan {
  sentMs: number
  /** Infinity while it is under way. */
  endMs: number
}

/** Watches the attempts of a window for unknown outcomes around leader switches. Times as in the records. */
export class UnknownOutcomes {
  readonly #switches: SwitchSpan[] = []
  #settledMs = 0

  /** Tells of a switch; its end may be filled in later. */
  addSwitch(span: SwitchSpan): void {
    this.#switches.push(span)
  }

  observe(attempt: AttemptRecord): void {
    if (attempt.outcome !== 'info') return
    for (const { sentMs, endMs } of this.#switches)
      if (attempt.endMs >= sentMs && attempt.startMs <= endMs + SWITCH_AFTERMATH_MS)
        this.#settledMs = Math.max(this.#settledMs, attempt.startMs + UNKNOWN_OUTCOME_MS)
  }

  /** Instant (as in the records) from which nothing of this window can be applied any more. */
  settledMs(point: FaultPoint, lastEndMs: number): number {
    return Math.max(lastEndMs, this.#settledMs) + point.latencyMs + point.jitterMs
  }
}
