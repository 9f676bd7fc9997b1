/** What the web server shows to Prometheus: its process, its requests, and what the database says of runs and workers. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { GuessCounts } from '@/lib/core/share/guess-limiter'
import { RUN_STATUSES, type RunStatus } from '@/lib/core/summary/report'

export interface ProductState {
  runs: Record<RunStatus, number>
  workers: { id: string; kind: string; heartbeatAgeMs: number }[]
}

class WebMetrics {
  readonly registry = new Registry()
  readonly #requests = new Counter({
    ...{ name: 'retryscope_http_requests_total', help: 'Requests for pages and routes, by method.' },
    ...{ labelNames: ['method'] as const, registers: [this.registry] },
  })
  readonly #runs = new Gauge({
    ...{ name: 'retryscope_runs', help: 'Runs in the database, by status.' },
    ...{ labelNames: ['status'] as const, registers: [this.registry] },
  })
  readonly #queue = new Gauge({
    ...{ name: 'retryscope_queue_length', help: 'Runs that wait for a worker.', registers: [this.registry] },
  })
  readonly #heartbeat = new Gauge({
    ...{ name: 'retryscope_worker_heartbeat_age_seconds', help: 'Time since each worker was last heard of.' },
    ...{ labelNames: ['worker', 'kind'] as const, registers: [this.registry] },
  })

  readonly #guesses = new Counter({
    ...{ name: 'retryscope_share_lookups_failed_total', help: 'Share links that did not work, by answer.' },
    ...{ labelNames: ['answer'] as const, registers: [this.registry] },
  })
  readonly #held = new Gauge({
    ...{
      name: 'retryscope_share_lookups_held',
      help: 'Answers that are held back from those who guess links.',
    },
    ...{ registers: [this.registry] },
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  request(method: string): void {
    this.#requests.inc({ method: METHODS.has(method) ? method : 'other' })
  }

  /** The text that Prometheus reads. */
  render({ runs, workers }: ProductState, { failed, refused, held }: GuessCounts): Promise<string> {
    for (const status of RUN_STATUSES) this.#runs.set({ status }, runs[status])
    this.#queue.set(runs.queued)
    this.#heartbeat.reset()
    for (const { id, kind, heartbeatAgeMs } of workers)
      this.#heartbeat.set({ worker: id, kind }, heartbeatAgeMs / 1000)
    // Counted elsewhere.
    this.#guesses.reset()
    this.#guesses.inc({ answer: '404' }, failed - refused)
    this.#guesses.inc({ answer: '429' }, refused)
    this.#held.set(held)
    return this.registry.metrics()
  }
}

/** Anything may be sent as a method, and each label value is kept for ever. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'])

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeWebMetrics?: WebMetrics }

/** This process's metrics. */
export function webMetrics(): WebMetrics {
  holder.retryscopeWebMetrics ??= new WebMetrics()
  return holder.retryscopeWebMetrics
}
