/**
 * One operation as a strategy sees it: what its caller wants done, until when, and the means to try. The engine gives
 * the call and records what is done with it.
 */
import type { AttemptReply, ENGINE_REASONS, OperationKind, RequestKind, StopReason } from '../history/attempt'
import type { Refusal } from '../history/error-class'
import type { RandomStream } from '../random/stream'

/** Why a strategy ended an operation. */
export type Ending = Exclude<StopReason, (typeof ENGINE_REASONS)[number]>

/** What an attempt may do otherwise than to send the operation as it was asked for. */
export interface AttemptOptions {
  /** What goes on the wire instead of the operation's own kind. */
  request?: Exclude<RequestKind, OperationKind>
  /** For `txn`: nothing is written when the key's `mod_revision` is another one. Left out = not compared. */
  modRevision?: string
  /** Aborting cancels this attempt alone; it ends at once, as `cancelled`. */
  signal?: AbortSignal
}

export interface WaitOptions {
  /** Where the delay counts from: the end of the last attempt that ended (default), or the start of the last begun. */
  from?: 'end' | 'start'
  /** Aborting ends the wait at once; the next attempt is then recorded as one without delay. */
  signal?: AbortSignal
}

export interface Call {
  readonly kind: OperationKind
  /** This operation's own stream; draws depend on nothing that other operations do. */
  readonly random: RandomStream
  /**
   * When the first attempt could start, and when the caller leaves; on the clock of {@link nowMs}. Nobody leaves any more
   * after {@link defer}: the deadline is then Infinity.
   */
  readonly startMs: number
  readonly deadlineMs: number
  /** Monotonic milliseconds with fractions; all operations of an arm share the clock. */
  nowMs(): number
  /**
   * Sends one attempt and waits for its end. It is cut at its own time-out and at the deadline. Several may overlap.
   * A strategy with a library's client gives it the whole operation by this, until the deadline: each try of the library is
   * recorded as an attempt, and the reply says why the library gave up.
   */
  attempt(options?: AttemptOptions): Promise<AttemptReply>
  /** Records a try that the strategy refuses to send. */
  refuse(reason: Refusal): void
  /**
   * Waits before the next attempt; both delays are recorded with it.
   * @param nominalMs the formula's delay, without jitter
   * @param plannedMs the delay as drawn: this is what is waited
   * @returns false when the caller has left in the meantime: end at once, with `deadline`
   */
  wait(nominalMs: number, plannedMs: number, options?: WaitOptions): Promise<boolean>
  /**
   * Aborted when the caller leaves at its deadline, and when the trial is given up. Made when first asked for: a strategy
   * that hands it to a library that sleeps by itself is told in time, all others pay nothing for it.
   */
  readonly signal: AbortSignal
  /**
   * Records the delays before the next attempt when somebody else waits, such as a library with timers of its own. To be
   * called only where both are known; attempts without it have 0 for both, and their actual delay speaks.
   */
  noteDelay(nominalMs: number, plannedMs: number): void
  /**
   * Tells the caller "accepted for later", after an attempt and with none under way: it leaves, and what follows is the job
   * behind it. Only for strategies that say so (`defers`), and once per operation.
   */
  defer(): void
}
