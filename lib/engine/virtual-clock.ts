/**
 * Virtual time: jumps to the next instant somebody waits for as soon as nobody has anything left to do. Runs hours of
 * engine time in milliseconds, exactly the same way each time.
 */
import type { Clock } from './ports'

interface Sleeper {
  atMs: number
  /** Sleepers of the same instant wake in the order in which they fell asleep. */
  order: number
  wake(): void
}

export class VirtualClock implements Clock {
  #nowMs = 0
  #order = 0
  readonly #sleepers: Sleeper[] = []

  nowMs(): number {
    return this.#nowMs
  }

  wallTime(): Date {
    return new Date(this.#nowMs)
  }

  sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const giveUp = () => {
        const index = this.#sleepers.indexOf(sleeper)
        if (index >= 0) this.#sleepers.splice(index, 1)
        reject(signal?.reason as Error)
      }
      const wake = () => {
        // A signal looks through its listeners at each new one: left there, they make long runs quadratic.
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const sleeper: Sleeper = { atMs, order: this.#order++, wake }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', giveUp)
    })
  }

  /**
   * Runs work to its end in virtual time.
   * @throws when the work waits for something that is not this clock
   */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    let settled = false
    const end = () => (settled = true)
    work.then(end, end)
    for (;;) {
      // All promise reactions run before the next macrotask, so afterwards everybody waits for time.
      await new Promise((resolve) => setImmediate(resolve))
      if (settled) return work
      const next = this.#takeNext()
      if (!next)
        throw new Error('virtual time stands still: the work waits for something other than the clock')
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.wake()
    }
  }

  #takeNext(): Sleeper | undefined {
    let best = 0
    for (let index = 1; index < this.#sleepers.length; index++) {
      const [a, b] = [this.#sleepers[index], this.#sleepers[best]]
      if (a && b && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order))) best = index
    }
    return this.#sleepers.splice(best, 1)[0]
  }
}
