/**
 * The standing lab's own guard against faults that stay behind: nobody holds its watchdog's stdin, so the death of a
 * run that uses it shows only in the lock that the run has not given back, and its silence in the lease that it does not renew.
 */
import { FileLease } from '../guard/file-lease'
import { renewProxies } from '../guard/renew-proxies'
import type { LabAddress } from '../lab'
import { LabBusyError } from '../lab-error'
import { isAbandoned, takeLock } from '../lab-lock'
import { clearPacketFaults } from '../namespace/packet-rules'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { ownerLock } from './lab-file'

const LOOK_INTERVAL_MS = 1_000
/** Short: the faults have to be gone within ten seconds. */
const CALL_TIMEOUT_MS = 1_000
/** After so many tries in vain Toxiproxy is taken for hung. */
const TRIES = 3

export interface StandingLab {
  id: string
  directory: string
  address: LabAddress
}

export interface StandingLabGuard {
  /** Takes one line per thing that was done or could not be done. */
  log(line: string): void
  /** Ends a Toxiproxy that does not give its faults up: the lab is of no use afterwards, but nothing is faulty. */
  killToxiproxy(): void
}

/**
 * Looks again and again whether the lab's holder has died or is silent, and then removes its faults.
 * @returns ends the looking
 */
export function guardStandingLab(lab: StandingLab, guard: StandingLabGuard): () => void {
  const clearing = new AbandonedLab(lab, guard)
  const timer = setInterval(() => void clearing.look(), LOOK_INTERVAL_MS)
  // The lab's programs keep the watchdog alive, not this.
  timer.unref()
  return () => clearInterval(timer)
}

/** Apart from its timer, for the tests. */
export class AbandonedLab {
  readonly #lab: StandingLab
  readonly #guard: StandingLabGuard
  readonly #toxiproxy: ToxiproxyControl
  readonly #lease: FileLease
  #looking = false
  /** Faults could not be removed: the lock is gone by then, so this has to be remembered. */
  #owing: 'dead' | 'silent' | null = null
  #failures = 0

  /** @param lease looked at here only */
  constructor(lab: StandingLab, guard: StandingLabGuard, lease = new FileLease(lab.directory)) {
    this.#lab = lab
    this.#guard = guard
    this.#toxiproxy = new ToxiproxyControl(lab.address.toxiproxyUrl, CALL_TIMEOUT_MS)
    this.#lease = lease
  }

  /** Never rejects: what goes wrong is logged and tried again at the next look. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    const hasFallenSilent = this.#lease.hasRunOut()
    const why = isAbandoned(ownerLock(this.#lab.directory))
      ? 'dead'
      : hasFallenSilent
        ? 'silent'
        : this.#owing
    try {
      if (why === 'dead') await this.#clearForTheDead()
      else if (why === 'silent') await this.#clear('The run that uses the lab gives no sign of life')
    } catch (error) {
      this.#failed(why, error)
    } finally {
      this.#looking = false
    }
  }

  #failed(why: 'dead' | 'silent' | null, error: unknown): void {
    this.#owing = why
    this.#failures += 1
    if (this.#failures === 1)
      this.#guard.log(`Faults that were left behind could not be removed: ${String(error)}`)
    if (this.#failures !== TRIES) return
    this.#guard.log('Toxiproxy does not give its faults up; it is killed, and the standing lab ends with it.')
    this.#guard.killToxiproxy()
  }

  async #clearForTheDead(): Promise<void> {
    const release = this.#take()
    if (!release) {
      this.#owing = null
      return
    }
    try {
      await clearPacketFaults(this.#lab.address)
      await this.#clear('The run that used the lab has died')
      this.#lease.forget()
    } finally {
      release()
    }
  }

  async #clear(why: string): Promise<void> {
    await renewProxies(this.#toxiproxy, this.#lab.address.members)
    this.#owing = null
    this.#failures = 0
    this.#guard.log(`${why}; its faults were removed.`)
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
