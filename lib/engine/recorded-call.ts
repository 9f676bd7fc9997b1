/** The call that a strategy drives: sends its attempts, lets time pass for it, and records both. */
import type { AttemptReply, OperationKind, RequestKind } from '../core/history/attempt'
import type { Refusal } from '../core/history/error-class'
import type { RandomStream } from '../core/random/stream'
import type { AttemptOptions, Call, Ending, WaitOptions } from '../core/strategy/call'
import { memberFor } from '../core/workload/workload'
import { AttemptLog } from './attempt-log'
import { CallerSignal } from './caller-signal'
import { joinSignals } from './joined-signal'
import type { ArmWindow, Operation } from './operation'
import type { AttemptRequest, EndOfTry } from './ports'

/** A try that has begun, on the clock. */
interface Try {
  attempt: number
  kind: RequestKind
  member: number
  startMs: number
  loss: AttemptRequest['loss']
  delay: Delay
  actualDelayMs: number
}

interface Delay {
  nominalMs: number
  plannedMs: number
}

const NO_DELAY: Delay = { nominalMs: 0, plannedMs: 0 }

export class RecordedCall implements Call {
  readonly startMs: number
  deadlineMs: number
  /** Called when the caller is told "accepted for later". */
  onDeferred: (() => void) | null = null
  readonly #window: ArmWindow
  readonly #operation: Operation
  readonly #log: AttemptLog
  #tries = 0
  /** Tries after which the next one goes to another member: those that had not succeeded when the next began. */
  #moves = 0
  #lastSucceeded = false
  #delay = NO_DELAY
  /** Where the delay before the next try counts from, when not from the end of the last one. */
  #delayFromMs: number | null = null
  #lastStartMs = 0
  #lastEndMs = 0
  #caller: CallerSignal | null = null

  constructor(window: ArmWindow, operation: Operation) {
    this.#window = window
    this.#operation = operation
    this.#log = new AttemptLog(window.record)
    this.startMs = window.clock.nowMs()
    this.deadlineMs = operation.strategy.ignoresCancellation
      ? Infinity
      : operation.intendedStartMs + window.operationDeadlineMs
  }

  get kind(): OperationKind {
    return this.#operation.kind
  }

  get random(): RandomStream {
    return this.#operation.random
  }

  nowMs(): number {
    return this.#window.clock.nowMs()
  }

  async attempt(options: AttemptOptions = {}): Promise<AttemptReply> {
    const { client, clock, signal } = this.#window
    const kind = options.request ?? this.kind
    if (client.repeats) return this.#handOver(kind, options)
    const begun = this.#begin(kind)
    begun.loss = this.#window.drawLoss?.(this.#operation.number, begun.attempt, begun.startMs) ?? undefined
    const reply = await this.#send(begun, options)
    signal.throwIfAborted()
    this.#finish(begun, clock.nowMs(), reply)
    return reply
  }

  refuse(reason: Refusal): void {
    const begun = this.#begin(this.kind)
    this.#finish(begun, begun.startMs, { outcome: 'fail', errorClass: reason })
  }

