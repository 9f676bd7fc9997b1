/** The latency of a receipt: probes on idle connections through the proxies, against the same around them. */
import { meanInterval } from '../summary/interval'
import type { Probe, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import { latencyQuantileMs } from './latency-law'
import type { ReceiptLine } from './receipt'
import type { AttemptTally } from './receipt-losses'

/** A busy machine moves means by about this much. */
const SLACK_MS = 3
const STANDARD_ERRORS = 3.29
/** Below this many probes nothing is said. */
const MIN_PROBES = 20
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
  // Pair by pair: both ways of a probe begin at once, so what holds up the whole machine holds up both.
  const added = probes.map(({ throughMs, aroundMs }) => throughMs - aroundMs)
  if (probes.length < MIN_PROBES) return []
  // Where a latency begins and ends in the middle, its probes are compared with what was in force when each began.
  const expected = probes.flatMap(({ startMs }, index) => expectedDraws(latencies, startMs, index))
  const expectedMs = mean(expected)
  const expectedWidth = width(expected)
  const measuredMs = mean(added)
  const measuredWidth = width(added)
  const meanError = standardDeviation(added) / Math.sqrt(probes.length)
  // The distance of two sample quantiles of a uniform law is off by about half of it / √n.
  const widthError = (w: number) => (0.5 * w) / Math.sqrt(probes.length)
  const evidenceText = `${probes.length} probes on idle connections, through the proxies and around them (mean ${mean(around).toFixed(1)} ms)`
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
    line(
      'latency-mean',
      'Latency added, mean',
      expectedMs,
      measuredMs,
      SLACK_MS + STANDARD_ERRORS * meanError,
      1.96 * meanError,
    ),
    line(
      'latency-spread',
      'Latency added, from P10 to P90',
      expectedWidth,
      measuredWidth,
      SLACK_MS + STANDARD_ERRORS * widthError(expectedWidth),
      1.96 * widthError(measuredWidth),
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

/** Draws from the law that is in force when a probe begins: latencies that act at once add up. */
function expectedDraws(latencies: readonly FaultStep[], startMs: number, probe: number): number[] {
  const acting = latencies.flatMap(({ startMs: fromMs, endMs, params }) => {
    const { latencyMs, jitterMs, link } = params as unknown as LatencyParams
    return link === 'peer' || startMs < fromMs || (endMs !== null && startMs >= endMs)
      ? []
      : [{ latencyMs, jitterMs }]
  })
  const random = streamOf(0, RANDOM_PURPOSE.sample, probe)
  return Array.from({ length: DRAWS_PER_PROBE }, () =>
    acting.reduce(
      (sum, { latencyMs, jitterMs }) => sum + latencyQuantileMs(latencyMs, jitterMs, random.next()),
      0,
    ),
  )
}

/** From P10 to P90: unlike a standard deviation it does not mind the odd probe that a busy machine held up. */
function width(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN
  return at(0.9) - at(0.1)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function standardDeviation(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}
