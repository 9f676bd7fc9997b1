/** Test support: one operation in virtual time, as the engine would give it to a strategy. */
import type { AttemptReply } from '../history/attempt'
import type { Refusal } from '../history/error-class'
import { streamOf, type RandomStream } from '../random/stream'
import type { Call } from './call'

export interface VirtualWait {
  atMs: number
  nominalMs: number
  plannedMs: number
}

/** A target: what comes of an attempt, and after how long. */
export type VirtualTarget = (attempt: number, atMs: number) => { afterMs: number; reply: AttemptReply }

/** A call's time passes only in its own attempts and waits. One for all, because tests make millions of calls. */
const NEVER = new AbortController().signal

export class VirtualCall implements Call {
  readonly kind = 'put'
  readonly random: RandomStream
  readonly startMs: number
  deadlineMs: number
  /** When the caller was told "accepted for later"; null = it was not. */
  deferredMs: number | null = null
  readonly waits: VirtualWait[] = []
  readonly refusals: Refusal[] = []
  readonly signal = NEVER
  readonly noted: VirtualWait[] = []
  attempts = 0
  readonly #target: VirtualTarget
  #nowMs: number

  constructor(
    target: VirtualTarget,
    {
      startMs = 0,
      deadlineMs = Infinity,
      random = streamOf(1),
    }: { startMs?: number; deadlineMs?: number; random?: RandomStream } = {},
  ) {
    this.#target = target
    this.#nowMs = startMs
    this.startMs = startMs
    this.deadlineMs = deadlineMs
    this.random = random
  }

  nowMs(): number {
    return this.#nowMs
  }

  attempt(): Promise<AttemptReply> {
    this.attempts += 1
    const { afterMs, reply } = this.#target(this.attempts, this.#nowMs)
    const endMs = this.#nowMs + afterMs
    const cut = endMs > this.deadlineMs
    this.#nowMs = cut ? this.deadlineMs : endMs
    return Promise.resolve(cut ? { outcome: 'info', errorClass: 'deadline' } : reply)
  }

  refuse(reason: Refusal): void {
    this.refusals.push(reason)
  }

  wait(nominalMs: number, plannedMs: number): Promise<boolean> {
    this.waits.push({ atMs: this.#nowMs, nominalMs, plannedMs })
    const dueMs = this.#nowMs + plannedMs
    this.#nowMs = Math.min(dueMs, this.deadlineMs)
    return Promise.resolve(dueMs < this.deadlineMs)
  }

  noteDelay(nominalMs: number, plannedMs: number): void {
    this.noted.push({ atMs: this.#nowMs, nominalMs, plannedMs })
  }

  defer(): void {
    this.deferredMs = this.#nowMs
    this.deadlineMs = Infinity
  }
}
