/** A token bucket in front of the upstream: so many requests a second, with room for a burst. */

export interface RateSettings {
  /** 0 = no limit. */
  ratePerSecond: number
  rateBurst: number
}

export class RateLimit {
  #settings: RateSettings
  /** In thousandths of a token, what a rate per second adds in a millisecond. */
  #level: number
  #filledMs: number

  /** Begins full. */
  constructor(settings: RateSettings, nowMs: number) {
    this.#settings = settings
    this.#level = settings.rateBurst * 1000
    this.#filledMs = nowMs
  }

  /** True when one more request is within the limit. */
  admits(nowMs: number): boolean {
    const { ratePerSecond } = this.#settings
    if (ratePerSecond === 0) return true
    this.#fill(nowMs)
    if (this.#level < 1000) return false
    this.#level -= 1000
    return true
  }

  /** From now on; what has been filled up stays, as far as it fits. */
  change(settings: RateSettings, nowMs: number): void {
    this.#fill(nowMs)
    this.#settings = settings
    this.#level = Math.min(this.#level, settings.rateBurst * 1000)
  }

  #fill(nowMs: number): void {
    const { ratePerSecond, rateBurst } = this.#settings
    this.#level = Math.min(rateBurst * 1000, this.#level + (nowMs - this.#filledMs) * ratePerSecond)
    this.#filledMs = nowMs
  }
}
