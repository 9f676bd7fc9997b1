/** What the worker counts for Prometheus. Names and labels: docs/telemetry.md. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import {
  closesOperation,
  isAuxiliary,
  OUTCOMES,
  REQUEST_KINDS,
  STOP_REASONS,
} from '@/lib/core/history/attempt'
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import { ERROR_CLASSES, isRefusal } from '@/lib/core/history/error-class'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { ExportCounts } from './span-export'

const CLOSING = STOP_REASONS.map(closesOperation)
const AUXILIARY = REQUEST_KINDS.map(isAuxiliary)
const REFUSED = ERROR_CLASSES.map(isRefusal)

export class WorkerMetrics {
  readonly registry = new Registry()
  readonly #attempts = this.#counter('retryscope_attempts_total', 'Attempts measured, by outcome.', [
    'outcome',
  ])
  readonly #auxiliary = this.#counter(
    'retryscope_auxiliary_requests_total',
    'Requests that strategies added for their own knowledge.',
  )
  readonly #refused = this.#counter('retryscope_refused_tries_total', 'Tries that strategies did not send.')
  readonly #operations = this.#counter(
    'retryscope_operations_total',
    'Operations that ended for their callers, by the reason.',
    ['stop'],
  )
  readonly #trials = this.#counter('retryscope_trials_total', 'Trials stored, by measurement quality.', [
    'quality',
  ])
  readonly #runs = this.#counter(
    'retryscope_runs_total',
    'Runs that this worker worked on, by how they ended.',
    ['end'],
  )
  readonly #faults = this.#counter('retryscope_faults_injected_total', 'Faults that began to act, by name.', [
    'fault',
  ])
  readonly #queue = this.#gauge('retryscope_recorder_queue_attempts', 'Attempts measured and not yet stored.')
  readonly #measuring = this.#gauge('retryscope_trial_running', '1 while a trial is under way.')
  readonly #stall = this.#gauge(
    'retryscope_engine_longest_stall_seconds',
    'Longest stall of the measuring event loop in the last trial.',
  )

  /** Steps of the trial under way that have begun to act. */
  readonly #acted = new Set<string>()

  /** @param exported counts of the export of spans; null = nothing is exported */
  constructor(exported: (() => ExportCounts) | null) {
    collectDefaultMetrics({ register: this.registry })
    this.#queue.set(0)
    this.#measuring.set(0)
    if (!exported) return
    this.#derived(
      'retryscope_trace_spans_exported_total',
      'Spans that the collector took.',
      () => exported().exported,
    )
    this.#derived(
      'retryscope_trace_spans_dropped_total',
      'Spans that were not exported.',
      () => exported().dropped,
    )
    this.#derived(
      'retryscope_trace_export_failures_total',
      'Batches of spans that the collector did not take.',
      () => exported().failures,
    )
  }

  /** Attempts were handed over by the measuring thread. */
  attempts(columns: AttemptColumns): void {
    const { length, kind, outcome, errorClass, stop } = columns
    const outcomes = OUTCOMES.map(() => 0)
    const stops = STOP_REASONS.map(() => 0)
    let [auxiliary, refused] = [0, 0]
    for (let row = 0; row < length; row++) {
      const [how, end] = [outcome[row] ?? 0, stop[row] ?? 0]
      if (REFUSED[errorClass[row] ?? 0]) refused += 1
      else if (AUXILIARY[kind[row] ?? 0]) auxiliary += 1
      else outcomes[how] = (outcomes[how] ?? 0) + 1
      if (CLOSING[end]) stops[end] = (stops[end] ?? 0) + 1
    }
    OUTCOMES.forEach((name, code) => this.#attempts.inc({ outcome: name }, outcomes[code] ?? 0))
    STOP_REASONS.forEach((name, code) => {
      if (stops[code]) this.#operations.inc({ stop: name }, stops[code])
    })
    this.#auxiliary.inc(auxiliary)
    this.#refused.inc(refused)
    this.#queue.inc(length)
  }

  /** So many attempts are in the database. */
  stored(attempts: number): void {
    this.#queue.dec(attempts)
  }

  /** A fault's entry has changed; it begins to act once. */
  fault({ arm, step, fault, state }: LedgerEntry): void {
    if (state !== 'active' && state !== 'done') return
    const key = `${arm}/${step}`
    if (!this.#acted.has(key)) this.#faults.inc({ fault })
    this.#acted.add(key)
  }

  trialBegins(): void {
    this.#measuring.set(1)
    this.#acted.clear()
    // What an interrupted trial left behind is dropped, not stored.
    this.#queue.set(0)
  }

  trialEnds(): void {
    this.#measuring.set(0)
  }

  trialStored(quality: string, longestStallMs: number): void {
    this.#trials.inc({ quality })
    this.#stall.set(longestStallMs / 1000)
  }

  runEnded(end: string): void {
    this.#runs.inc({ end })
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] })
  }

  /** A counter that stands elsewhere: read whenever somebody asks. */
  #derived(name: string, help: string, read: () => number): void {
    new Counter({
      ...{ name, help, registers: [this.registry] },
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
}
