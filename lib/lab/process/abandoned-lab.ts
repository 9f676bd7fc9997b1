/**
 * The standing lab's own guard against faults that stay behind: nobody holds its watchdog's stdin, so the death of a
 * run that uses it shows only in the lock that the run has not given back.
 */
import type { LabAddress } from '../lab'
import { LabBusyError } from '../lab-error'
import { isAbandoned, takeLock } from '../lab-lock'
import { clearPacketFaults } from '../namespace/packet-rules'
import { clearClientLinks } from '../toxiproxy/client-links'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { ownerLock } from './lab-file'

const LOOK_INTERVAL_MS = 1_000

/**
 * Looks again and again whether the lab's holder has died, and then removes its faults and its lock.
 * @param log takes one line per thing that was done or could not be done
 * @returns ends the looking
 */
export function guardStandingLab(
  lab: { id: string; directory: string; address: LabAddress },
  log: (line: string) => void,
): () => void {
  const clearing = new AbandonedLab(lab, log)
  const timer = setInterval(() => void clearing.look(), LOOK_INTERVAL_MS)
  // The lab's programs keep the watchdog alive, not this.
  timer.unref()
  return () => clearInterval(timer)
}

/** Apart from its timer, for the tests. */
export class AbandonedLab {
  readonly #lab: { id: string; directory: string; address: LabAddress }
  readonly #log: (line: string) => void
  readonly #toxiproxy: ToxiproxyControl
  #looking = false
  /** Faults could not be removed: the lock is gone by then, so this has to be remembered. */
  #owing = false

  constructor(lab: { id: string; directory: string; address: LabAddress }, log: (line: string) => void) {
    this.#lab = lab
    this.#log = log
    this.#toxiproxy = new ToxiproxyControl(lab.address.toxiproxyUrl)
  }

  /** Never rejects: what goes wrong is logged and tried again at the next look. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      if (this.#owing || isAbandoned(ownerLock(this.#lab.directory))) await this.#clear()
    } catch (error) {
      if (!this.#owing) this.#log(`Faults of a run that has died could not be removed: ${String(error)}`)
      this.#owing = true
    } finally {
      this.#looking = false
    }
  }

  async #clear(): Promise<void> {
    const release = this.#take()
    if (!release) {
      this.#owing = false
      return
    }
    try {
      await clearPacketFaults(this.#lab.address)
      await clearClientLinks(this.#toxiproxy, this.#lab.address.members)
      this.#owing = false
      this.#log('The run that used the lab has died; its faults were removed.')
    } finally {
      release()
    }
  }

  /** Under the lock, so that no run begins meanwhile and loses the faults it has just set. */
  #take(): (() => void) | null {
    try {
      const owner = { kind: 'watchdog', id: this.#lab.id } as const
      return takeLock(ownerLock(this.#lab.directory), owner, 'The standing lab')
    } catch (error) {
      // Another run was faster: it has cleared the lab at its begin.
      if (error instanceof LabBusyError) return null
      throw error
    }
  }
}
