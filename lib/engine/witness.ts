/**
 * Gathers a window's evidence by means that know nothing of what injects: the target's own counters, probes on idle
 * connections through the proxies and around them, and the members' word on who leads.
 */
import type { PacketCounts, Probe, ProbedLink, WindowEvidence } from '../core/fault/evidence'
import { faultOf } from '../core/fault/registry'
import { ClusterSightings } from './cluster-sightings'
import type { EnginePorts } from './ports'
import { NameWitness } from './name-witness'
import type { ScheduleInput } from './run-schedule'

/** From the begin of one probe of a link to the next; members take turns. */
export const PROBE_INTERVAL_MS = 50
/** A probe that takes longer is given up and counts as unanswered. */
const PROBE_TIMEOUT_MS = 15_000

type WitnessPorts = Pick<EnginePorts, 'clock' | 'target' | 'prober' | 'leaders'>

export class WindowWitness {
  /** Whether it wants to be told of looks at the cluster: wherever the target is one. */
  readonly watchesCluster: boolean
  readonly #ports: WitnessPorts
  readonly #arm: number | null
  readonly #probes: Probe[] = []
  /** Null where no name is made to fail. */
  readonly #names: NameWitness | null
  readonly #cluster = new ClusterSightings()
  readonly #underWay = new Set<Promise<void>>()
  readonly #probesOver = new AbortController()
  #arrivedBefore: number | null = null
  #readsBefore = 0
  #failuresBefore: number | null = null
  #packetsBefore: PacketCounts | null = null
  #packetsAfter: PacketCounts | null = null
  #beginMs = NaN
  #probedUntilMs = NaN

  constructor(
    ports: WitnessPorts,
    { arm, steps, isCluster }: Pick<ScheduleInput, 'arm' | 'steps'> & { isCluster: boolean },
  ) {
    this.#ports = ports
    this.#arm = arm
    this.#names = steps.some(({ fault }) => faultOf({ fault }).group === 'names')
      ? new NameWitness(ports)
      : null
    this.watchesCluster = isCluster
  }

  /** Notes what was counted before; nothing of the window must be on its way yet, and nothing injected. */
  async prepare(signal: AbortSignal): Promise<void> {
    const { leaders, target, clock } = this.#ports
    if (this.watchesCluster) {
      const beganMs = clock.nowMs()
      this.clusterSeen(await leaders.look(signal), beganMs, clock.nowMs())
    }
    this.#arrivedBefore = await target.requestsArrived()
    this.#readsBefore = leaders.readsSent
    this.#failuresBefore = target.nameFailures()
  }

  /** Probes until the signal is aborted; then {@link stopProbing} is to be called. */
  async probe(beginMs: number, signal: AbortSignal): Promise<void> {
    const { clock, target, prober } = this.#ports
    this.#beginMs = beginMs
    // Not before: what the faults did not yet act on would count as spared by them.
    const packetsBefore = target.packets()
    const naming = this.#names?.probe(beginMs, signal)
    for (let number = 0; !signal.aborted; number++) {
      for (const link of prober.links) {
        const running: Promise<void> = this.#probeOnce(number % target.members.length, link).finally(() =>
          this.#underWay.delete(running),
        )
        this.#underWay.add(running)
      }
      try {
        await clock.sleepUntil(beginMs + (number + 1) * PROBE_INTERVAL_MS, signal)
      } catch (error) {
        // Being told to stop is how all probing ends.
        if (!signal.aborted) throw error
      }
    }
    this.#probedUntilMs = clock.nowMs() - beginMs
    this.#probesOver.abort()
    // Now, and not when all else is counted: by then the faults are gone.
    ;[this.#packetsBefore, this.#packetsAfter] = await Promise.all([packetsBefore, target.packets()])
    await Promise.all([...this.#underWay, naming])
  }

  /** Somebody has looked at the cluster. */
  clusterSeen(...look: Parameters<ClusterSightings['add']>): void {
    this.#cluster.add(...look)
  }

  /** Counts again, when nothing of the window can arrive any more. */
  async collect(): Promise<WindowEvidence> {
    const { leaders, target } = this.#ports
    const nameProbes = (await this.#names?.finish(this.#beginMs)) ?? []
    const arrived = await target.requestsArrived()
    const failures = target.nameFailures()
    return {
      arm: this.#arm,
      requestsArrived:
        arrived === null || this.#arrivedBefore === null || arrived < this.#arrivedBefore
          ? null
          : arrived - this.#arrivedBefore - (leaders.readsSent - this.#readsBefore),
      probes: this.#probes,
      probedUntilMs: this.#probedUntilMs,
      ...this.#cluster.since(this.#beginMs),
      nameProbes,
      nameFailures:
        failures === null || this.#failuresBefore === null ? null : failures - this.#failuresBefore,
      packets: this.#packetsBefore && this.#packetsAfter && grown(this.#packetsBefore, this.#packetsAfter),
    }
  }

  async #probeOnce(member: number, link: ProbedLink): Promise<void> {
    const { clock, prober } = this.#ports
    const { signal } = this.#probesOver
    const startMs = clock.nowMs() - this.#beginMs
    const [throughMs, aroundMs] = await Promise.all(
      (['through', 'around'] as const).map((way) =>
        prober.roundTripMs({ member, link, way }, PROBE_TIMEOUT_MS, signal),
      ),
    )
    // What was cut off by the end says nothing.
    if (signal.aborted && (throughMs === null || aroundMs === null)) return
    this.#probes.push({ member, link, startMs, throughMs: throughMs ?? null, aroundMs: aroundMs ?? null })
  }
}

function grown(before: PacketCounts, after: PacketCounts): PacketCounts {
  const on = (link: keyof PacketCounts) => ({
    sent: after[link].sent - before[link].sent,
    arrived: after[link].arrived - before[link].arrived,
  })
  return { client: on('client'), peer: on('peer') }
}
