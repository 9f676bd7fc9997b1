/**
 * Sees to it that no fault outlives its owner on a lab whose programs are not ours: removes what is ours when the owner is
 * gone or silent, reads back, and tries again until nothing is left.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LabBusyError } from '../lab-error'
import { lockHolder, takeLock } from '../lab-lock'
import { ourProxies } from '../toxiproxy/our-names'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import type { GuardedLab } from './guard-protocol'
import { removeOurProxies } from './remove-proxies'

/** Short: the faults have to be gone within ten seconds, and a call may be in vain. */
const CALL_TIMEOUT_MS = 1_500
/** How often the names of our proxies are looked up, for the case that the server lists them no more. */
const LOOK_MS = 2_000
/** An owner that was killed is still in the process table for a moment. */
const DYING_MS = 2_000
const DYING_POLL_MS = 25

/** Pauses between tries: quick ones first, then for ten minutes. */
const RETRY_MS = [250, 500, 1_000, 1_000]
const STUCK_RETRY_MS = 5_000
const STUCK_RETRIES = 120

export class FaultGuard {
  readonly #lab: GuardedLab
  readonly #log: (line: string) => void
  readonly #toxiproxy: ToxiproxyControl
  readonly #known: Set<string>
  #looking: NodeJS.Timeout | null = null
  #removing: Promise<boolean> | null = null
  #isSilent = false

  /** @param log takes one line per thing that was done or could not be done */
  constructor(lab: GuardedLab, log: (line: string) => void) {
    this.#lab = lab
    this.#log = log
    this.#toxiproxy = new ToxiproxyControl(lab.toxiproxyUrl, CALL_TIMEOUT_MS)
    this.#known = new Set(lab.proxies)
  }

  /** Begins to remember which proxies there are. */
  watch(): void {
    this.#looking = setInterval(() => {
      ourProxies(this.#toxiproxy).then(
        (names) => names.forEach((name) => this.#known.add(name)),
        // The owner finds that out by itself; the next look may succeed.
        () => undefined,
      )
    }, LOOK_MS)
    this.#looking.unref()
  }

  /**
   * Removes the faults of a silent owner, and what it sets in spite of its silence (one of its threads may go on), until
   * {@link ownerSpeaks}. The owner still has the lab's lock, so nothing of anybody else's can be among them.
   */
  async ownerIsSilent(): Promise<void> {
    this.#log('The owner gave no sign of life in time; its faults are removed.')
    this.#isSilent = true
    await this.#removeAll()
    while (this.#isSilent) {
      await sleep(LOOK_MS)
      const names = await ourProxies(this.#toxiproxy).catch(() => [])
      if (this.#isSilent && names.length > 0) await this.#removeAll()
    }
  }

  /** The owner is back. It has been told, and takes away itself what it has set since. */
  ownerSpeaks(): void {
    this.#isSilent = false
  }

  /**
   * Removes the faults of an owner that is gone, unless another one has the lab: that one has cleared it at its begin.
   * @returns whether nothing of the owner is left
   */
  async ownerIsGone(): Promise<boolean> {
    this.#isSilent = false
    // One that began while the owner was silent; it has to end before the lock is looked at.
    await this.#removing
    const release = await this.#takeOver()
    if (release === 'taken') {
      this.#log('The owner is gone, and another one has the lab.')
      return true
    }
    try {
      this.#log('The owner is gone; its faults are removed.')
      return await this.#removeAll()
    } finally {
      release()
    }
  }

  end(): void {
    if (this.#looking) clearInterval(this.#looking)
  }

  /** The lock of the dead owner, or the right to act under it while the owner, alive without a word, keeps it. */
  async #takeOver(): Promise<(() => void) | 'taken'> {
    const { lockFile, lockToken, owner } = this.#lab
    const endMs = performance.now() + DYING_MS
    for (;;) {
      try {
        return takeLock(lockFile, { kind: 'watchdog', id: owner.id }, 'The external lab')
      } catch (error) {
        if (!(error instanceof LabBusyError)) throw error
      }
      if (lockHolder(lockFile)?.token !== lockToken) return 'taken'
      if (performance.now() > endMs) return () => undefined
      await sleep(DYING_POLL_MS)
    }
  }

  #removeAll(): Promise<boolean> {
    this.#removing ??= this.#tryUntilGone().finally(() => (this.#removing = null))
    return this.#removing
  }

  async #tryUntilGone(): Promise<boolean> {
    for (let tries = 0; tries < RETRY_MS.length + STUCK_RETRIES; tries++) {
      try {
        const removed = await removeOurProxies(this.#toxiproxy, [...this.#known])
        this.#log(
          removed.length > 0
            ? `Removed ${removed.join(', ')} with all faults on them, and read back that they are gone.`
            : 'Nothing of ours was there.',
        )
        return true
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (tries === RETRY_MS.length)
          this.#log(`Stuck: faults may still be set, and cannot be removed. ${why} Trying on.`)
        else if (tries < RETRY_MS.length) this.#log(`Not removed yet: ${why}`)
      }
      await sleep(RETRY_MS[tries] ?? STUCK_RETRY_MS)
    }
    this.#log(
      `Stuck: given up. Remove what begins with "retryscope-" from Toxiproxy at ${this.#lab.toxiproxyUrl} by hand.`,
    )
    return false
  }
}
