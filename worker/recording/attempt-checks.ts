/** Looks at the stored attempts of ended runs while the worker has nothing else to do: damage stands with a run before anybody asks. */
import { checkAttempts } from '@/lib/db/read-attempts'
import { endedRuns, type EndedRun } from '@/lib/db/ended-runs'
import type { WorkerPorts } from '../worker-ports'

/** How often runs that ended in the meantime are looked for. */
const LOOK_MS = 10_000
/** How often a run is looked at again. */
const AGAIN_MS = 24 * 3_600_000

export class AttemptChecks {
  readonly #ports: Pick<WorkerPorts, 'db' | 'log'>
  readonly #checkedMs = new Map<string, number>()
  #due: EndedRun[] = []
  #lookedMs = -Infinity

  constructor(ports: Pick<WorkerPorts, 'db' | 'log'>) {
    this.#ports = ports
  }

  /**
   * Checks one run at most, so that a run that is queued in the meantime need not wait: each once after the worker's start or its
   * own end, and once a day. @throws DatabaseError
   */
  async ifDue(): Promise<void> {
    const { db, log } = this.#ports
    const nowMs = performance.now()
    if (this.#due.length === 0 && nowMs - this.#lookedMs >= LOOK_MS) {
      this.#lookedMs = nowMs
      this.#due = (await endedRuns(db)).filter(
        (run) => nowMs - (this.#checkedMs.get(endOf(run)) ?? -Infinity) >= AGAIN_MS,
      )
    }
    const run = this.#due.shift()
    if (!run) return
    this.#checkedMs.set(endOf(run), nowMs)
    const { damaged } = await checkAttempts(run.id, db)
    if (damaged.length > 0)
      log.warn(
        { run: run.number, batches: damaged.length },
        'stored attempts of a run cannot be read any more',
      )
  }
}

/** What is checked: a run as it ended, which one that was taken up again does once more. */
function endOf({ id, finishedAt }: EndedRun): string {
  return `${id} ${finishedAt?.getTime() ?? ''}`
}
