/**
 * Sees to it that no fault outlives its owner on a lab whose programs are not ours: removes what is ours when the owner is
 * gone or silent, reads back, and tries again until nothing is left.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LabStuckError } from '../lab-error'
import { ourProxies } from '../toxiproxy/our-names'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { becomeTheOnlyGuard, takeOverLab } from './guard-locks'
import type { GuardedLab } from './guard-protocol'
import { removeOurProxies } from './remove-proxies'

/** Short: the faults have to be gone within ten seconds, and a call may be in vain. */
const CALL_TIMEOUT_MS = 1_500
/** How often the names of our proxies are looked up, for the case that the server lists them no more. */
const LOOK_MS = 2_000
/** Pauses between tries: quick ones first, then for as long as the server says that something is left. */
const RETRY_MS = [250, 500, 1_000, 1_000]
const STUCK_RETRY_MS = 5_000
/** A server that has not answered once in about ten minutes is not waited for. */
const UNANSWERED_TRIES = 120
/** How often a lab that another owner has is looked at. */
const TAKEN_LOOK_MS = 1_000

/** Under what the guard removes something. */
interface Turn {
  /** The right to remove, for one try; it is given back by the call of what it resolves to. */
  take(): Promise<(() => void) | 'taken'>
  /** False when it is somebody else's business from now on. */
  isDue(): boolean
  /** Called when nothing is left, before the right is given back. */
  done?(): void
}

export class FaultGuard {
  readonly #lab: GuardedLab
  readonly #log: (line: string) => void
  readonly #toxiproxy: ToxiproxyControl
  readonly #known: Set<string>
  #looking: NodeJS.Timeout | null = null
  #removing: Promise<unknown> | null = null
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
    await this.#removeWhileSilent()
    while (this.#isSilent) {
      await sleep(LOOK_MS)
      const names = await ourProxies(this.#toxiproxy).catch(() => [])
      if (this.#isSilent && names.length > 0) await this.#removeWhileSilent()
    }
  }

  /** The owner is back. It has been told, and takes away itself what it has set since. */
  ownerSpeaks(): void {
    this.#isSilent = false
  }

  /**
   * Removes the faults of an owner that is gone. While another one has the lab it only waits: that one may have failed to
   * clear it, so what is left is looked at when the lab is free again. The lock is held for one try at a time: whoever wants
   * the lab is to hear what is stuck there, not that it is in use.
   * @returns whether nothing of the owner is left, or another guard is at it already
   */
  async ownerIsGone(): Promise<boolean> {
    this.#isSilent = false
    // One that began while the owner was silent; it has to end before the lock is looked at.
    await this.#removing
    const done = becomeTheOnlyGuard(this.#lab)
    if (!done) {
      this.#log('The owner is gone; the guard of an earlier one is still removing, and goes on.')
      return true
    }
    try {
      this.#log('The owner is gone; its faults are removed.')
      return await this.#tryUntilGone({ take: () => takeOverLab(this.#lab), isDue: () => true, done })
    } finally {
      done()
    }
  }

  end(): void {
    if (this.#looking) clearInterval(this.#looking)
  }

  #removeWhileSilent(): Promise<unknown> {
    const owners = { take: () => Promise.resolve(() => undefined), isDue: () => this.#isSilent }
    this.#removing ??= this.#tryUntilGone(owners).finally(() => (this.#removing = null))
    return this.#removing
  }

  async #tryUntilGone(turn: Turn): Promise<boolean> {
    let isTaken = false
    let unanswered = 0
    for (let tries = 0; turn.isDue();) {
      const release = await turn.take()
      if (release === 'taken') {
        if (!isTaken) this.#log('Another one has the lab; what is left is looked at when it is free again.')
        isTaken = true
        await sleep(TAKEN_LOOK_MS)
        continue
      }
      isTaken = false
      try {
        const removed = await removeOurProxies(this.#toxiproxy, [...this.#known])
        this.#log(
          removed.length > 0
            ? `Removed ${removed.join(', ')} with all faults on them, and read back that they are gone.`
            : 'Nothing of ours was there.',
        )
        turn.done?.()
        return true
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (tries === RETRY_MS.length)
          this.#log(`Stuck: faults may still be set, and cannot be removed. ${why} Trying on.`)
        else if (tries < RETRY_MS.length) this.#log(`Not removed yet: ${why}`)
        unanswered = error instanceof LabStuckError ? 0 : unanswered + 1
      } finally {
        release()
      }
      if (unanswered > UNANSWERED_TRIES) {
        const { toxiproxyUrl } = this.#lab
        this.#log(
          `Stuck: given up, as there was no answer for ten minutes. Remove what begins with "retryscope-" from Toxiproxy at ${toxiproxyUrl} by hand.`,
        )
        return false
      }
      await sleep(RETRY_MS[tries++] ?? STUCK_RETRY_MS)
    }
    return false
  }
}
