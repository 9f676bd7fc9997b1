/** The latency of a receipt: probes on idle connections through the proxies, against the same around them. */
import { meanInterval } from '../summary/interval'
import { counted } from '../words/counts'
import { milliseconds } from '../words/figures'
import { describeAim } from './aim'
import { PROBED_LINKS, type ProbedLink, type WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import {
  expectedDraws,
  latenciesOn,
  probeGroups,
  whyByChance,
  whyUnpredictable,
  type ProbeGroup,
} from './latency-probes'
import type { ReceiptLine } from './receipt'
import type { AttemptTally } from './receipt-losses'
import { faultOf } from './registry'

/** A busy machine moves means by about this much. */
const SLACK_MS = 3
const STANDARD_ERRORS = 3.29
/** Below this many probes nothing is said. */
const MIN_PROBES = 20

const NAMES = {
  client: { prefix: '', title: 'Latency added' },
  peer: { prefix: 'peer-', title: 'Latency added between members' },
} as const satisfies Record<ProbedLink, object>

/** Mean and spread of what the proxies add, and (apart) how long the attempts of the loaded connections took. */
export function latencyLines(
  evidence: readonly WindowEvidence[],
  steps: readonly FaultStep[],
  tally: AttemptTally,
): ReceiptLine[] {
  const lines = PROBED_LINKS.flatMap((link) => linkLines(link, evidence, steps))
  const loaded = meanInterval(tally.ok.count, tally.ok.sumMs, tally.ok.sumOfSquares)
  if (loaded)
    lines.push({
      ...{ measure: 'loaded-latency', title: 'Duration of attempts under load', unit: 'ms' },
      ...{ requested: null, tolerance: null, measured: loaded.value, low: loaded.low, high: loaded.high },
      verdict: 'informs',
      evidence: `${counted(tally.ok.count, 'attempt')} that succeeded; their answers come in several pieces and queue behind each other, so jitter there is more than was asked`,
    })
  return lines
}

/** The lines of a link; none where nothing was asked of it and nothing can be said. */
function linkLines(
  link: ProbedLink,
  evidence: readonly WindowEvidence[],
  steps: readonly FaultStep[],
): ReceiptLine[] {
  const latencies = latenciesOn(link, steps)
  const groups = probeGroups(link, evidence, latencies)
  if ('problem' in groups)
    return groupLines({ latencies, probes: [] }, namesOf(link, latencies), groups.problem)
  const spoiled = whyUnpredictable(link, steps)
  // What was asked for must not vanish because nobody probed a member at which it was aimed.
  const unprobed = latencies.filter((step) => !groups.some((group) => group.latencies.includes(step)))
  return [...groups, ...(unprobed.length > 0 ? [{ latencies: unprobed, probes: [] }] : [])].flatMap(
    (group, index) => groupLines(group, namesOf(link, group.latencies, index, latencies.length > 0), spoiled),
  )
}

/**
 * Mean and spread of one group of probes.
 * @param spoiled why no probe can be held against what was asked for; null when they can
 */
function groupLines(
  { latencies, probes }: ProbeGroup,
  { measure, title }: LineNames,
  spoiled: string | null,
): ReceiptLine[] {
  const tooFew = probes.length < MIN_PROBES
  const few = tooFew ? `only ${counted(probes.length, 'probe was', 'probes were')} answered both ways` : null
  const doubt = spoiled ?? whyByChance(latencies) ?? few
  if (doubt !== null && latencies.length === 0) return []
  // Pair by pair: both ways of a probe begin at once, so what holds up the whole machine holds up both.
  const added = probes.map(({ throughMs, aroundMs }) => throughMs - aroundMs)
  // Where a latency begins and ends in the middle, its probes are compared with what was in force when each began.
  const expected = (tooFew ? latencies : probes).flatMap((one, index) =>
    expectedDraws(latencies, one.startMs, index),
  )
  const around = milliseconds(mean(probes.map((probe) => probe.aroundMs)))
  const asked = latencies.map((step) => faultOf(step).describe(step.params)).join('; ')
  return (['mean', 'spread'] as const).map((kind) => {
    const { requested, measured, tolerance, half } =
      kind === 'mean' ? meanFigure(expected, added) : spreadFigure(expected, added)
    const isWithin = Math.abs(measured - requested) <= tolerance
    return {
      ...{ measure: measure(kind), unit: 'ms', requested },
      title: `${title}, ${kind === 'mean' ? 'mean' : 'from P10 to P90'}`,
      ...(tooFew
        ? { measured: null, low: null, high: null }
        : { measured, low: measured - half, high: measured + half }),
      ...(doubt === null
        ? {
            tolerance,
            verdict: isWithin ? 'within' : 'beyond',
            evidence: `${counted(probes.length, 'probe')} on idle connections, through the proxies and around them (mean ${around})`,
          }
        : {
            tolerance: null,
            verdict: 'unknown',
            evidence: `asked for: ${asked}; nobody can tell: ${doubt}`,
          }),
    }
  })
}

interface LineNames {
  measure(kind: 'mean' | 'spread'): string
  title: string
}

/**
 * What the lines of a group are called: unlike any other of the receipt.
 * @param index of the group among those of its link
 * @param isAskedAtAll whether a latency was asked for on that link
 */
function namesOf(
  link: ProbedLink,
  latencies: readonly FaultStep[],
  index = 0,
  isAskedAtAll = true,
): LineNames {
  const { prefix, title } = NAMES[link]
  if (latencies.length === 0 && isAskedAtAll)
    return {
      measure: (kind) => `${prefix}latency-${kind}-spared`,
      title: `${title} where none was asked for`,
    }
  const suffix = index === 0 ? '' : `-${latencies.map(({ id }) => id).join('-')}`
  const aims = new Set(latencies.map(describeAim).filter((aim) => aim !== 'all members'))
  return {
    measure: (kind) => `${prefix}latency-${kind}${suffix}`,
    title: aims.size === 0 ? title : `${title} to ${[...aims].join(' and ')}`,
  }
}

interface Figure {
  requested: number
  measured: number
  tolerance: number
  /** Half the width of the interval of what was measured. */
  half: number
}

function meanFigure(expected: readonly number[], added: readonly number[]): Figure {
  const error = standardDeviation(added) / Math.sqrt(added.length)
  return {
    ...{ requested: mean(expected), measured: mean(added) },
    ...{ tolerance: SLACK_MS + STANDARD_ERRORS * error, half: 1.96 * error },
  }
}

function spreadFigure(expected: readonly number[], added: readonly number[]): Figure {
  const [requested, measured] = [width(expected), width(added)]
  // The distance of two sample quantiles of a uniform law is off by about half of it / √n.
  const error = (w: number) => (0.5 * w) / Math.sqrt(added.length)
  return {
    ...{ requested, measured },
    ...{ tolerance: SLACK_MS + STANDARD_ERRORS * error(requested), half: 1.96 * error(measured) },
  }
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
