/** What nobody is to see any more goes while the worker has nothing else to do: old runs, and what ended share links showed. */
import { expireRuns } from '@/lib/db/expire-runs'
import { dropEnded } from '@/lib/db/shares'
import type { WorkerPorts } from './worker-ports'

const INTERVAL_MS = 3_600_000

export class CleanUp {
  readonly #ports: Pick<WorkerPorts, 'db' | 'log'>
  readonly #keepDays: number | null
  #lastMs = -Infinity

  /** @param keepDays null = no run is ever deleted */
  constructor(ports: Pick<WorkerPorts, 'db' | 'log'>, keepDays: number | null) {
    this.#ports = ports
    this.#keepDays = keepDays
  }

  /** Once at the start, and once an hour. @throws DatabaseError */
  async ifDue(): Promise<void> {
    if (performance.now() - this.#lastMs < INTERVAL_MS) return
    this.#lastMs = performance.now()
    const { db, log } = this.#ports
    const shares = await dropEnded(db)
    if (shares > 0) log.info({ shares }, 'what ended share links showed was deleted')
    if (this.#keepDays === null) return
    const runs = await expireRuns(this.#keepDays, db)
    if (runs.length > 0) log.info({ runs, keepDays: this.#keepDays }, 'old runs were deleted')
  }
}
