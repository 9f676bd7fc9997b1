/** The lab of one run with its engine: started, started anew when it has broken, ended. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Capability } from '@/lib/core/fault/fault'
import type { Lab, WantedTarget } from '@/lib/lab/lab'
import { LabBusyError, LabError, LabLimitError } from '@/lib/lab/lab-error'
import type { Engine } from '../engine/engine'
import { reconcileCleanLab } from './reconcile-faults'
import type { WorkerPorts } from '../worker-ports'

/** How often a lab that somebody else has is asked for again. */
const BUSY_RETRY_MS = 1_000

/** A lab that a session has let go of. */
export interface ClosedLab {
  directory: string
  /** Why it could not be ended in order, or given back free of faults; null when it was, and was read back. */
  problem: string | null
}

export class LabSession {
  readonly #ports: WorkerPorts
  readonly #runId: string
  readonly #needs: ReadonlySet<Capability>
  readonly #wanted: WantedTarget
  #lab: Lab | null = null
  #engine: Engine | null = null
  #broken = new AbortController()

  /**
   * @param needs what the run's lab must be able to do
   * @param wanted what the run is aimed at
   */
  constructor(ports: WorkerPorts, runId: string, needs: ReadonlySet<Capability>, wanted: WantedTarget) {
    this.#ports = ports
    this.#runId = runId
    this.#needs = needs
    this.#wanted = wanted
  }

  /** Aborted with a LabError when a part of the lab has ended by itself. */
  get broken(): AbortSignal {
    return this.#broken.signal
  }

  get lab(): Lab {
    if (!this.#lab) throw new Error('the lab has not been started')
    return this.#lab
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('the engine has not been started')
    return this.#engine
  }

  /** Starts lab and engine; waits while somebody else has the lab. */
  async start(signal: AbortSignal): Promise<void> {
    const broken = new AbortController()
    this.#broken = broken
    const lab = await this.#acquire(signal)
    this.#lab = lab
    lab.onFailure(({ program, message, isFinal }) => {
      this.#ports.log.error({ runId: this.#runId, program, problem: message }, 'the lab broke')
      broken.abort(isFinal === true ? new LabLimitError(message) : new LabError(message))
    })
    await reconcileCleanLab(lab.directory, this.#ports)
    this.#engine = this.#ports.startEngine(lab)
  }

  /**
   * Ends engine and lab. A lab that cannot be ended in order is the watchdog's or the guard's business; it is logged.
   * @returns null when there was no lab
   */
  async close(): Promise<ClosedLab | null> {
    const [lab, engine] = [this.#lab, this.#engine]
    this.#lab = null
    this.#engine = null
    const { log } = this.#ports
    try {
      await engine?.close()
    } catch (error) {
      // The faults are in the lab, which must be ended all the more.
      log.error({ err: error, runId: this.#runId }, 'the engine could not be ended in order')
    }
    if (!lab) return null
    const { directory } = lab
    try {
      await lab.stop()
      return { directory, problem: null }
    } catch (error) {
      log.error({ err: error, runId: this.#runId }, 'the lab could not be stopped in order')
      return { directory, problem: error instanceof Error ? error.message : String(error) }
    }
  }

  async #acquire(signal: AbortSignal): Promise<Lab> {
    for (let tries = 1; ; tries++) {
      try {
        const owner = { kind: 'run', id: this.#runId } as const
        return await this.#ports.acquireLab(owner, this.#needs, signal, this.#wanted)
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof LabBusyError)) throw error
        if (tries === 1) this.#ports.log.warn({ runId: this.#runId }, `Waiting for the lab. ${error.message}`)
        await pause(signal)
      }
    }
  }
}

/** Ends at once when the waiting is given up: a cancelled run must not look busy for another second. */
async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(BUSY_RETRY_MS, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}