  /** Begins a try: where it goes to, when it starts, and the delay that came before it. */
  #begin(kind: RequestKind): Try {
    const { clock, endpoints, members } = this.#window
    this.#log.begin()
    this.#tries += 1
    if (this.#tries > 1 && !this.#lastSucceeded) this.#moves += 1
    this.#lastSucceeded = false
    const startMs = this.#tries === 1 ? this.startMs : clock.nowMs()
    const begun: Try = {
      attempt: this.#tries,
      kind,
      member: memberFor(endpoints, this.#operation.number, this.#moves + 1, members),
      startMs,
      loss: undefined,
      delay: this.#delay,
      actualDelayMs: this.#tries === 1 ? 0 : startMs - (this.#delayFromMs ?? this.#lastEndMs),
    }
    this.#lastStartMs = startMs
    this.#delay = NO_DELAY
    this.#delayFromMs = null
    return begun
  }

  #finish(begun: Try, endMs: number, { outcome, errorClass, revision }: AttemptReply): void {
    const { arm, beginMs } = this.#window
    const { number, intendedStartMs } = this.#operation
    this.#lastEndMs = endMs
    this.#lastSucceeded = outcome === 'ok'
    this.#log.finish({
      arm,
      operation: number,
      attempt: begun.attempt,
      kind: begun.kind,
      member: begun.member,
      intendedStartMs: intendedStartMs - beginMs,
      startMs: begun.startMs - beginMs,
      endMs: endMs - beginMs,
      outcome,
      errorClass,
      loss: begun.loss?.kind ?? 'none',
      nominalDelayMs: begun.delay.nominalMs,
      plannedDelayMs: begun.delay.plannedMs,
      actualDelayMs: begun.actualDelayMs,
      ...(revision !== undefined && { revision }),
    })
  }

  async wait(
    nominalMs: number,
    plannedMs: number,
    { from = 'end', signal: own }: WaitOptions = {},
  ): Promise<boolean> {
    const { clock, signal } = this.#window
    const fromMs = from === 'end' ? this.#lastEndMs : this.#lastStartMs
    const dueMs = fromMs + plannedMs
    if (plannedMs > 0) {
      const joined = own && joinSignals(signal, own)
      try {
        // A strategy that would sleep past its caller's patience is left at the deadline.
        await clock.sleepUntil(Math.min(dueMs, this.deadlineMs), joined?.signal ?? signal)
      } catch (error) {
        if (signal.aborted || !own?.aborted) throw error
        return clock.nowMs() < this.deadlineMs
      } finally {
        joined?.letGo()
      }
    }
    this.#delay = { nominalMs, plannedMs }
    this.#delayFromMs = fromMs
    return dueMs < this.deadlineMs
  }

  noteDelay(nominalMs: number, plannedMs: number): void {
    this.#delay = { nominalMs, plannedMs }
  }

  defer(): void {
    if (!this.onDeferred) throw new Error('a strategy deferred an operation without saying that it defers')
    this.#log.defer(this.nowMs() - this.#window.beginMs)
    this.deadlineMs = Infinity
    this.letGo()
    this.#caller = null
    this.onDeferred()
  }

  get signal(): AbortSignal {
    this.#caller ??= new CallerSignal(this.#window.clock, this.deadlineMs, this.#window.signal)
    return this.#caller.signal
  }

  /** Frees what {@link signal} holds. */
  letGo(): void {
    this.#caller?.letGo()
  }

  /** Ends the operation: its last record says why. */
  end(ending: Ending): void {
    this.#log.end(ending, this.nowMs() - this.#window.beginMs)
  }

  /** The caller leaves a strategy that ignores cancellation. @returns false when the operation had ended before */
  leave(): boolean {
    return this.#log.leave(this.nowMs() - this.#window.beginMs)
  }

  async #send(begun: Try, options: AttemptOptions): Promise<AttemptReply> {
    const { attemptTimeoutMs } = this.#window
    const remainingMs = Math.min(this.deadlineMs, options.deadlineMs ?? Infinity) - begun.startMs
    const cutByDeadline = remainingMs < attemptTimeoutMs
    const reply = await this.#request(begun, cutByDeadline ? remainingMs : attemptTimeoutMs, options)
    return cutByDeadline ? namedAfterDeadline(reply) : reply
  }

  /** Gives the operation to a library's client: it has until the deadline, and its tries are recorded as they come. */
  async #handOver(kind: RequestKind, options: AttemptOptions): Promise<AttemptReply> {
    const { endpoints, members, signal } = this.#window
    const first = { kind, attempt: 1, member: memberFor(endpoints, this.#operation.number, 1, members) }
    const onTry = (): EndOfTry => {
      const begun = this.#begin(kind)
      return (reply, member) =>
        this.#finish({ ...begun, member: member ?? begun.member }, this.nowMs(), namedAfterDeadline(reply))
    }
    const reply = await this.#request(first, this.deadlineMs - this.nowMs(), options, onTry)
    signal.throwIfAborted()
    return namedAfterDeadline(reply)
  }

  async #request(
    { kind, attempt, member, loss }: Pick<Try, 'kind' | 'attempt' | 'member'> & Partial<Pick<Try, 'loss'>>,
    timeoutMs: number,
    { modRevision, signal: own }: AttemptOptions,
    onTry?: () => EndOfTry,
  ): Promise<AttemptReply> {
    const { client, signal } = this.#window
    const joined = own && joinSignals(signal, own)
    try {
      return await client.attempt({
        ...{ kind, attempt, member, modRevision, onTry },
        key: this.#operation.key,
        ...(this.#operation.also !== undefined && { also: this.#operation.also }),
        operation: this.#operation.number,
        ...(loss && { loss }),
        // A start that is already past the deadline still gets the shortest possible attempt: it is recorded, not skipped.
        timeoutMs: Math.max(1, timeoutMs),
        signal: joined?.signal ?? signal,
      })
    } finally {
      joined?.letGo()
    }
  }
}

/** A time-out at the operation's deadline is the caller's, not the attempt's own. */
function namedAfterDeadline(reply: AttemptReply): AttemptReply {
  return reply.errorClass === 'attempt-timeout' ? { ...reply, errorClass: 'deadline' } : reply
}
