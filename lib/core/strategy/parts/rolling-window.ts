/**
 * Calls and failures of the last `windowMs`, forgotten in steps: the window is cut into slots on a fixed grid, and the oldest
 * slot goes as a whole. So it reaches back between windowMs − one slot and windowMs.
 */
const SLOTS = 60

interface Slot {
  /** Number of the slot on the grid; slot n begins at n × windowMs / SLOTS. */
  number: number
  calls: number
  failures: number
}

export class RollingWindow {
  readonly #slotMs: number
  #slots: Slot[] = []

  constructor(windowMs: number) {
    this.#slotMs = windowMs / SLOTS
  }

  /** Instants must not go back. */
  add(failed: boolean, nowMs: number): void {
    const slot = this.#at(nowMs)
    slot.calls += 1
    if (failed) slot.failures += 1
  }

  totals(nowMs: number): { calls: number; failures: number } {
    this.#at(nowMs)
    const sum = (of: 'calls' | 'failures') => this.#slots.reduce((total, slot) => total + slot[of], 0)
    return { calls: sum('calls'), failures: sum('failures') }
  }

  clear(): void {
    this.#slots = []
  }

  /** The slot of that instant, after those that are over have gone. */
  #at(nowMs: number): Slot {
    const number = Math.floor(nowMs / this.#slotMs)
    const last = this.#slots.at(-1)
    if (last?.number === number) return last
    const fresh = { number, calls: 0, failures: 0 }
    this.#slots = [...this.#slots.filter((slot) => slot.number > number - SLOTS), fresh]
    return fresh
  }
}
