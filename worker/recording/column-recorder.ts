/** Takes attempts in the measuring thread: a few numbers into arrays, handed over full or now and then. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { emptyColumns, pushAttempt, roomIn, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { Recorder } from '@/lib/engine/ports'

const CAPACITY = 2_048

export class ColumnRecorder implements Recorder {
  readonly #give: (columns: AttemptColumns) => void
  #columns = emptyColumns(CAPACITY)

  /** @param give takes the columns over; they are not touched again */
  constructor(give: (columns: AttemptColumns) => void) {
    this.#give = give
  }

  record(attempt: AttemptRecord): void {
    pushAttempt(this.#columns, attempt)
    if (roomIn(this.#columns) === 0) this.handOver()
  }

  /** Gives away what there is, if anything. */
  handOver(): void {
    if (this.#columns.length === 0) return
    const columns = this.#columns
    this.#columns = emptyColumns(CAPACITY)
    this.#give(columns)
  }

  /** Forgets what has not been handed over. */
  discard(): void {
    this.#columns.length = 0
  }
}
