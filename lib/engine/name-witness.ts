/** Opens new connections by name during a window, and at the same time by address: what a failure of names must change. */
import type { NameProbe } from '../core/fault/evidence'
import type { EnginePorts } from './ports'

/** From the begin of one probe to the next; members take turns. */
export const NAME_PROBE_INTERVAL_MS = 200
/** A connection that takes longer is none. */
const CONNECT_TIMEOUT_MS = 1_000

type NamePorts = Pick<EnginePorts, 'clock' | 'target' | 'prober'>

export class NameWitness {
  readonly #ports: NamePorts
  /** By the engine's clock. */
  readonly #probes: NameProbe[] = []
  readonly #underWay: Promise<void>[] = []

  constructor(ports: NamePorts) {
    this.#ports = ports
  }

  /** Begins probes until the signal is aborted; does not wait for those that are under way then. */
  async probe(beginMs: number, signal: AbortSignal): Promise<void> {
    const { clock, target } = this.#ports
    for (let number = 0; !signal.aborted; number++) {
      this.#underWay.push(this.#probeOnce(number % target.members.length))
      try {
        await clock.sleepUntil(beginMs + (number + 1) * NAME_PROBE_INTERVAL_MS, signal)
      } catch (error) {
        // Being told to stop is how all probing ends.
        if (!signal.aborted) throw error
      }
    }
  }

  /** Probes every member once more, when nothing is injected any more. @returns all, in milliseconds from the window's begin */
  async finish(beginMs: number): Promise<NameProbe[]> {
    this.#underWay.push(...this.#ports.target.members.map((_, member) => this.#probeOnce(member)))
    await Promise.all(this.#underWay)
    return this.#probes.map((probe) => ({
      ...probe,
      startMs: probe.startMs - beginMs,
      endMs: probe.endMs - beginMs,
    }))
  }

  async #probeOnce(member: number): Promise<void> {
    const { clock, prober } = this.#ports
    const startMs = clock.nowMs()
    const made = await prober.connect(member, CONNECT_TIMEOUT_MS)
    this.#probes.push({ member, startMs, endMs: clock.nowMs(), ...made })
  }
}
