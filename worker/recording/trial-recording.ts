/** Collects the attempts of one trial in the supervisor and stores them batch by batch while the trial goes on. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import {
  appendColumns,
  attemptsOf,
  emptyColumns,
  roomIn,
  type AttemptColumns,
} from '@/lib/core/history/attempt-columns'
import { closesOperation, isAuxiliary, REQUEST_KINDS, STOP_REASONS } from '@/lib/core/history/attempt'
import { ERROR_CLASSES, isRefusal } from '@/lib/core/history/error-class'
import type { RunProgress } from '@/lib/core/summary/report'
import { decodeAttempts } from '@/lib/db/attempt-codec'
import type { EncodedAttempts } from './attempt-store'

/** Rows of a batch: enough that Arrow's own bytes do not count. */
export const BATCH_ROWS = 16_384

const SUCCEEDED = STOP_REASONS.indexOf('succeeded')
const JOB_DONE = STOP_REASONS.indexOf('job-done')
const CLOSING = new Set(STOP_REASONS.flatMap((stop, code) => (closesOperation(stop) ? [code] : [])))
const AUXILIARY = new Set(REQUEST_KINDS.flatMap((kind, code) => (isAuxiliary(kind) ? [code] : [])))
const REFUSED = new Set(ERROR_CLASSES.flatMap((name, code) => (isRefusal(name) ? [code] : [])))

export class TrialRecording {
  readonly #store: (sequence: number, columns: AttemptColumns) => Promise<EncodedAttempts>
  readonly #onError: (error: unknown) => void
  readonly #batchRows: number
  /** Those that are stored are kept as bytes, a tenth of their size; of the others the last one has room. */
  readonly #parts: (AttemptColumns | EncodedAttempts)[]
  /** Live counts per arm. */
  readonly live: RunProgress['live']
  #stored: Promise<void> = Promise.resolve()
  #failed = false
  #isAbandoned = false

  /**
   * @param store writes one batch, and gives back the bytes that it has become
   * @param onError told at the first write that fails, while the trial is still going on
   */
  constructor(
    arms: number,
    store: (sequence: number, columns: AttemptColumns) => Promise<EncodedAttempts>,
    onError: (error: unknown) => void,
    batchRows = BATCH_ROWS,
  ) {
    this.#batchRows = batchRows
    this.#parts = [emptyColumns(batchRows)]
    this.live = Array.from({ length: arms }, () => ({ operations: 0, ok: 0, attempts: 0 }))
    this.#store = store
    this.#onError = onError
  }

  /** Takes attempts that the engine handed over. */
  add(columns: AttemptColumns): void {
    this.#count(columns)
    let from = 0
    while (from < columns.length) {
      const last = this.#last()
      from += appendColumns(last, columns, from)
      if (roomIn(last) === 0) {
        this.#storeLater(this.#parts.length - 1, last)
        this.#parts.push(emptyColumns(this.#batchRows))
      }
    }
  }

  /** Stores what is left; throws what a write has thrown. Nothing is added afterwards. */
  async flush(): Promise<void> {
    const last = this.#last()
    if (last.length > 0) this.#storeLater(this.#parts.length - 1, last)
    await this.#stored
  }

  /**
   * Stores nothing more; resolves when no write is under way, so that what was stored can be dropped for good.
   * Never throws: whoever gives a trial up has a reason of their own.
   */
  async abandon(): Promise<void> {
    this.#isAbandoned = true
    await this.#stored.catch(() => undefined)
  }

  /** All attempts so far, in the order they ended. */
  attempts(): Iterable<AttemptRecord> {
    return attemptsOf(decoded(this.#parts))
  }

  #last(): AttemptColumns {
    const last = this.#parts.at(-1)
    if (!last || last instanceof Uint8Array) throw new Error('a recording has at least one part with room')
    return last
  }

  #storeLater(sequence: number, columns: AttemptColumns): void {
    const stored = this.#stored.then(async () => {
      if (!this.#isAbandoned) this.#parts[sequence] = await this.#store(sequence, columns)
    })
    this.#stored = stored
    stored.catch((error: unknown) => {
      if (this.#failed) return
      this.#failed = true
      this.#onError(error)
    })
  }

  #count(columns: AttemptColumns): void {
    for (let row = 0; row < columns.length; row++) {
      const arm = this.live[columns.arm[row] ?? -1]
      if (!arm) continue
      if (!REFUSED.has(columns.errorClass[row] ?? -1) && !AUXILIARY.has(columns.kind[row] ?? -1))
        arm.attempts += 1
      const stop = columns.stop[row] ?? -1
      if (CLOSING.has(stop)) arm.operations += 1
      if (stop === SUCCEEDED || stop === JOB_DONE) arm.ok += 1
    }
  }
}

function* decoded(parts: Iterable<AttemptColumns | EncodedAttempts>): Generator<AttemptColumns> {
  for (const part of parts) yield part instanceof Uint8Array ? decodeAttempts(part) : part
}
