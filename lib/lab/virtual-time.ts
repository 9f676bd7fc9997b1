/**
 * Virtual time for code whose timers cannot be injected, such as retry libraries: timers, clocks and chance of this process are
 * replaced while work is under way, and time jumps to the next timer as soon as nobody has anything left to do. Only for a
 * process that does nothing else meanwhile, such as a command.
 */
import type { RandomStream } from '@/lib/core/random/stream'
import type { DrawTime } from '@/lib/core/strategy/schedule'

/** Nobody draws a schedule that needs more. */
const MOST_TIMERS = 100_000
/** Node makes longer timers fire at once. */
const LONGEST_MS = 2 ** 31 - 1
/** The wall clock begins here: libraries take 0 for "not set". */
const WALL_START_MS = Date.UTC(2001, 0, 1)
/** Work that goes on by setImmediate is given so many turns before it is taken for stuck. */
const IDLE_TURNS = 5

/** The work waits for something that is no timer, or never ends. */
export class TimeStandsStill extends Error {
  override readonly name = 'TimeStandsStill'
}

/**
 * Runs work to its end in virtual time.
 * @param random what Math.random gives meanwhile
 * @throws TimeStandsStill when the work waits for something other than time, or goes on for ever
 */
export async function inVirtualTime<Value>(
  random: RandomStream,
  work: (time: DrawTime) => Promise<Value>,
): Promise<Value> {
  const timers = new VirtualTimers()
  const restore = replaceGlobals(timers, random)
  try {
    return await timers.run(work(timers))
  } finally {
    restore()
  }
}

/** What setTimeout returns: as much of Node's as libraries use. */
class VirtualTimer {
  keepsAlive = true

  constructor(
    public dueMs: number,
    readonly fire: () => void,
    /** null = once. */
    readonly everyMs: number | null,
  ) {}

  ref(): this {
    this.keepsAlive = true
    return this
  }

  unref(): this {
    this.keepsAlive = false
    return this
  }

  hasRef(): boolean {
    return this.keepsAlive
  }
}

class VirtualTimers implements DrawTime {
  #nowMs = 0
  /** In the order in which they were set, which is the order of those that are due together. */
  readonly #timers = new Set<VirtualTimer>()

  nowMs(): number {
    return this.#nowMs
  }

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => this.#timers.add(new VirtualTimer(this.#nowMs + ms, resolve, null)))
  }

  set(fire: () => void, ms: unknown, repeats: boolean): VirtualTimer {
    // As Node reads it: whole milliseconds, at least one.
    const asked = Number(ms)
    const delayMs = asked >= 1 && asked <= LONGEST_MS ? Math.trunc(asked) : 1
    const timer = new VirtualTimer(this.#nowMs + delayMs, fire, repeats ? delayMs : null)
    this.#timers.add(timer)
    return timer
  }

  clear(timer: unknown): void {
    if (timer instanceof VirtualTimer) this.#timers.delete(timer)
  }

  async run<Value>(work: Promise<Value>): Promise<Value> {
    let settled = false
    const end = () => (settled = true)
    work.then(end, end)
    let idleTurns = 0
    for (let fired = 0; fired < MOST_TIMERS;) {
      // All promise reactions run before the next macrotask, so afterwards everybody waits for time.
      await new Promise((resolve) => setImmediate(resolve))
      if (settled) return work
      idleTurns += 1
      if (idleTurns < IDLE_TURNS) continue
      this.#fire(this.#next())
      idleTurns = 0
      fired += 1
    }
    throw new TimeStandsStill('it went on for too long')
  }

  #next(): VirtualTimer {
    let next: VirtualTimer | null = null
    let isAlive = false
    for (const timer of this.#timers) {
      isAlive ||= timer.keepsAlive
      if (next === null || timer.dueMs < next.dueMs) next = timer
    }
    if (next && isAlive) return next
    throw new TimeStandsStill('it waits for something that is neither call.wait nor a timer')
  }

  #fire(timer: VirtualTimer): void {
    this.#nowMs = Math.max(this.#nowMs, timer.dueMs)
    this.#timers.delete(timer)
    if (timer.everyMs !== null) {
      timer.dueMs += timer.everyMs
      this.#timers.add(timer)
    }
    timer.fire()
  }
}

/** @returns what puts the real ones back */
function replaceGlobals(timers: VirtualTimers, random: RandomStream): () => void {
  const wallMs = () => WALL_START_MS + timers.nowMs()
  class VirtualDate extends Date {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [wallMs()] : given) as [number]))
    }

    static override now(): number {
      return wallMs()
    }
  }
  const set =
    (repeats: boolean) =>
    (callback: (...given: unknown[]) => void, ms?: unknown, ...given: unknown[]) =>
      timers.set(() => callback(...given), ms, repeats)
  const clear = (timer: unknown) => timers.clear(timer)
  const restores = [
    replace(globalThis, 'setTimeout', set(false)),
    replace(globalThis, 'setInterval', set(true)),
    replace(globalThis, 'clearTimeout', clear),
    replace(globalThis, 'clearInterval', clear),
    replace(globalThis, 'Date', VirtualDate),
    replace(performance, 'now', () => timers.nowMs()),
    replace(Math, 'random', () => random.next()),
  ]
  return () => restores.forEach((restore) => restore())
}

function replace(of: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(of, name)
  Object.defineProperty(of, name, { value, configurable: true, writable: true })
  return () => {
    // What was inherited, as performance.now is, comes back by itself.
    if (before) Object.defineProperty(of, name, before)
    else Reflect.deleteProperty(of, name)
  }
}
