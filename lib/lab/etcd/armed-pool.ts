/**
 * The armed connections to one member that lose in one way. One is left before it is spent, and a fresh one is opened at once,
 * in the background, so that armed ones are ready ahead of need. One that was left is taken away only when the time-out of its
 * last attempt is over: taken away earlier, silent losses would turn into broken connections.
 */
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from '../lab-error'
import type { ArmedConnection } from './armed-connection'
import type { ArmedGroup } from './armed-group'

/** Between two tries to open a path, while the member or its link is down. */
const REOPEN_MS = 100
/** More standing connections to one member than this are not kept, however many attempts are lost. */
const MAX_PATHS = 256
/**
 * Opening costs the machine that measures, 1 to 2 ms a connection: one proxy at a time, or a busy machine would open paths only
 * to be late with what it sends on them.
 */
const MAX_OPENING = 1

interface Ready {
  connection: ArmedConnection
  group: ArmedGroup & { left: number }
}

export class ArmedPool {
  readonly #open: (signal: AbortSignal) => Promise<ArmedGroup>
  readonly #perGroup: number
  readonly #closing = new AbortController()
  readonly #groups = new Set<ArmedGroup>()
  readonly #background = new Set<Promise<void>>()
  readonly #wanted: number
  #ready: Ready[] = []
  #opening = 0
  /** The member or its link is down: more paths would not help. */
  #isHindered = false
  #bug: Error | null = null

  /**
   * @param open opens some; aborted when they are not wanted any more
   * @param wanted connections that are to be ready at any time
   */
  constructor(open: (signal: AbortSignal) => Promise<ArmedGroup>, perGroup: number, wanted: number) {
    this.#open = open
    this.#perGroup = perGroup
    this.#wanted = Math.min(MAX_PATHS, wanted)
    setMaxListeners(0, this.#closing.signal)
  }

  /** Opens all that are wanted. @throws LabError when one cannot be had */
  async fill(): Promise<void> {
    while (this.#ready.length < this.#wanted) await this.#openGroup()
  }

  /** A connection for a request of so many bytes, to be used at once; null when none is free. */
  take(bytes: number): ArmedConnection | null {
    for (;;) {
      const [first] = this.#ready
      if (!first) break
      if (first.connection.takes(bytes)) return first.connection
      this.#leave(first)
    }
    return null
  }

  /** Leaves a connection that takes nothing more, so that another one is opened before it is missed. */
  leaveIfSpent(connection: ArmedConnection): void {
    const spent = this.#ready.find((ready) => ready.connection === connection)
    if (spent && !connection.takes(0)) this.#leave(spent)
  }

  /**
   * Takes every connection away, also those with attempts under way.
   * @throws LabError when Toxiproxy does not let go of one
   */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#ready = []
    await Promise.all([...this.#groups].map((group) => this.#closeGroup(group)))
    // What was being opened when the closing began is closed by whoever opened it.
    await Promise.all(this.#background)
    if (this.#bug !== null) throw this.#bug
  }

  async #openGroup(): Promise<void> {
    const opened = await this.#open(this.#closing.signal)
    const group = Object.assign(opened, { left: opened.connections.length })
    this.#groups.add(group)
    if (this.#closing.signal.aborted) {
      await this.#closeGroup(group)
      return
    }
    for (const connection of group.connections) {
      const ready = { connection, group }
      this.#ready.push(ready)
      connection.onBroken(() => this.#leave(ready))
    }
  }

  #leave(ready: Ready): void {
    const index = this.#ready.indexOf(ready)
    if (index < 0) return
    this.#ready.splice(index, 1)
    // A used one may have been cut by what makes it lose.
    if (ready.connection.isBroken && !ready.connection.isUsed) this.#isHindered = true
    this.#inBackground(this.#recycle(ready))
    this.#refill()
  }

  async #recycle({ connection, group }: Ready): Promise<void> {
    await connection.idle()
    group.left -= 1
    if (group.left > 0) return
    if (!connection.isBroken) await this.#pause(await group.drainMs())
    await this.#closeGroup(group)
  }

  #refill(): void {
    while (
      !this.#closing.signal.aborted &&
      this.#opening < MAX_OPENING &&
      this.#ready.length + this.#opening * this.#perGroup < this.#wanted
    )
      this.#inBackground(this.#openInBackground())
  }

  async #openInBackground(): Promise<void> {
    this.#opening += 1
    try {
      // Lets a link that breaks everything at once not be tried without a pause.
      if (this.#isHindered) await this.#pause(REOPEN_MS)
      if (this.#closing.signal.aborted) return
      await this.#openGroup()
      this.#isHindered = false
    } catch (error) {
      // Attempts that find no path tell of it.
      this.#isHindered = true
      if (!(error instanceof LabError)) throw error
    } finally {
      this.#opening -= 1
      this.#refill()
    }
  }

  async #closeGroup(group: ArmedGroup): Promise<void> {
    await group.close()
    this.#groups.delete(group)
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#closing
    if (ms <= 0 || signal.aborted) return
    await sleep(ms, undefined, { signal }).catch(() => undefined)
  }

  #inBackground(work: Promise<void>): void {
    const kept = work
      .catch((error: unknown) => {
        // What Toxiproxy does not let go of now is asked for again when the pool is closed.
        if (!(error instanceof LabError))
          this.#bug = error instanceof Error ? error : new Error(String(error))
      })
      .finally(() => this.#background.delete(kept))
    this.#background.add(kept)
  }
}
