/** The owner's side of a lease: signs of life while faults may be set, and none before and after. */
import { LEASE_MS } from './lease'

const BEAT_MS = 1_000

export interface HeartbeatListener {
  /** A sign of life, at once and then every second. */
  beat(): void
  /** No fault is set any more. */
  rest(): void
  /** This process has found out that it stood still for longer than the lease: the guard has removed its faults. */
  stoodStill?(silentMs: number): void
}

export class Heartbeat {
  readonly #listener: HeartbeatListener
  #timer: NodeJS.Timeout | null = null

  constructor(listener: HeartbeatListener) {
    this.#listener = listener
  }

  /** Gives signs of life while the work goes on. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#begin()
    try {
      return await work()
    } finally {
      this.end()
    }
  }

  /** No more signs; safe to call again. */
  end(): void {
    if (!this.#timer) return
    clearInterval(this.#timer)
    this.#timer = null
    this.#listener.rest()
  }

  #begin(): void {
    if (this.#timer) clearInterval(this.#timer)
    let lastMs = performance.now()
    this.#timer = setInterval(() => {
      const silentMs = performance.now() - lastMs
      lastMs += silentMs
      if (silentMs > LEASE_MS) this.#listener.stoodStill?.(silentMs)
      this.#listener.beat()
    }, BEAT_MS)
    // A process that has nothing else to do may end; then the guard sees that it is gone.
    this.#timer.unref()
    this.#listener.beat()
  }
}
