/**
 * The writes that a key stands for. Source: IETF draft "The Idempotency-Key HTTP Header Field" (draft-ietf-httpapi-
 * idempotency-key-header), §2.6 and §2.7: another payload with the same key is 422, a request under way is 409, one that
 * was done answers again what it answered. A write that came to nothing is forgotten, so that it can be tried again.
 */
import { TOKEN_MEMORY_MS } from '@/lib/core/strategy/parts/client-token'

/** What becomes of a request with a key. */
export type KeyUse =
  /** Not seen before, or nothing came of it: do it, and tell what came of it. */
  | { kind: 'new'; finish(isDone: boolean): void }
  /** It was done: answer again, and do nothing. */
  | { kind: 'done' }
  /** The same request is under way. */
  | { kind: 'under-way' }
  /** The key stands for another request. */
  | { kind: 'other-payload' }

interface Entry {
  payload: string
  isDone: boolean
  seenMs: number
}

export class IdempotencyKeys {
  readonly #maxEntries: number
  /** In the order of their first use. */
  readonly #entries = new Map<string, Entry>()

  /** @param maxEntries above it the oldest is forgotten before its time */
  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries
  }

  /** @param payload a fingerprint of what is asked for */
  use(key: string, payload: string, nowMs: number): KeyUse {
    this.#forget(nowMs)
    const known = this.#entries.get(key)
    if (known) {
      if (known.payload !== payload) return { kind: 'other-payload' }
      return { kind: known.isDone ? 'done' : 'under-way' }
    }
    const entry: Entry = { payload, isDone: false, seenMs: nowMs }
    this.#entries.set(key, entry)
    return {
      kind: 'new',
      finish: (isDone) => {
        entry.isDone = isDone
        if (!isDone && this.#entries.get(key) === entry) this.#entries.delete(key)
      },
    }
  }

  #forget(nowMs: number): void {
    for (const [key, { seenMs }] of this.#entries) {
      if (this.#entries.size < this.#maxEntries && nowMs - seenMs < TOKEN_MEMORY_MS) return
      this.#entries.delete(key)
    }
  }
}
