/**
 * Tells the engine of the tries that a library makes within one call, one after the other, and remembers what the last has
 * come to: that is what the whole call is answered with.
 */
import type { AttemptReply } from '@/lib/core/history/attempt'
import type { Refusal } from '@/lib/core/history/error-class'
import type { AttemptRequest, EndOfTry } from '@/lib/engine/ports'

export class ToldTries {
  readonly #onTry: AttemptRequest['onTry']
  #end: EndOfTry | null = null
  #count = 0
  #last: AttemptReply | null = null

  constructor(onTry: AttemptRequest['onTry']) {
    this.#onTry = onTry
  }

  /** How many have begun; refusals are not among them. */
  get count(): number {
    return this.#count
  }

  /** What the last one that ended has come to; null = none has ended. */
  get last(): AttemptReply | null {
    return this.#last
  }

  get isUnderWay(): boolean {
    return this.#end !== null
  }

  /** A try begins, unless one is under way. */
  begin(): void {
    if (this.#end) return
    this.#count += 1
    this.#end = this.#tell()
  }

  /** The try has ended. @param member index of the member that was asked; null = nobody knows */
  end(reply: AttemptReply, member: number | null): void {
    this.#last = reply
    this.#end?.(reply, member)
    this.#end = null
  }

  /** The library refused a try, so nothing was sent. */
  refuse(reason: Refusal): void {
    this.#last = { outcome: 'fail', errorClass: reason }
    this.#tell()(this.#last, null)
  }

  #tell(): EndOfTry {
    return this.#onTry?.() ?? (() => undefined)
  }
}
