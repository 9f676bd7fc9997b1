/** Our upstream's other port: configuration and counts, around every proxy. */
import { z } from 'zod'
import { LabError } from '../lab-error'
import {
  appliedEffectSchema,
  keptValueSchema,
  upstreamCountersSchema,
  type AppliedEffect,
  type KeptValue,
  type UpstreamCounters,
} from './upstream/counters'
import { upstreamConfigSchema, type UpstreamConfig } from './upstream/upstream-config'

const CALL_TIMEOUT_MS = 5_000
const POLL_INTERVAL_MS = 10

/** Every method rejects with a {@link LabError} that names the call. */
export class UpstreamAdmin {
  /** @param url base URL of the port, without a slash at its end */
  constructor(readonly url: string) {}

  /** How it behaves, and whose luck it draws. */
  config(): Promise<UpstreamConfig> {
    return this.#call('GET', '/admin/config', upstreamConfigSchema)
  }

  /** Behaves otherwise from now on. What it has counted and remembers stays. */
  async configure(config: UpstreamConfig): Promise<void> {
    await this.#call('PUT', '/admin/config', upstreamConfigSchema, config)
  }

  /** Forgets counts, effects and keys. What is under way counts for nothing any more. */
  async reset(): Promise<void> {
    await this.#call('POST', '/admin/reset', z.unknown())
  }

  counters(): Promise<UpstreamCounters> {
    return this.#call('GET', '/admin/counters', upstreamCountersSchema)
  }

  /** The writes that took effect, in their order. @param prefix only operations whose id begins like this */
  effects(prefix: string): Promise<AppliedEffect[]> {
    const path = `/admin/effects?${new URLSearchParams({ prefix }).toString()}`
    return this.#call('GET', path, z.array(appliedEffectSchema))
  }

  /** What is there now. @param prefix only values whose key begins like this */
  values(prefix: string): Promise<KeptValue[]> {
    const path = `/admin/values?${new URLSearchParams({ prefix }).toString()}`
    return this.#call('GET', path, z.array(keptValueSchema))
  }

  /**
   * Waits until nothing is under way any more, so that no late write can change the counts.
   * @returns the counts; null when it did not come to rest in time
   */
  async countersAtRest(limitMs: number): Promise<UpstreamCounters | null> {
    const endMs = performance.now() + limitMs
    for (;;) {
      const counters = await this.counters()
      if (counters.inFlight === 0 && counters.taken === 0 && counters.queued === 0) return counters
      if (performance.now() >= endMs) return null
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
    }
  }

  async #call<Schema extends z.ZodType>(
    method: string,
    path: string,
    schema: Schema,
    body?: object,
  ): Promise<z.output<Schema>> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`status ${response.status}: ${text.slice(0, 300)}`)
      return schema.parse(JSON.parse(text))
    } catch (error) {
      throw new LabError(
        `The HTTP upstream at ${this.url} did not do "${method} ${path}": ${reasonOf(error)}. Look into its log; starting the lab anew helps.`,
        { cause: error },
      )
    }
  }
}

/** fetch hides the reason one level deeper. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
