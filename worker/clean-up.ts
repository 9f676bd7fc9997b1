/** Old runs go while the worker has nothing else to do. */
import { expireRuns } from '@/lib/db/expire-runs'
import type { WorkerPorts } from './worker-ports'

const INTERVAL_MS = 3_600_000

export class CleanUp {
  readonly #ports: Pick<WorkerPorts, 'db' | 'log'>
  readonly #keepDays: number | null
  #lastMs = -Infinity

  /** @param keepDays null = nothing is ever deleted */
  constructor(ports: Pick<WorkerPorts, 'db' | 'log'>, keepDays: number | null) {
    this.#ports = ports
    this.#keepDays = keepDays
  }

  /** Once at the start, and once an hour. @throws DatabaseError */
  async ifDue(): Promise<void> {
    if (this.#keepDays === null || performance.now() - this.#lastMs < INTERVAL_MS) return
    this.#lastMs = performance.now()
    const { db, log } = this.#ports
    const runs = await expireRuns(this.#keepDays, db)
    if (runs.length > 0) log.info({ runs, keepDays: this.#keepDays }, 'old runs were deleted')
  }
}
