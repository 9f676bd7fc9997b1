/** What probes of a link should have taken, and which of them can be held against it. */
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import type { Probe, ProbedLink, WindowEvidence } from './evidence'
import { aimOf, describeAim } from './aim'
import type { FaultStep } from './fault'
import { latencyQuantileMs } from './latency-law'

/** Enough that the expectation is far more exact than any measurement. */
const DRAWS_PER_PROBE = 100
/** Faults that change how long a probe takes by an amount that nobody asked for. */
const UNPREDICTABLE: readonly string[] = [
  'bandwidth',
  'slicer',
  'timeout',
  'reset-peer',
  'limit-data',
  'down',
  'packet-loss',
]

/** The fields that all faults of a link share, and those of a latency. */
interface LatencyParams {
  latencyMs: number
  jitterMs: number
  on: string
  link: string
  toxicity: number
}

export type AnsweredProbe = Probe & { throughMs: number; aroundMs: number }

/** The latencies that were asked for on the link. */
export function latenciesOn(link: ProbedLink, steps: readonly FaultStep[]): FaultStep[] {
  return steps.filter((step) => step.fault === 'latency' && isOn(link, step))
}

/** Why nobody can say what a probe of the link should have taken; null when it can be said. */
export function whyUnpredictable(link: ProbedLink, steps: readonly FaultStep[]): string | null {
  const other = steps.find((step) => UNPREDICTABLE.includes(step.fault) && isOn(link, step))
  if (other) return `the fault "${other.fault}" on the same link changes how long probes take, too`
  return null
}

/** Probes of members at which the same latencies were aimed. */
export interface ProbeGroup {
  /** Those latencies; none = members that were to be spared. */
  latencies: FaultStep[]
  probes: AnsweredProbe[]
}

/**
 * The probes of a link that count, by what was aimed at their members: the mean of all would hide that the wrong one was hit.
 * @returns the members at which something was aimed come first; or the reason, for people, when nobody knows where it was aimed
 */
export function probeGroups(
  link: ProbedLink,
  evidence: readonly WindowEvidence[],
  latencies: readonly FaultStep[],
): ProbeGroup[] | { problem: string } {
  const groups = new Map<string, ProbeGroup>()
  for (const window of evidence) {
    const aims = latencies.map((step) => ({ step, aim: aimOf(step, window) }))
    const lost = aims.find(({ aim }) => aim === null)
    if (lost)
      return { problem: `the members named no leader when ${describeAim(lost.step)} was to be struck` }
    for (const probe of fairProbes(link, window, latencies)) {
      const aimed = aims.filter(({ aim }) => aim?.(probe.member)).map(({ step }) => step)
      const key = aimed.map(({ id }) => id).join(' ')
      const group = groups.get(key) ?? { latencies: aimed, probes: [] }
      groups.set(key, group)
      group.probes.push(probe)
    }
  }
  return [...groups.values()].sort((a, b) => b.latencies.length - a.latencies.length)
}

/** Why probes cannot be held against these latencies; null when they can. */
export function whyByChance(latencies: readonly FaultStep[]): string | null {
  return latencies.some(({ params }) => paramsOf(params).toxicity !== 1)
    ? 'each connection is either delayed or not, and which are is drawn by Toxiproxy'
    : null
}

/**
 * Probes that count: answered both ways, while the same latencies were in force from begin to end, and begun early enough
 * that slow answers had as good a chance as quick ones.
 */
function fairProbes(
  link: ProbedLink,
  { probes, probedUntilMs }: WindowEvidence,
  latencies: readonly FaultStep[],
): AnsweredProbe[] {
  const longestMs = latencies.reduce((sum, { params }) => {
    const { latencyMs, jitterMs } = paramsOf(params)
    return sum + latencyMs + jitterMs
  }, 50)
  const edges = latencies.flatMap(({ startMs, endMs }) => [startMs, ...(endMs === null ? [] : [endMs])])
  return probes.filter(
    (probe): probe is AnsweredProbe =>
      probe.link === link &&
      probe.throughMs !== null &&
      probe.aroundMs !== null &&
      probe.startMs + longestMs < probedUntilMs &&
      !edges.some(
        (edgeMs) => edgeMs > 0 && probe.startMs - 100 < edgeMs && edgeMs < probe.startMs + longestMs,
      ),
  )
}

/** Draws from the law that is in force when a probe begins: latencies that act at once add up. */
export function expectedDraws(latencies: readonly FaultStep[], startMs: number, index: number): number[] {
  const acting = latencies.flatMap(({ startMs: fromMs, endMs, params }) =>
    startMs < fromMs || (endMs !== null && startMs >= endMs) ? [] : [paramsOf(params)],
  )
  const random = streamOf(0, RANDOM_PURPOSE.sample, index)
  return Array.from({ length: DRAWS_PER_PROBE }, () =>
    acting.reduce(
      (sum, { latencyMs, jitterMs }) => sum + latencyQuantileMs(latencyMs, jitterMs, random.next()),
      0,
    ),
  )
}

/** True for a fault whose link is this one; one that names none is on the client link. */
function isOn(link: ProbedLink, { params }: FaultStep): boolean {
  const asked = paramsOf(params).link ?? 'client'
  return asked === link || asked === 'both'
}

/** Steps of a schedule are checked. */
function paramsOf(params: FaultStep['params']): LatencyParams {
  return params as unknown as LatencyParams
}
