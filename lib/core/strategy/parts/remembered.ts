/** What has been seen lately: keys remembered for a time, and no more of them than memory is set aside for. */

export interface Memory {
  /** How long a key is remembered after it was first seen. */
  rememberMs: number
  /** Above it the oldest is forgotten before its time. */
  maxEntries: number
}

export class Remembered {
  readonly #memory: Memory
  /** When each key was first seen; a Map keeps them in that order. */
  readonly #seenMs = new Map<string, number>()

  constructor(memory: Memory) {
    if (!(memory.rememberMs > 0) || !(memory.maxEntries >= 1))
      throw new RangeError('a memory needs a time above 0 and room for at least one key')
    this.#memory = memory
  }

  /**
   * Remembers a key, unless it is remembered already: its time runs from the first sight.
   * @returns true when it was new
   */
  add(key: string, nowMs: number): boolean {
    this.#forget(nowMs)
    if (this.#seenMs.has(key)) return false
    if (this.#seenMs.size >= this.#memory.maxEntries) {
      const [oldest] = this.#seenMs.keys()
      if (oldest !== undefined) this.#seenMs.delete(oldest)
    }
    this.#seenMs.set(key, nowMs)
    return true
  }

  /** Keys remembered at that time. */
  size(nowMs: number): number {
    this.#forget(nowMs)
    return this.#seenMs.size
  }

  #forget(nowMs: number): void {
    for (const [key, seenMs] of this.#seenMs) {
      if (nowMs - seenMs < this.#memory.rememberMs) return
      this.#seenMs.delete(key)
    }
  }
}
