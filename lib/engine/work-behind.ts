/** What goes on behind callers that have left: work that leaked, and deferred jobs. A window is not over before it has ended. */

export class WorkBehind {
  readonly #running = new Set<Promise<void>>()
  readonly #failures: unknown[] = []

  /** Takes the work that an operation has left behind, if it has. */
  add(work: Promise<void> | null): void {
    if (!work) return
    const running: Promise<void> = work
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Waits for all of it. @throws what it threw: the reason of the trial's abort, or a bug */
  async ended(): Promise<void> {
    await Promise.all(this.#running)
    if (this.#failures.length > 0) throw this.#failures[0]
  }
}
