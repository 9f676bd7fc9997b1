/**
 * Hedging: when an attempt has not answered after a while, another one is sent to the next member without giving up on
 * the first. The first success wins and the others are cancelled.
 *
 * Semantics of gRPC's hedging policy (proposal A6, "gRPC Retry Design", section Hedging Policy): attempts are sent
 * hedgingDelay apart; a non-fatal failure sends the next one at once; a fatal one ends it all. Idea and effect: J. Dean and
 * L. A. Barroso, "The Tail at Scale", CACM 2013.
 */
import { z } from 'zod'
import type { AttemptReply } from '../history/attempt'
import type { Call, Ending } from './call'
import { isPermanent } from './parts/classification'
import { durationMs, maxAttempts } from './parts/params'
import type { StrategyDefinition } from './strategy'

const params = z.strictObject({
  hedgeDelayMs: durationMs(
    100,
    'Hedging delay',
    'Without an answer for so long, another attempt is sent. About the P95 of a healthy target is usual.',
  ),
  maxAttempts: maxAttempts(3),
})

export const hedging: StrategyDefinition<typeof params> = {
  name: 'hedging',
  title: 'Hedged requests',
  group: 'adaptive',
  description:
    'Sends another attempt to the next member when there is no answer after the hedging delay, or at once after a failure; the first success wins and the others are cancelled, as in gRPC’s hedging policy. It cuts the slow tail of reads at the price of more load. A hedged write may be applied more than once: use it for what is idempotent.',
  params,
  create: (p) => ({ run: (call) => new Hedge(call, p).run() }),
  // A failure cuts the delay short.
  delayBounds: (p, retry) =>
    retry < p.maxAttempts ? { nominalMs: p.hedgeDelayMs, minMs: 0, maxMs: p.hedgeDelayMs } : null,
}

/** One operation. */
class Hedge {
  readonly #call: Call
  readonly #limits: z.output<typeof params>
  readonly #losing = new AbortController()
  readonly #underWay = new Set<Promise<void>>()
  #sent = 0
  /** Failures that have not sent the next attempt yet. */
  #failures = 0
  #ending: Ending | null = null
  #bug: { error: unknown } | null = null
  /** Aborted by the next reply. */
  #reply = new AbortController()

  constructor(call: Call, limits: z.output<typeof params>) {
    this.#call = call
    this.#limits = limits
  }

  async run(): Promise<Ending> {
    const { hedgeDelayMs, maxAttempts } = this.#limits
    try {
      this.#send()
      while (this.#ending === null) {
        if (this.#call.nowMs() >= this.#call.deadlineMs) break
        if (this.#sent >= maxAttempts) {
          if (this.#underWay.size === 0) return 'attempts-exhausted'
          await Promise.race(this.#underWay)
        } else if (this.#failures > 0) this.#send()
        else {
          // What is answered in the same instant decides before another attempt is planned.
          await Promise.resolve()
          if (this.#ending !== null || this.#failures > 0) continue
          const delay = { from: 'start', signal: this.#reply.signal } as const
          const inTime = await this.#call.wait(hedgeDelayMs, hedgeDelayMs, delay)
          if (this.#ending === null && inTime && this.#failures === 0) this.#send()
        }
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

  #send(): void {
    this.#sent += 1
    this.#failures = 0
    this.#reply = new AbortController()
    const attempt: Promise<void> = this.#call
      .attempt({ signal: this.#losing.signal })
      .then(
        (reply) => this.#take(reply),
        (error: unknown) => void (this.#bug = { error }),
      )
      .finally(() => {
        this.#underWay.delete(attempt)
        this.#reply.abort()
      })
    this.#underWay.add(attempt)
  }

  #take(reply: AttemptReply): void {
    // What a cancelled loser comes to decides nothing.
    if (this.#ending !== null) return
    if (reply.outcome === 'ok') this.#ending = 'succeeded'
    else if (isPermanent(reply.errorClass)) this.#ending = 'permanent-error'
    else this.#failures += 1
  }

  /** The trial was given up, or an attempt threw. */
  #throwBug(): void {
    if (this.#bug) throw this.#bug.error
  }
}
