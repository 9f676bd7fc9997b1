/** The places of the upstream: so many requests are served at once, so many more wait in order, the rest is shed. */

export interface CapacitySettings {
  /** Requests served at once. */
  concurrency: number
  /** Requests that wait for a place. */
  queue: number
}

export class Capacity {
  #settings: CapacitySettings
  #taken = 0
  #waiting: (() => void)[] = []
  #longestQueue = 0

  constructor(settings: CapacitySettings) {
    this.#settings = settings
  }

  get taken(): number {
    return this.#taken
  }

  get queued(): number {
    return this.#waiting.length
  }

  get longestQueue(): number {
    return this.#longestQueue
  }

  /**
   * Takes a place, at once or when one is free. Who has a place must {@link leave} it.
   * @param start called when the place is there
   * @returns false = shed: there is no place and no room to wait
   */
  enter(start: () => void): boolean {
    if (this.#taken < this.#settings.concurrency) {
      this.#taken += 1
      start()
      return true
    }
    if (this.#waiting.length >= this.#settings.queue) return false
    this.#waiting.push(start)
    this.#longestQueue = Math.max(this.#longestQueue, this.#waiting.length)
    return true
  }

  /** Gives a place back; the first one that waits takes it. */
  leave(): void {
    this.#taken -= 1
    this.#fill()
  }

  /** From now on. Those who have a place keep it, and those who wait may go on waiting. */
  change(settings: CapacitySettings): void {
    this.#settings = settings
    this.#fill()
  }

  #fill(): void {
    while (this.#taken < this.#settings.concurrency) {
      const start = this.#waiting.shift()
      if (!start) return
      this.#taken += 1
      start()
    }
  }
}
