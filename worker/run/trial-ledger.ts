/** Stores the ledger of a trial while it goes on: before anything is injected, and whenever something has changed. */
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { intendFaults, noteFaults, type FaultPlace } from '@/lib/db/open-faults'
import { writePatiently } from '../patient-write'
import type { WorkerPorts } from '../worker-ports'

/** Changes are collected for so long; also how often the leases of a quiet trial are renewed. */
const WRITE_INTERVAL_MS = 1_000

export class TrialLedger {
  readonly #run: ClaimedRun
  readonly #place: FaultPlace
  readonly #ports: Pick<WorkerPorts, 'db' | 'log'>
  readonly #onError: (error: unknown) => void
  readonly #changed = new Map<string, LedgerEntry>()
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  /** @param onError told when something could not be stored: the trial is to be given up */
  constructor(
    run: ClaimedRun,
    place: FaultPlace,
    ports: Pick<WorkerPorts, 'db' | 'log'>,
    onError: (error: unknown) => void,
  ) {
    this.#run = run
    this.#place = place
    this.#ports = ports
    this.#onError = onError
  }

  /** Stores what is about to be injected. From then on the leases are renewed until {@link flush}. */
  async intend(entries: readonly LedgerEntry[]): Promise<void> {
    const { db, log } = this.#ports
    try {
      await writePatiently(() => intendFaults(this.#run, this.#place, entries, db), log)
    } catch (error) {
      this.#onError(error)
      throw error
    }
    this.#timer ??= setInterval(() => this.#writeLater(), WRITE_INTERVAL_MS)
  }

  changed(entry: LedgerEntry): void {
    this.#changed.set(`${entry.arm ?? ''}/${entry.step}`, entry)
  }

  /** Stores what is left, and renews nothing any more. To be called however the trial has ended. */
  async flush(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    if (this.#changed.size > 0) this.#writeLater()
    await this.#writing
  }

  #writeLater(): void {
    this.#writing = this.#writing.then(async () => {
      const entries = [...this.#changed.values()]
      this.#changed.clear()
      const { db, log } = this.#ports
      try {
        await writePatiently(() => noteFaults(this.#run, this.#place.trialIndex, entries, db), log)
      } catch (error) {
        this.#onError(error)
      }
    })
  }
}
