/** One hedged operation: when its attempts are sent, which reply decides, and which hedges are held back (hedging.ts). */
import type { AttemptReply } from '../history/attempt'
import type { Call, Ending, WaitOptions } from './call'
import type { Classification } from './parts/classification'
import type { Gate, Passage } from './parts/gate'
import { httpParts } from './parts/http-params'

export interface HedgeSettings {
  hedgeDelayMs: number
  /** The first included. */
  maxAttempts: number
  /** Failures that send the next attempt instead of ending the operation. */
  nonFatal: 'temporary' | 'not-executed' | 'none'
}

export class Hedge {
  readonly #call: Call
  readonly #settings: HedgeSettings
  readonly #classification: Classification
  readonly #obeysRetryAfter: boolean
  readonly #throttle: Gate | null
  readonly #losing = new AbortController()
  readonly #underWay = new Set<Promise<void>>()
  #sent = 0
  /** A failure has not sent the next attempt yet; how long the server asked to wait with it, null = it did not ask. */
  #failed: { pushbackMs: number | null } | null = null
  /** Replies that counted. */
  #replies = 0
  /** The throttle has refused a hedge: no further one is sent. */
  #isFrozen = false
  #ending: Ending | null = null
  #bug: { error: unknown } | null = null
  /** Aborted by the next reply; a wait listens to it. */
  #reply = new AbortController()

  constructor(call: Call, settings: HedgeSettings, throttle: Gate | null) {
    this.#call = call
    this.#settings = settings
    this.#throttle = throttle
    const { classification, obeysRetryAfter } = httpParts(settings)
    this.#classification = classification
    this.#obeysRetryAfter = obeysRetryAfter
  }

  async run(): Promise<Ending> {
    try {
      this.#send()
      while (this.#ending === null) {
        if (this.#call.nowMs() >= this.#call.deadlineMs) break
        if (this.#isFrozen || this.#sent >= this.#settings.maxAttempts) {
          if (this.#underWay.size === 0) return this.#isFrozen ? 'refused' : 'attempts-exhausted'
          await Promise.race(this.#underWay)
        } else if (this.#failed?.pushbackMs === null) this.#send()
        else await this.#waitAndSend()
        this.#throwBug()
      }
    } finally {
      // At the deadline each attempt is cut by itself; its answer may still come in the same instant.
      if (this.#ending !== null) this.#losing.abort()
      await Promise.all(this.#underWay)
    }
    this.#throwBug()
    return this.#ending ?? 'deadline'
  }

  async #waitAndSend(): Promise<void> {
    const heard = this.#replies
    // What is answered in the same instant decides before another attempt is planned.
    await Promise.resolve()
    if (this.#replies !== heard) return
    const { delayMs, ...from } = this.#nextHedge()
    const inTime = await this.#call.wait(delayMs, delayMs, { ...from, signal: this.#reply.signal })
    if (inTime && this.#replies === heard) this.#send()
  }

  /** Without a failure, the hedging delay after the last attempt was sent; else when the server asked for it. */
  #nextHedge(): { delayMs: number } & Pick<WaitOptions, 'from'> {
    const pushbackMs = this.#failed?.pushbackMs ?? null
    return pushbackMs === null
      ? { delayMs: this.#settings.hedgeDelayMs, from: 'start' }
      : { delayMs: pushbackMs, from: 'end' }
  }

  #send(): void {
    this.#failed = null
    const passage = this.#throttle?.ask({
      attempt: this.#sent + 1,
      nowMs: this.#call.nowMs(),
      lastError: null,
      random: this.#call.random,
    })
    if (passage?.admitted === false) {
      this.#call.refuse(passage.reason)
      this.#isFrozen = true
      return
    }
    this.#sent += 1
    const attempt: Promise<void> = this.#call
      .attempt({ signal: this.#losing.signal })
      .then(
        (reply) => this.#take(reply, passage),
        (error: unknown) => {
          this.#bug = { error }
          this.#endWait()
        },
      )
      .finally(() => this.#underWay.delete(attempt))
    this.#underWay.add(attempt)
  }

  #take(reply: AttemptReply, passage: Passage | undefined): void {
    // What a cancelled loser comes to decides nothing.
    if (this.#ending !== null) return
    this.#replies += 1
    const fatal = reply.outcome === 'ok' ? null : this.#fatal(reply)
    // Fatal failures cost no tokens: they do not say that the target is in trouble.
    if (passage?.admitted && fatal === null) passage.report(reply, this.#call.nowMs())
    if (reply.outcome === 'ok') this.#ending = 'succeeded'
    else if (fatal !== null) this.#ending = fatal
    else this.#failed = { pushbackMs: this.#obeysRetryAfter ? (reply.retryAfterMs ?? null) : null }
    this.#endWait()
  }

  /** Together with what it tells, so that a wait that is begun afterwards is not taken for the one before. */
  #endWait(): void {
    this.#reply.abort()
    this.#reply = new AbortController()
  }

  /** How a failure ends the operation; null when it does not. */
  #fatal(reply: AttemptReply): Ending | null {
    const kind = this.#classification(reply, this.#call.kind)
    if (kind === 'indeterminate') return 'unsafe-retry'
    const { nonFatal } = this.#settings
    const isFatal =
      kind === 'permanent' || nonFatal === 'none' || (nonFatal === 'not-executed' && reply.outcome !== 'fail')
    return isFatal ? 'permanent-error' : null
  }

  /** The trial was given up, or an attempt threw. */
  #throwBug(): void {
    if (this.#bug) throw this.#bug.error
  }
}
