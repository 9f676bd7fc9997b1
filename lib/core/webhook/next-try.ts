/**
 * What a delivery does next. A strategy keeps its state while it runs, and a delivery outlives processes: so the strategy runs anew each
 * time, over the attempts that were stored, up to where it wants another one. The same draws come again, as they
 * depend on the delivery alone.
 */
import type { AttemptReply } from '../history/attempt'
import { murmur3, RANDOM_PURPOSE, streamOf, type RandomStream } from '../random/stream'
import type { Call, Ending } from '../strategy/call'
import type { Strategy } from '../strategy/strategy'

/** An attempt that was made, by the wall clock. */
export interface MadeTry {
  endedMs: number
  reply: AttemptReply
}

export type NextTry =
  | {
      kind: 'send'
      /** Epoch milliseconds. */
      dueMs: number
      /** The wait before it as the strategy drew it; 0 before the first. */
      plannedMs: number
    }
  | { kind: 'end'; ending: Ending }

/**
 * @param round of the delivery: sent again by hand, it begins anew and draws anew
 * @param beginMs when the first attempt of the round is due, epoch milliseconds
 * @param made the attempts of the round, in their order
 */
export async function nextTry(
  strategy: Strategy,
  { id, round, beginMs }: { id: string; round: number; beginMs: number },
  made: readonly MadeTry[],
): Promise<NextTry> {
  const random = streamOf(hashOf(id), RANDOM_PURPOSE.webhook, round)
  const call = new ReplayedCall(made, beginMs, random)
  const ended = strategy.run(call).then((ending): NextTry => ({ kind: 'end', ending }))
  return Promise.race([call.wantsMore, ended])
}

function hashOf(id: string): number {
  const letters = Array.from(id, (letter) => letter.codePointAt(0) ?? 0)
  return murmur3(letters, 0) >>> 0
}

/** Nobody waits for a webhook: no deadline, and nothing that ends it from outside. */
class ReplayedCall implements Call {
  readonly kind = 'put'
  readonly deadlineMs = Infinity
  readonly signal = new AbortController().signal
  /** Settled when the strategy asks for an attempt that was not made yet. */
  readonly wantsMore: Promise<NextTry>
  #tell: (next: NextTry) => void = () => undefined
  readonly #made: readonly MadeTry[]
  #used = 0
  #nowMs: number
  #plannedMs = 0

  constructor(
    made: readonly MadeTry[],
    readonly startMs: number,
    readonly random: RandomStream,
  ) {
    this.#made = made
    this.#nowMs = startMs
    this.wantsMore = new Promise((resolve) => {
      this.#tell = resolve
    })
  }

  nowMs(): number {
    return this.#nowMs
  }

  attempt(): Promise<AttemptReply> {
    const made = this.#made[this.#used]
    this.#used += 1
    if (made) {
      this.#nowMs = made.endedMs
      return Promise.resolve(made.reply)
    }
    this.#tell({ kind: 'send', dueMs: this.#nowMs, plannedMs: this.#plannedMs })
    // It stops here; whoever replays it next goes on from the beginning.
    return new Promise(() => undefined)
  }

  wait(_: number, plannedMs: number): Promise<boolean> {
    this.#plannedMs = plannedMs
    this.#nowMs += plannedMs
    return Promise.resolve(true)
  }

  refuse(): void {
    // Nothing stands before the attempts of a delivery; and what would refuse one has nobody to tell.
  }

  noteDelay(): void {
    // All waits are those of the call.
  }

  defer(): void {
    throw new Error('a delivery has no caller that could be told “accepted for later”')
  }
}
