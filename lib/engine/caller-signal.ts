/** Tells a strategy that its caller has left: by the deadline, or because the trial is given up. */
import type { Clock } from './ports'

export class CallerSignal {
  readonly #controller = new AbortController()
  /** Ends the sleep until the deadline when the operation ends before it. */
  readonly #over = new AbortController()
  readonly #trial: AbortSignal
  readonly #giveUp: () => void

  /** @param trial aborted when the trial is given up */
  constructor(clock: Clock, deadlineMs: number, trial: AbortSignal) {
    this.#trial = trial
    this.#giveUp = () => this.#controller.abort(trial.reason)
    if (trial.aborted) this.#giveUp()
    // Not AbortSignal.any: it keeps every signal it made until the long-lived one is collected (Node 20).
    trial.addEventListener('abort', this.#giveUp, { once: true })
    clock.sleepUntil(deadlineMs, this.#over.signal).then(
      () => this.#controller.abort(new DOMException('The caller has left.', 'TimeoutError')),
      () => undefined,
    )
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Stops watching. */
  letGo(): void {
    this.#trial.removeEventListener('abort', this.#giveUp)
    this.#over.abort()
  }
}
