/** The records of one operation: each waits until it is known whether the operation goes on after it. */
import type { AttemptRecord, StopReason } from '../core/history/attempt'

/** An attempt that has ended; what came next is not known yet. */
export type EndedAttempt = Omit<AttemptRecord, 'stop' | 'operationEndMs'>

/** Times are those of the records: milliseconds from the window's begin. */
export class AttemptLog {
  readonly #record: (attempt: AttemptRecord) => void
  /** Ended, and not recorded yet. Attempts that overlap end while others are under way. */
  #waiting: EndedAttempt[] = []
  #underWay = 0
  /** When the caller left a strategy that goes on without it. */
  #leftMs: number | null = null
  /** When the caller was told "accepted for later"; what ends from then on belongs to the job behind it. */
  #deferredMs: number | null = null
  #isClosed = false

  constructor(record: (attempt: AttemptRecord) => void) {
    this.#record = record
  }

  /** An attempt begins, so those before it were not the last. */
  begin(): void {
    this.#underWay += 1
    this.#flush()
  }

  /** An attempt has ended. */
  finish(attempt: EndedAttempt): void {
    this.#underWay -= 1
    if (this.#isClosed && this.#deferredMs === null) {
      this.#record({ ...attempt, stop: 'after-end', operationEndMs: this.#leftMs ?? attempt.endMs })
      return
    }
    this.#waiting.push(attempt)
    if (this.#leftMs !== null) this.#close('deadline', this.#leftMs)
  }

  /**
   * The caller leaves, and the strategy goes on. An attempt under way closes the operation when it ends; what begins
   * later is recorded as work after the end.
   * @returns false when the operation had ended before
   */
  leave(atMs: number): boolean {
    if (this.#isClosed) return false
    this.#leftMs = atMs
    if (this.#underWay === 0 && this.#waiting.length > 0) this.#close('deadline', atMs)
    return true
  }

  /** The caller is told "accepted for later". @throws when there is no ended attempt, or one is under way */
  defer(atMs: number): void {
    if (this.#isClosed || this.#leftMs !== null || this.#underWay > 0)
      throw new Error('a strategy deferred an operation that had ended, or with an attempt under way')
    this.#close('deferred', atMs)
    this.#deferredMs = atMs
  }

  /**
   * The strategy ends the operation, unless its caller had left before, or the job behind it.
   * @throws when it contradicts its own attempts
   */
  end(ending: StopReason, nowMs: number): void {
    if (this.#deferredMs !== null) this.#endJob(ending, this.#deferredMs)
    else if (this.#leftMs === null) this.#close(ending, nowMs)
    else if (!this.#isClosed) throw new Error('a strategy ended an operation without an attempt')
  }

  #close(ending: StopReason, nowMs: number): void {
    // Of attempts that overlapped, the deciding one closes the operation, not a loser that was cancelled after it.
    const closing =
      ending === 'succeeded'
        ? this.#waiting.findLast(({ outcome }) => outcome === 'ok')
        : (this.#waiting.findLast(({ errorClass }) => errorClass !== 'cancelled') ?? this.#waiting.at(-1))
    if (!closing)
      throw new Error(
        ending === 'succeeded'
          ? 'a strategy ended an operation as succeeded, but its last attempts did not'
          : 'a strategy ended an operation without an attempt',
      )
    this.#waiting = this.#waiting.filter((attempt) => attempt !== closing)
    this.#flush()
    this.#isClosed = true
    this.#record({ ...closing, stop: ending, operationEndMs: this.#endMs(ending, closing, nowMs) })
  }

  #endJob(ending: StopReason, operationEndMs: number): void {
    const last = this.#waiting.pop()
    if (!last || (ending === 'succeeded') !== (last.outcome === 'ok'))
      throw new Error('a deferred job ended otherwise than its last attempt, or without one')
    this.#flush()
    this.#record({ ...last, stop: ending === 'succeeded' ? 'job-done' : 'job-failed', operationEndMs })
  }

  /** A caller that leaves at its deadline waits until then; all others have their answer when the attempt ends. */
  #endMs(ending: StopReason, closing: EndedAttempt, nowMs: number): number {
    if (this.#leftMs !== null) return this.#leftMs
    return ending === 'deadline' ? Math.max(closing.endMs, nowMs) : closing.endMs
  }

  #flush(): void {
    const stop = this.#deferredMs === null ? 'retry' : 'job-retry'
    for (const attempt of this.#waiting)
      this.#record({ ...attempt, stop, operationEndMs: this.#deferredMs ?? attempt.endMs })
    this.#waiting = []
  }
}
