/** Test support: one operation in the time of the timers, real or faked, as the engine would give it to a strategy. */
import type { AttemptReply } from '@/lib/core/history/attempt'
import type { Refusal } from '@/lib/core/history/error-class'
import { streamOf } from '@/lib/core/random/stream'
import type { Call } from '@/lib/core/strategy/call'

export const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
export const LOST: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }
export const REJECTED: AttemptReply = { outcome: 'fail', errorClass: 'rejected' }

/** What comes of attempt n. */
export type Answer = (attempt: number) => AttemptReply

export class TimedCall implements Call {
  readonly kind = 'put'
  readonly random = streamOf(1)
  readonly startMs = performance.now()
  readonly deadlineMs: number
  /** When each attempt began, after the operation's start. */
  readonly startsMs: number[] = []
  readonly noted: { nominalMs: number; plannedMs: number }[] = []
  readonly refusals: Refusal[] = []
  readonly #caller = new AbortController()
  readonly #answer: Answer
  readonly #attemptMs: number

  /** @param options.attemptMs how long each attempt takes */
  constructor(answer: Answer, { deadlineMs = 1e6, attemptMs = 0 } = {}) {
    this.#answer = answer
    this.#attemptMs = attemptMs
    this.deadlineMs = this.startMs + deadlineMs
    setTimeout(() => this.#caller.abort(), deadlineMs)
  }

  get signal(): AbortSignal {
    return this.#caller.signal
  }

  nowMs(): number {
    return performance.now()
  }

  async attempt(): Promise<AttemptReply> {
    this.startsMs.push(performance.now() - this.startMs)
    const reply = this.#answer(this.startsMs.length)
    const remainingMs = Math.max(0, this.deadlineMs - performance.now())
    if (this.#attemptMs > 0) await sleep(Math.min(this.#attemptMs, remainingMs))
    return this.#attemptMs > remainingMs ? { outcome: 'info', errorClass: 'deadline' } : reply
  }

  refuse(reason: Refusal): void {
    this.refusals.push(reason)
  }

  async wait(nominalMs: number, plannedMs: number): Promise<boolean> {
    this.noteDelay(nominalMs, plannedMs)
    await sleep(plannedMs)
    return performance.now() < this.deadlineMs
  }

  noteDelay(nominalMs: number, plannedMs: number): void {
    this.noted.push({ nominalMs, plannedMs })
  }

  defer(): void {
    throw new Error('no library lets its caller go')
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
