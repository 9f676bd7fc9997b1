/**
 * A lease without a pipe: a run on a standing lab touches a file every second while faults may be set, and the lab's watchdog,
 * which the run has not started, looks whether it still does.
 */
import { rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Heartbeat } from './heartbeat'
import { LEASE_MS } from './lease'

/** The longest time between two looks that counts: a watchdog that stood still itself has missed signs of life. */
const MAX_STEP_MS = 2_500

const leaseFile = (directory: string) => path.join(directory, 'lease')

/**
 * The run's side.
 * @param stoodStill told when this process was silent for so long that the watchdog has taken its faults away
 */
export function fileHeartbeat(directory: string, stoodStill: () => void): Heartbeat {
  const file = leaseFile(directory)
  return new Heartbeat({
    beat: () => writeFileSync(file, `${process.pid}\n`),
    rest: () => rmSync(file, { force: true }),
    stoodStill,
  })
}

/** The watchdog's side. */
export class FileLease {
  readonly #directory: string
  readonly #nowMs: () => number
  #seen: number | null = null
  #lastMs: number
  #silentMs = 0
  #isTold = false

  constructor(directory: string, nowMs = () => performance.now()) {
    this.#directory = directory
    this.#nowMs = nowMs
    this.#lastMs = nowMs()
  }

  /** True once per silence: the lease has run out since the last look. */
  hasRunOut(): boolean {
    const nowMs = this.#nowMs()
    const stepMs = Math.min(nowMs - this.#lastMs, MAX_STEP_MS)
    this.#lastMs = nowMs
    const touched = this.#touchedAt()
    if (touched === null || touched !== this.#seen) {
      this.#seen = touched
      this.#silentMs = 0
      this.#isTold = false
      return false
    }
    this.#silentMs += stepMs
    if (this.#isTold || this.#silentMs < LEASE_MS) return false
    this.#isTold = true
    return true
  }

  /** Whatever it was for is over. */
  forget(): void {
    rmSync(leaseFile(this.#directory), { force: true })
  }

  #touchedAt(): number | null {
    try {
      return statSync(leaseFile(this.#directory)).mtimeMs
    } catch {
      return null // No fault can be set now.
    }
  }
}
