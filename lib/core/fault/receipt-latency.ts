/** The latency of a receipt: probes on idle connections through the proxies, against the same around them. */
import { meanInterval } from '../summary/interval'
import type { Probe, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { latencyLaw } from './latency-law'
import type { ReceiptLine } from './receipt'
import type { AttemptTally } from './receipt-losses'

/** A busy machine moves means by about this much. */
const SLACK_MS = 3
const STANDARD_ERRORS = 3.29
/** Below this many probes nothing is said. */
const MIN_PROBES = 20
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

interface LatencyParams {
  latencyMs: number
  jitterMs: number
  on: string
  link: string
  toxicity: number
}

/** Mean and spread of what the proxies add, and (apart) how long the attempts of the loaded connections took. */
export function latencyLines(
  evidence: readonly WindowEvidence[],
  steps: readonly FaultStep[],
  tally: AttemptTally,
): ReceiptLine[] {
  const lines = [...probeLines(evidence, steps)]
  const loaded = meanInterval(tally.ok.count, tally.ok.sumMs, tally.ok.sumOfSquares)
  if (loaded)
    lines.push({
      ...{ measure: 'loaded-latency', title: 'Duration of attempts under load', unit: 'ms' },
      ...{ requested: null, tolerance: null, measured: loaded.value, low: loaded.low, high: loaded.high },
      verdict: 'informs',
      evidence: `${tally.ok.count} attempts that succeeded; their answers come in several pieces and queue behind each other, so jitter there is more than was asked`,
    })
  return lines
}

function probeLines(evidence: readonly WindowEvidence[], steps: readonly FaultStep[]): ReceiptLine[] {
  const latencies = steps.filter(({ fault }) => fault === 'latency')
  if (steps.some(isUnpredictable)) return []
  const probes = evidence.flatMap((window) => fairProbes(window, latencies))
  const around = probes.map(({ aroundMs }) => aroundMs)
  const added = probes.map(({ throughMs }) => throughMs)
  if (probes.length < MIN_PROBES) return []
  const expectations = probes.map(({ startMs }) => expectedAt(latencies, startMs))
  // Where a latency begins and ends in the middle, its probes are compared with what was in force when each began.
  const baseMs = mean(around)
  const expectedMs = mean(expectations.map(({ meanMs }) => meanMs))
  const expectedSd = Math.sqrt(
    mean(expectations.map(({ meanMs, sdMs }) => sdMs ** 2 + (meanMs - expectedMs) ** 2)),
  )
  const measuredSd = standardDeviation(added)
  const standardError = measuredSd / Math.sqrt(probes.length)
  const measuredMs = mean(added) - baseMs
  const meanTolerance = SLACK_MS + STANDARD_ERRORS * standardError
  // The spread of a uniform law, estimated from n values, is off by about sd / √(2n).
  const spreadTolerance = SLACK_MS + (STANDARD_ERRORS * expectedSd) / Math.sqrt(2 * probes.length)
  const evidenceText = `${probes.length} probes on idle connections, through the proxies and around them (mean ${baseMs.toFixed(1)} ms)`
  const line = (
    measure: string,
    title: string,
    requested: number,
    measured: number,
    tolerance: number,
    half: number,
  ): ReceiptLine => ({
    ...{ measure, title, unit: 'ms', requested, measured, tolerance },
    ...{ low: measured - half, high: measured + half, evidence: evidenceText },
    verdict: Math.abs(measured - requested) <= tolerance ? 'within' : 'beyond',
  })
  return [
    line('latency-mean', 'Latency added, mean', expectedMs, measuredMs, meanTolerance, 1.96 * standardError),
    line(
      'latency-spread',
      'Latency added, standard deviation',
      expectedSd,
      measuredSd,
      spreadTolerance,
      (1.96 * measuredSd) / Math.sqrt(2 * probes.length),
    ),
  ]
}

/** True where nobody can say what a probe should take: other toxics, single members, connections that are spared. */
function isUnpredictable({ fault, params }: FaultStep): boolean {
  if (fault !== 'latency') return UNPREDICTABLE.includes(fault)
  const { on, toxicity } = params as unknown as LatencyParams
  return on !== 'all' || toxicity !== 1
}

type AnsweredProbe = Probe & { throughMs: number; aroundMs: number }

/**
 * Probes that count: answered both ways, while the same latencies were in force from begin to end, and begun early enough
 * that slow answers had as good a chance as quick ones.
 */
function fairProbes(
  { probes, probedUntilMs }: WindowEvidence,
  latencies: readonly FaultStep[],
): AnsweredProbe[] {
  const longestMs = latencies.reduce((sum, { params }) => {
    const { latencyMs, jitterMs } = params as unknown as LatencyParams
    return sum + latencyMs + jitterMs
  }, 50)
  const edges = latencies.flatMap(({ startMs, endMs }) => [startMs, ...(endMs === null ? [] : [endMs])])
  return probes.filter(
    (probe): probe is AnsweredProbe =>
      probe.throughMs !== null &&
      probe.aroundMs !== null &&
      probe.startMs + longestMs < probedUntilMs &&
      !edges.some(
        (edgeMs) => edgeMs > 0 && probe.startMs - 100 < edgeMs && edgeMs < probe.startMs + longestMs,
      ),
  )
}

/** What the latencies in force add to a probe: means and variances of independent draws add up. */
function expectedAt(latencies: readonly FaultStep[], startMs: number): { meanMs: number; sdMs: number } {
  let meanMs = 0
  let variance = 0
  for (const { startMs: fromMs, endMs, params } of latencies) {
    const { latencyMs, jitterMs, link } = params as unknown as LatencyParams
    if (link === 'peer' || startMs < fromMs || (endMs !== null && startMs >= endMs)) continue
    const law = latencyLaw(latencyMs, jitterMs)
    meanMs += law.meanMs
    variance += law.sdMs ** 2
  }
  return { meanMs, sdMs: Math.sqrt(variance) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function standardDeviation(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}
