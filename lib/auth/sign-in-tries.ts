/**
 * How often a password may be guessed. Counted by mail address, whether it has an account or not, so that an answer tells
 * nothing; addresses of the network are no measure, since whoever guesses can have many of them. Those who are signed in stay so.
 */
export class SignInTries {
  /** When each failed try of a mail address was, newest last. */
  readonly #failures = new Map<string, number[]>()
  readonly #most: number
  readonly #withinMs: number

  constructor({ most, withinMs }: { most: number; withinMs: number }) {
    this.#most = most
    this.#withinMs = withinMs
  }

  /** How long to wait before the next try; 0 = it may be made now. */
  waitMs(mail: string, nowMs: number): number {
    const recent = this.#recent(mail, nowMs)
    const oldest = recent.at(-this.#most)
    return oldest === undefined ? 0 : oldest + this.#withinMs - nowMs
  }

  failed(mail: string, nowMs: number): void {
    const recent = this.#recent(mail, nowMs)
    // Moved to the end: those that nobody tries any more come to stand first, and go.
    this.#failures.delete(mail)
    this.#failures.set(mail, [...recent, nowMs].slice(-this.#most))
    for (const other of this.#failures.keys()) {
      if (this.#failures.size <= MOST_ADDRESSES) break
      this.#failures.delete(other)
    }
  }

  succeeded(mail: string): void {
    this.#failures.delete(mail)
  }

  #recent(mail: string, nowMs: number): number[] {
    return (this.#failures.get(mail) ?? []).filter((atMs) => atMs > nowMs - this.#withinMs)
  }
}

/** What somebody who makes up addresses can make us remember. */
const MOST_ADDRESSES = 10_000
