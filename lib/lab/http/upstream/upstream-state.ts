/**
 * What the upstream knows in one trial: places, memory of keys and events, what took effect, and counts. A reset makes a
 * new one; requests that were begun before go on with the old one and can change nothing of the new.
 */
import { tokenMemory, TOKEN_MEMORY_MS } from '@/lib/core/strategy/parts/client-token'
import { deduplication, type EventIdentity } from '@/lib/core/strategy/parts/deduplication'
import type { UpstreamBehaviour } from '@/lib/core/target/http-upstream'
import { Capacity } from './capacity'
import type { AppliedEffect, KeptValue, UpstreamCounters } from './counters'
import { IdempotencyKeys } from './idempotency-keys'
import { RateLimit } from './rate-limit'

/** Keys and events that are remembered: more than a trial of five minutes at 1,000 writes a second has. */
const MAX_REMEMBERED = 400_000

/** A write that is ready to take effect. */
export interface Write extends Pick<AppliedEffect, 'operationId' | 'attempt' | 'key'> {
  /** Does nothing when the value has another revision; null = whatever it has. */
  expectedRevision: string | null
  /** For de-duplication; null = not asked for, or no event. */
  event: EventIdentity | null
}

export class UpstreamState {
  readonly capacity: Capacity
  readonly rate: RateLimit
  readonly keys = new IdempotencyKeys(MAX_REMEMBERED)
  readonly tokens = tokenMemory(MAX_REMEMBERED)
  readonly started = new Map<string, number>()
  readonly answered = new Map<string, number>()
  readonly refused = { rate: 0, capacity: 0 }
  /** In the order in which they took effect. */
  readonly effects: AppliedEffect[] = []
  cut = 0
  unanswered = 0
  inFlight = 0
  /** Requests so far that did not say which attempt they are. */
  unnamed = 0
  #recognised = 0
  readonly #events = deduplication({ rememberMs: TOKEN_MEMORY_MS, maxEntries: MAX_REMEMBERED })
  readonly #timesApplied = new Map<string, number>()
  /** Kept apart from the effects, so that one can be checked by the other. */
  readonly #values = new Map<string, KeptValue>()

  constructor(behaviour: UpstreamBehaviour, nowMs: number) {
    this.capacity = new Capacity(behaviour)
    this.rate = new RateLimit(behaviour, nowMs)
  }

  /** From now on; what is under way goes on. */
  change(behaviour: UpstreamBehaviour, nowMs: number): void {
    this.capacity.change(behaviour)
    this.rate.change(behaviour, nowMs)
  }

  get values(): KeptValue[] {
    return [...this.#values.values()]
  }

  /** Which of all effects changed the value last; '0' = none. */
  revisionOf(key: string): string {
    return String(this.#values.get(key)?.revision ?? 0)
  }

  timesApplied(operationId: string): number {
    return this.#timesApplied.get(operationId) ?? 0
  }

  /** Lets a write take effect, unless its value was changed since or its event is a repetition. */
  apply(write: Write, nowMs: number): 'applied' | 'changed' | 'repetition' {
    const { operationId, attempt, key, expectedRevision, event } = write
    if (expectedRevision !== null && expectedRevision !== this.revisionOf(key)) return 'changed'
    if (event && !this.#events.accept(event, nowMs)) {
      this.recognise()
      return 'repetition'
    }
    const revision = this.effects.push({ operationId, attempt, key, revision: this.effects.length + 1 })
    this.#values.set(key, { key, revision, version: (this.#values.get(key)?.version ?? 0) + 1 })
    this.#timesApplied.set(operationId, this.timesApplied(operationId) + 1)
    return 'applied'
  }

  /** A write turned out to be a repetition of one that was done. */
  recognise(): void {
    this.#recognised += 1
  }

  get counters(): UpstreamCounters {
    const { taken, queued, longestQueue } = this.capacity
    return {
      started: Object.fromEntries(this.started),
      answered: Object.fromEntries(this.answered),
      ...{ cut: this.cut, unanswered: this.unanswered, inFlight: this.inFlight, taken, queued, longestQueue },
      refused: { ...this.refused },
      effects: {
        applied: this.effects.length,
        operations: this.#timesApplied.size,
        duplicates: this.effects.length - this.#timesApplied.size,
        recognised: this.#recognised,
      },
    }
  }
}
