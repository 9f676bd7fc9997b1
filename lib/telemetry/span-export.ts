/**
 * Takes finished trials and exports their spans, batch by batch, whenever nothing is being measured. It never holds anything
 * up and never throws: what the collector does not take is dropped, counted, and said once.
 */
import type { Resource } from '@opentelemetry/resources'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { ExportResultCode } from '@opentelemetry/core'
import type { TraceSpan } from '@/lib/core/trace/span'
import { readableSpan } from './readable-span'

/** As many as OTEL_BSP_MAX_EXPORT_BATCH_SIZE has by default. */
const BATCH_SPANS = 512
/** Trials that wait; what comes when so many do is dropped. They are read when it is their turn, so they cost nothing. */
const MAX_WAITING = 1_000

export interface SpanJob {
  /** For the log: "trial 3 of run 12". */
  what: string
  /** How many spans it has, at least about. */
  spans: number
  /** Makes them; a group's spans are on one clock, whose 0 is `originMs` (milliseconds since 1970). */
  read(): AsyncIterable<{ originMs: number; spans: TraceSpan[] }>
}

export interface ExportCounts {
  exported: number
  dropped: number
  /** Batches that the collector did not take. */
  failures: number
}

export interface ExportLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export class SpanExport {
  readonly counts: ExportCounts = { exported: 0, dropped: 0, failures: 0 }
  readonly #exporter: SpanExporter
  readonly #resource: Resource
  readonly #log: ExportLog
  readonly #jobs: SpanJob[] = []
  #working: Promise<void> | null = null
  /** The job whose spans are on their way, and how many had been exported when it was begun. */
  #current: { job: SpanJob; before: number } | null = null
  #held: { until: Promise<void>; letGo: () => void } | null = null
  #closed = false
  /** Spans dropped since the collector took something; null = it took the last batch. */
  #droppedInARow: number | null = null

  constructor(exporter: SpanExporter, resource: Resource, log: ExportLog) {
    this.#exporter = exporter
    this.#resource = resource
    this.#log = log
  }

  /** Takes a job; returns at once. */
  add(job: SpanJob): void {
    if (this.#closed || this.#jobs.length >= MAX_WAITING) this.#drop(job.spans)
    else this.#jobs.push(job)
    this.#working ??= this.#work().finally(() => (this.#working = null))
  }

  /** Something is being measured: nothing is made or sent until {@link release}. A batch on its way goes on. */
  hold(): void {
    if (this.#held) return
    let letGo: () => void = () => undefined
    this.#held = { until: new Promise((resolve) => (letGo = resolve)), letGo: () => letGo() }
  }

  release(): void {
    this.#held?.letGo()
    this.#held = null
  }

  /** Exports what waits for at most so long; what is left is dropped. */
  async close(withinMs: number): Promise<void> {
    this.release()
    let timer: NodeJS.Timeout | undefined
    const timeUp = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)))
    await Promise.race([this.#working, timeUp])
    clearTimeout(timer)
    this.#closed = true
    const left = this.#jobs.splice(0).reduce((sum, { spans }) => sum + spans, this.#missing())
    this.#current = null
    if (left > 0) this.#drop(left)
    const { exported, dropped } = this.counts
    if (dropped > 0) this.#log.warn({ exported, dropped }, 'not all spans could be exported')
    // Its own end may wait for a batch that nobody answers.
    void this.#exporter.shutdown()
  }

  async #work(): Promise<void> {
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) {
      this.#current = { job, before: this.counts.exported }
      try {
        await this.#export(job)
      } catch (error) {
        this.#failed(error, job, this.#missing())
      }
      this.#current = null
    }
  }

  /** Spans of the current job that have not been exported. */
  #missing(): number {
    if (!this.#current) return 0
    const { job, before } = this.#current
    return Math.max(0, job.spans - (this.counts.exported - before))
  }

  async #export(job: SpanJob): Promise<void> {
    let batch: ReturnType<typeof readableSpan>[] = []
    await this.#held?.until
    for await (const { originMs, spans } of job.read()) {
      batch.push(...spans.map((span) => readableSpan(span, originMs, this.#resource)))
      if (batch.length < BATCH_SPANS) continue
      await this.#send(batch)
      batch = []
      await this.#held?.until
      if (this.#closed) throw new Error('the program ends')
    }
    if (batch.length > 0) await this.#send(batch)
  }

  #send(batch: ReturnType<typeof readableSpan>[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#exporter.export(batch, ({ code, error }) => {
        if (code !== ExportResultCode.SUCCESS) return reject(error ?? new Error('the collector refused'))
        this.counts.exported += batch.length
        if (this.#droppedInARow !== null)
          this.#log.info({ dropped: this.#droppedInARow }, 'spans are exported again')
        this.#droppedInARow = null
        resolve()
      })
    })
  }

  /** The rest of the trial is given up: a collector that is not there would cost a time-out for each batch. */
  #failed(error: unknown, { what }: SpanJob, lost: number): void {
    if (this.#closed) return
    this.counts.failures += 1
    if (this.#droppedInARow === null)
      this.#log.warn(
        { err: error, dropped: lost },
        `the spans of ${what} could not be exported and are dropped, as are those of later trials until it works again; the run is not touched`,
      )
    this.#drop(lost)
  }

  #drop(spans: number): void {
    this.counts.dropped += spans
    this.#droppedInARow = (this.#droppedInARow ?? 0) + spans
  }
}
