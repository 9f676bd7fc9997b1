/**
 * The lease on a lab's faults, as its guard keeps it: an owner that gives no sign of life for so long does not get to keep
 * them. Only time in which the guard itself was running counts: a machine that was asleep has let nobody give a sign.
 */

/** Without a sign of life for so long, faults are removed. */
export const LEASE_MS = 5_000
const TICK_MS = 250

export class Lease {
  readonly #durationMs: number
  readonly #onExpired: () => void
  readonly #nowMs: () => number
  #timer: NodeJS.Timeout | null = null
  #lastMs = 0
  #silentMs = 0

  /** @param onExpired told once per silence */
  constructor(durationMs: number, onExpired: () => void, nowMs = () => performance.now()) {
    this.#durationMs = durationMs
    this.#onExpired = onExpired
    this.#nowMs = nowMs
  }

  /** A sign of life: faults may be set from here on. */
  renew(): void {
    this.#silentMs = 0
    if (this.#timer) return
    this.#lastMs = this.#nowMs()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** No fault is set: silence means nothing. */
  rest(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#silentMs = 0
  }

  #tick(): void {
    const nowMs = this.#nowMs()
    this.#silentMs += Math.min(nowMs - this.#lastMs, 2 * TICK_MS)
    this.#lastMs = nowMs
    if (this.#silentMs < this.#durationMs) return
    this.rest()
    this.#onExpired()
  }
}
