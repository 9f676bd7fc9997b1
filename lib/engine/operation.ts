/** One operation: the call that a strategy drives, and the record of what it did. */
import type { AttemptRecord, AttemptReply, OperationKind, StopReason } from '../core/history/attempt'
import type { Refusal } from '../core/history/error-class'
import type { RandomStream } from '../core/random/stream'
import type { Call } from '../core/strategy/call'
import type { Strategy } from '../core/strategy/strategy'
import { memberFor, type Workload } from '../core/workload/workload'
import { CallerSignal } from './caller-signal'
import type { Client, Clock } from './ports'

/** What all operations of an arm share during a window. */
export interface ArmWindow {
  arm: number
  clock: Clock
  client: Client
  members: number
  endpoints: Workload['endpoints']
  attemptTimeoutMs: number
  operationDeadlineMs: number
  /** Instant of the clock that is 0 in the records. */
  beginMs: number
  /** Aborted when the trial is given up; operations then reject. */
  signal: AbortSignal
  record(attempt: AttemptRecord): void
}

export interface Operation {
  number: number
  kind: OperationKind
  key: number
  /** On the clock. The caller's deadline counts from here. */
  intendedStartMs: number
  strategy: Strategy
  random: RandomStream
}

/** Runs an operation to its end. Rejects only when the window's signal is aborted, or by a bug. */
export async function runOperation(window: ArmWindow, operation: Operation): Promise<{ ok: boolean }> {
  const call = new RecordedCall(window, operation)
  try {
    const ending = await operation.strategy.run(call)
    window.signal.throwIfAborted()
    call.end(ending)
    return { ok: ending === 'succeeded' }
  } finally {
    call.letGo()
  }
}

/** An attempt whose record waits for what comes next: another attempt, or the end of the operation. */
type OpenRecord = Omit<AttemptRecord, 'stop' | 'operationEndMs'>

class RecordedCall implements Call {
  readonly startMs: number
  readonly deadlineMs: number
  readonly #window: ArmWindow
  readonly #operation: Operation
  #tries = 0
  #delay = { nominalMs: 0, plannedMs: 0 }
  #lastEndMs = 0
  #open: OpenRecord | null = null
  #caller: CallerSignal | null = null

  constructor(window: ArmWindow, operation: Operation) {
    this.#window = window
    this.#operation = operation
    this.startMs = window.clock.nowMs()
    this.deadlineMs = operation.intendedStartMs + window.operationDeadlineMs
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

  async attempt(): Promise<AttemptReply> {
    const { clock, signal } = this.#window
    const { member, startMs } = this.#begin()
    const reply = await this.#send(member, this.deadlineMs - startMs)
    signal.throwIfAborted()
    this.#finish(member, startMs, clock.nowMs(), reply)
    return reply
  }

  refuse(reason: Refusal): void {
    const { member, startMs } = this.#begin()
    this.#finish(member, startMs, startMs, { outcome: 'fail', errorClass: reason })
  }

  /** Begins a try: where it goes to and when it starts. */
  #begin(): { member: number; startMs: number } {
    const { clock, endpoints, members } = this.#window
    this.#close('retry')
    this.#tries += 1
    return {
      member: memberFor(endpoints, this.#operation.number, this.#tries, members),
      startMs: this.#tries === 1 ? this.startMs : clock.nowMs(),
    }
  }

  /** Keeps the record of a try open until it is known what follows. */
  #finish(member: number, startMs: number, endMs: number, { outcome, errorClass }: AttemptReply): void {
    const { arm, beginMs } = this.#window
    const { number, kind, intendedStartMs } = this.#operation
    this.#open = {
      arm,
      operation: number,
      attempt: this.#tries,
      kind,
      member,
      intendedStartMs: intendedStartMs - beginMs,
      startMs: startMs - beginMs,
      endMs: endMs - beginMs,
      outcome,
      errorClass,
      nominalDelayMs: this.#delay.nominalMs,
      plannedDelayMs: this.#delay.plannedMs,
      actualDelayMs: this.#tries === 1 ? 0 : startMs - this.#lastEndMs,
    }
    this.#lastEndMs = endMs
    this.#delay = { nominalMs: 0, plannedMs: 0 }
  }

  async wait(nominalMs: number, plannedMs: number): Promise<boolean> {
    const { clock, signal } = this.#window
    this.#delay = { nominalMs, plannedMs }
    const dueMs = this.#lastEndMs + plannedMs
    // A strategy that would sleep past its caller's patience is left at the deadline.
    if (plannedMs > 0) await clock.sleepUntil(Math.min(dueMs, this.deadlineMs), signal)
    return dueMs < this.deadlineMs
  }

  noteDelay(nominalMs: number, plannedMs: number): void {
    this.#delay = { nominalMs, plannedMs }
  }

  get signal(): AbortSignal {
    this.#caller ??= new CallerSignal(this.#window.clock, this.deadlineMs, this.#window.signal)
    return this.#caller.signal
  }

  /** Frees what {@link signal} holds. */
  letGo(): void {
    this.#caller?.letGo()
  }

  /** Closes the record of the last attempt with the operation's end. */
  end(ending: StopReason): void {
    if (!this.#open) throw new Error('a strategy ended an operation without an attempt')
    this.#close(ending)
  }

  #close(stop: StopReason): void {
    if (!this.#open) return
    const { clock, beginMs } = this.#window
    const left = stop === 'deadline' ? Math.max(this.#open.endMs, clock.nowMs() - beginMs) : this.#open.endMs
    this.#window.record({ ...this.#open, stop, operationEndMs: left })
    this.#open = null
  }

  async #send(member: number, remainingMs: number): Promise<AttemptReply> {
    const { attemptTimeoutMs, client, signal } = this.#window
    const { kind, key } = this.#operation
    const cutByDeadline = remainingMs < attemptTimeoutMs
    const reply = await client.attempt({
      kind,
      key,
      member,
      // A start that is already past the deadline still gets the shortest possible attempt: it is recorded, not skipped.
      timeoutMs: Math.max(1, cutByDeadline ? remainingMs : attemptTimeoutMs),
      signal,
    })
    return cutByDeadline && reply.errorClass === 'attempt-timeout'
      ? { ...reply, errorClass: 'deadline' }
      : reply
  }
}
