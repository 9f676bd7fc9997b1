/**
 * Gathers a window's evidence by means that know nothing of what injects: the target's own counters, probes on idle
 * connections through the proxies and around them, and the members' word on who leads.
 */
import type { LeaderChange, PacketCounts, Probe, ProbedLink, WindowEvidence } from '../core/fault/evidence'
import type { EnginePorts, Leadership } from './ports'

/** From the begin of one probe of a link to the next; members take turns. */
export const PROBE_INTERVAL_MS = 50
/** A probe that takes longer is given up and counts as unanswered. */
const PROBE_TIMEOUT_MS = 15_000

type WitnessPorts = Pick<EnginePorts, 'clock' | 'target' | 'prober' | 'leaders'>

export class WindowWitness {
  readonly #ports: WitnessPorts
  readonly #arm: number | null
  readonly #probes: Probe[] = []
  readonly #changes: LeaderChange[] = []
  readonly #underWay = new Set<Promise<void>>()
  readonly #probesOver = new AbortController()
  #arrivedBefore: number | null = null
  #readsBefore = 0
  #failuresBefore: number | null = null
  #packetsBefore: PacketCounts | null = null
  #packetsAfter: PacketCounts | null = null
  #beginMs = NaN
  #probedUntilMs = NaN
  #looked = false
  #leader: Leadership | null = null
  #leaderlessSinceMs: number | null = null

  constructor(ports: WitnessPorts, arm: number | null) {
    this.#ports = ports
    this.#arm = arm
  }

  /** Notes what was counted before; nothing of the window must be on its way yet. */
  async prepare(): Promise<void> {
    const { leaders, target } = this.#ports
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
    await Promise.all(this.#underWay)
  }

  /** Somebody has looked who leads. */
  leaderSeen(leader: Leadership | null, nowMs: number): void {
    this.#looked = true
    const atMs = nowMs - this.#beginMs
    if (!leader) {
      this.#leaderlessSinceMs ??= atMs
      return
    }
    const before = this.#leader
    if (before && (before.member !== leader.member || before.term !== leader.term))
      this.#changes.push({
        seenMs: atMs,
        from: before.member,
        to: leader.member,
        leaderlessMs: this.#leaderlessSinceMs === null ? 0 : atMs - this.#leaderlessSinceMs,
      })
    this.#leader = leader
    this.#leaderlessSinceMs = null
  }

  /** Counts again, when nothing of the window can arrive any more. */
  async collect(): Promise<WindowEvidence> {
    const { leaders, target } = this.#ports
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
      leaderChanges: this.#looked ? this.#changes : null,
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
