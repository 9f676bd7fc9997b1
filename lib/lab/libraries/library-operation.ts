/**
 * One operation that a retry library drives: the library calls `send` and decides by itself what follows. Here its
 * attempts are watched, the caller's deadline is kept, and the end gets its reason.
 */
import type { AttemptReply } from '@/lib/core/history/attempt'
import type { Refusal } from '@/lib/core/history/error-class'
import type { Call, Ending } from '@/lib/core/strategy/call'
import { isPermanent } from '@/lib/core/strategy/parts/classification'
import type { DelayBounds } from '@/lib/core/strategy/strategy'

/** What a library gets to see of an attempt that did not succeed. */
export class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed'

  constructor(readonly reply: AttemptReply) {
    super(reply.errorClass)
  }
}

/** Nobody waits for the operation any more: nothing was sent, and nothing is to be tried again. */
export class OperationOver extends Error {
  override readonly name = 'OperationOver'
}

/** True for an error after which a library is to stop: repeating cannot help, or nobody waits. */
export function isFinal(error: unknown): boolean {
  return error instanceof AttemptFailed ? isPermanent(error.reply.errorClass) : error instanceof OperationOver
}

type LastTry = { reply: AttemptReply } | { refused: Refusal }

export class LibraryOperation {
  readonly #call: Call
  #tries = 0
  #last: LastTry | null = null
  #isOver = false
  #sending: Promise<unknown> = Promise.resolve()
  /** What the engine threw: the trial was given up, or there is a bug. Libraries would take it for one more failure. */
  #thrown: { error: unknown } | null = null
  #tellBegun: () => void = () => undefined
  /** Resolves with the first try. */
  readonly #begun = new Promise<void>((resolve) => (this.#tellBegun = resolve))

  constructor(call: Call) {
    this.#call = call
  }

  /** What the library is given to repeat. @throws AttemptFailed or OperationOver */
  async send(): Promise<void> {
    if (this.#isOver || this.#thrown) throw new OperationOver()
    this.#begin()
    const sending = this.#call.attempt()
    this.#sending = sending.catch(() => undefined)
    let reply: AttemptReply
    try {
      reply = await sending
    } catch (error) {
      this.#thrown = { error }
      throw new OperationOver('the attempt was interrupted', { cause: error })
    }
    this.#last = { reply }
    if (reply.outcome !== 'ok') throw new AttemptFailed(reply)
  }

  /** Records that the library let a try not through. */
  refuse(reason: Refusal): void {
    if (this.#isOver) return
    this.#begin()
    this.#last = { refused: reason }
    this.#call.refuse(reason)
  }

  /** Notes a delay that the library has told; to be called before it waits. */
  noteDelay(nominalMs: number, plannedMs: number): void {
    if (!this.#isOver) this.#call.noteDelay(nominalMs, plannedMs)
  }

  /** Notes the delay where the library's documented formula leaves no choice. */
  noteCertainDelay(bounds: DelayBounds | null): void {
    if (bounds && bounds.minMs === bounds.maxMs) this.noteDelay(bounds.nominalMs, bounds.minMs)
  }

  /**
   * Waits for the library, or for the caller to leave. An attempt under way is waited for: the engine cuts it at the deadline.
   * @param mostTries how many tries the library's parameters allow, the first included
   * @throws what is neither a failed attempt nor a refusal: that is a bug, here or in the library
   */
  async end(library: Promise<unknown>, mostTries: number): Promise<Ending> {
    const settled = library.then(
      () => null,
      (error: unknown) => ({ error }),
    )
    // Nobody leaves before the first try: an operation that starts too late has its attempt recorded, not skipped.
    const left = this.#begun.then(() => whenAborted(this.#call.signal))
    const result = await Promise.race([settled, left])
    this.#isOver = true
    await this.#sending
    if (this.#thrown) throw this.#thrown.error
    if (result && result !== LEFT && !this.#isExpected(result.error)) throw result.error
    return this.#ending(mostTries)
  }

  #ending(mostTries: number): Ending {
    const last = this.#last
    if (last && 'reply' in last) {
      if (last.reply.outcome === 'ok') return 'succeeded'
      if (isPermanent(last.reply.errorClass)) return 'permanent-error'
    }
    if (this.#hasLeft()) return 'deadline'
    if (this.#tries >= mostTries) return 'attempts-exhausted'
    return last && 'refused' in last ? 'refused' : 'elapsed-limit'
  }

  #begin(): void {
    this.#tries += 1
    this.#tellBegun()
  }

  #hasLeft(): boolean {
    return this.#call.nowMs() >= this.#call.deadlineMs
  }

  #isExpected(error: unknown): boolean {
    if (error instanceof AttemptFailed || error instanceof OperationOver) return true
    return (this.#last !== null && 'refused' in this.#last) || this.#call.signal.aborted
  }
}

const LEFT = { error: null } as const

function whenAborted(signal: AbortSignal): Promise<typeof LEFT> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(LEFT)
    else signal.addEventListener('abort', () => resolve(LEFT), { once: true })
  })
}
