/**
 * Slows down those who guess. Only look-ups that failed are told to it, so that whoever has a valid link is never held up. It
 * remembers a bounded number of addresses: beyond that the oldest are forgotten, and the bound over all addresses still holds.
 */

export interface GuessLimits {
  /** Failures within the window that cost nothing: somebody mistyped. */
  freePerAddress: number
  freeInAll: number
  windowMs: number
  /** Addresses that are remembered at once. */
  addresses: number
  /** The longest that an answer is held back. */
  longestHoldMs: number
  /** Answers that are held back at once; further ones are refused without being held. */
  heldAtOnce: number
}

const GUESS_LIMITS: GuessLimits = {
  ...{ freePerAddress: 10, freeInAll: 200, windowMs: 60_000 },
  ...{ addresses: 10_000, longestHoldMs: 2_000, heldAtOnce: 1_000 },
}

export interface Verdict {
  /** Too many: the answer is a 429 in place of a 404. */
  tooMany: boolean
  /** How long to hold the answer back. */
  holdMs: number
  /** Until a further failure would not be too many, if there is none meanwhile. */
  retryAfterS: number
}

interface Window {
  beganMs: number
  failures: number
  /** In the window before. So much of them counts as of that window is within the last one’s length. */
  before: number
}

export interface GuessCounts {
  /** Since it was made. */
  failed: number
  /** Of those, answered with a 429. */
  refused: number
  /** Remembered now. */
  addresses: number
  /** Answers that are held back now. */
  held: number
}

const STEP_MS = 125

export class GuessLimiter {
  readonly #limits: GuessLimits
  readonly #addresses = new Map<string, Window>()
  #all: Window = { beganMs: 0, failures: 0, before: 0 }
  #held = 0
  #failed = 0
  #refused = 0

  constructor(limits: GuessLimits = GUESS_LIMITS) {
    this.#limits = limits
  }

  /** A look-up has failed. Every verdict with a hold needs {@link released} when it is over. */
  failed(address: string, nowMs: number): Verdict {
    const { freePerAddress, freeInAll, longestHoldMs, heldAtOnce } = this.#limits
    const own = this.#current(this.#addresses.get(address), nowMs)
    own.failures += 1
    // Put at the end: the first of a map is the one that failed the longest ago.
    this.#addresses.delete(address)
    this.#addresses.set(address, own)
    this.#forget()
    this.#all = this.#current(this.#all, nowMs)
    this.#all.failures += 1
    this.#failed += 1
    const beyond = Math.max(
      this.#lately(own, nowMs) - freePerAddress,
      this.#lately(this.#all, nowMs) - freeInAll,
    )
    if (beyond <= 0) return { tooMany: false, holdMs: 0, retryAfterS: 0 }
    this.#refused += 1
    const isFull = this.#held >= heldAtOnce
    const holdMs = isFull ? 0 : Math.min(longestHoldMs, STEP_MS * 2 ** Math.min(beyond - 1, 10))
    if (!isFull) this.#held += 1
    const waitMs = Math.max(
      this.#untilFree(own, freePerAddress, nowMs),
      this.#untilFree(this.#all, freeInAll, nowMs),
    )
    return { tooMany: true, holdMs, retryAfterS: Math.ceil(waitMs / 1_000) }
  }

  /** Whether the next failure would be too many, for what must not even be tried then. */
  isOver(address: string, nowMs: number): boolean {
    const { freePerAddress, freeInAll } = this.#limits
    const own = this.#current(this.#addresses.get(address), nowMs)
    const all = this.#current(this.#all, nowMs)
    return this.#lately(own, nowMs) >= freePerAddress || this.#lately(all, nowMs) >= freeInAll
  }

  /** An answer that was held back has gone out. */
  released(): void {
    this.#held -= 1
  }

  counts(): GuessCounts {
    return { failed: this.#failed, refused: this.#refused, addresses: this.#addresses.size, held: this.#held }
  }

  #current(window: Window | undefined, nowMs: number): Window {
    const { windowMs } = this.#limits
    if (!window) return { beganMs: nowMs, failures: 0, before: 0 }
    const passed = Math.floor((nowMs - window.beganMs) / windowMs)
    if (passed < 1) return window
    const before = passed === 1 ? window.failures : 0
    return { beganMs: window.beganMs + passed * windowMs, failures: 0, before }
  }

  /** How many failed within the last window’s length, whenever that began: a burst over the border of two counts as one. */
  #lately({ beganMs, failures, before }: Window, nowMs: number): number {
    return failures + Math.floor(before * (1 - (nowMs - beganMs) / this.#limits.windowMs))
  }

  /** Until less than `free` count as of the last window’s length, if none is added. */
  #untilFree({ beganMs, failures, before }: Window, free: number, nowMs: number): number {
    const { windowMs } = this.#limits
    const leftMs = beganMs + windowMs - nowMs
    // Those of this window count in full until it ends, and go little by little in the next one.
    if (failures >= free) return leftMs + windowMs * (1 - free / failures)
    return before === 0 ? 0 : Math.max(0, leftMs - (windowMs * (free - failures)) / before)
  }

  #forget(): void {
    for (const address of this.#addresses.keys()) {
      if (this.#addresses.size <= this.#limits.addresses) return
      this.#addresses.delete(address)
    }
  }
}

/** A limiter for each of several things. The one that was asked for the longest ago is forgotten when there are too many. */
export class GuessLimiters {
  readonly #limits: GuessLimits
  readonly #most: number
  readonly #limiters = new Map<string, GuessLimiter>()

  constructor(limits: GuessLimits, most: number) {
    this.#limits = limits
    this.#most = most
  }

  of(name: string): GuessLimiter {
    const limiter = this.#limiters.get(name) ?? new GuessLimiter(this.#limits)
    // Put at the end, as addresses are.
    this.#limiters.delete(name)
    this.#limiters.set(name, limiter)
    const [oldest] = this.#limiters.keys()
    if (this.#limiters.size > this.#most && oldest !== undefined) this.#limiters.delete(oldest)
    return limiter
  }
}
