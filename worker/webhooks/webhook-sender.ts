/**
 * Sends what waits for webhooks. In the worker's own thread, beside runs: the engine measures in another one, and an attempt
 * costs this one some milliseconds, about as much as the progress of a run that it writes twice a second. To wait for the end of a trial
 * instead would put a receiver that hangs between two trials of a run. One attempt begins per look, so that what has
 * piled up does not come at once; {@link MOST_AT_ONCE} may be under way, one to a webhook.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '@/lib/core/webhook/events'
import { nextTry, type NextTry } from '@/lib/core/webhook/next-try'
import { replyOf } from '@/lib/core/webhook/reading'
import { strategyOfPlan } from '@/lib/core/webhook/plan-strategy'
import type { Database } from '@/lib/db/database'
import { DatabaseError } from '@/lib/db/database-error'
import {
  dropOldDeliveries,
  giveBack,
  storeTry,
  takeDueDelivery,
  type DueDelivery,
  type StoredTry,
} from '@/lib/db/due-deliveries'
import { send, type SendOptions } from '@/lib/webhooks/send'
import { signedHeaders } from '@/lib/webhooks/signature'
import type { Log } from '../log/log'
import { writePatiently } from '../patient-write'

const LOOK_MS = 1_000
/** After a database that could not be used. */
const TROUBLE_MS = 5_000
const MOST_AT_ONCE = 4
const KEPT_DAYS = 30
const DROP_MS = 3_600_000

export interface SenderPorts {
  db: Database
  log: Log
  /** Where the product is reached: what is sent names pages. */
  origin: string
  /** Hosts that may be private. */
  allowed: readonly string[]
  /** Of each attempt; left out = ten seconds, and the name service of this machine. */
  sending?: Pick<SendOptions, 'timeoutMs' | 'nameService'>
  /** How often it looks for what is due; left out = once a second. */
  lookMs?: number
}

/** Sends until it is told to end. @returns ends it: attempts under way are cut and made again by whoever comes next */
export function startWebhookSender(ports: SenderPorts): () => Promise<void> {
  const ending = new AbortController()
  const done = new WebhookSender(ports, ending.signal).run()
  return () => {
    ending.abort()
    return done
  }
}

class WebhookSender {
  readonly #ports: SenderPorts
  readonly #ending: AbortSignal
  /** By webhook. */
  readonly #underWay = new Map<string, Promise<void>>()
  #droppedMs = -Infinity

  constructor(ports: SenderPorts, ending: AbortSignal) {
    this.#ports = ports
    this.#ending = ending
  }

  async run(): Promise<void> {
    while (!this.#ending.aborted) {
      const pauseMs = await this.#look()
      await sleep(pauseMs, undefined, { signal: this.#ending }).catch(() => undefined) // Woken to end.
    }
    await Promise.all(this.#underWay.values())
  }

  /** @returns how long to wait before the next look */
  async #look(): Promise<number> {
    const { db, log, lookMs = LOOK_MS } = this.#ports
    try {
      await this.#dropOld()
      if (this.#underWay.size < MOST_AT_ONCE) {
        const delivery = await takeDueDelivery([...this.#underWay.keys()], db)
        if (delivery) this.#begin(delivery)
      }
      return lookMs
    } catch (error) {
      const text = error instanceof DatabaseError ? error.message : 'webhooks could not be looked after'
      log.error({ err: error }, text)
      return TROUBLE_MS
    }
  }

  #begin(delivery: DueDelivery): void {
    const { log } = this.#ports
    const { id } = delivery.webhook
    const work = this.#deliver(delivery)
      .catch((error: unknown) =>
        // Its lease ends; then it is sent again.
        log.error({ err: error, delivery: delivery.id }, 'what came of a delivery could not be stored'),
      )
      .finally(() => this.#underWay.delete(id))
    this.#underWay.set(id, work)
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { db, log } = this.#ports
    const attempt = await this.#send(delivery)
    if (attempt === null) return giveBack(delivery, db)
    const next = await after(delivery, attempt)
    const stored = await writePatiently(() => storeTry(delivery, attempt, next, db), log)
    const { id, event, webhook } = delivery
    if (stored)
      log.info(
        { delivery: id, event: event.type, webhook: webhook.name, result: attempt.result, next: next.kind },
        'a delivery was tried',
      )
  }

  /** Null when the sender has to end before an answer came. */
  async #send({ id, event, webhook }: DueDelivery): Promise<StoredTry | null> {
    const { origin, allowed, sending } = this.#ports
    const body = JSON.stringify(messageOf(id, event, origin))
    const startedAt = new Date()
    const headers = signedHeaders(webhook.secret, id, startedAt, body)
    try {
      const sent = await send(webhook.url, headers, body, { ...sending, allowed, signal: this.#ending })
      return { startedAt, ...sent }
    } catch (error) {
      if (this.#ending.aborted) return null
      throw error
    }
  }

  async #dropOld(): Promise<void> {
    if (performance.now() - this.#droppedMs < DROP_MS) return
    this.#droppedMs = performance.now()
    const { db, log } = this.#ports
    const dropped = await dropOldDeliveries(new Date(Date.now() - KEPT_DAYS * 86_400_000), db)
    if (dropped > 0) log.info({ dropped, keptDays: KEPT_DAYS }, 'old deliveries of webhooks were dropped')
  }
}

/** What the strategy of the webhook does after this attempt. */
function after({ id, round, beganAt, webhook, attempts }: DueDelivery, latest: StoredTry): Promise<NextTry> {
  const made = [...attempts, latest].map(({ startedAt, durationMs, result, retryAfterMs }) => ({
    endedMs: startedAt.getTime() + durationMs,
    reply: replyOf(result, retryAfterMs),
  }))
  return nextTry(strategyOfPlan(webhook.plan), { id, round, beginMs: beganAt.getTime() }, made)
}
