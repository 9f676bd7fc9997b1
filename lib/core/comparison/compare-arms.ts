/**
 * The strategies of a run against one of them: differences with their intervals, never a bare "better". Arms that ran side by side
 * met the same seconds, so they are compared second by second: what struck both is in neither's favour.
 */
import type { Blocks } from '../summary/blocks'
import type { Estimate } from '../summary/interval'
import { studentQuantile } from '../statistics/quantiles'
import { MIN_BLOCKS, MIN_EVENTFUL_BLOCKS } from '../statistics/strata'
import type { ComparisonVerdict } from './compare-runs'
import { judgeDifference } from './compare-runs'

/** What can be compared second by second. */
export const PAIRED_METRICS = {
  successRate: { hits: 'ok', of: 'operations' },
  amplification: { hits: 'requests', of: 'operations' },
} as const
export type PairedMetric = keyof typeof PAIRED_METRICS

/** One trial: the blocks of each arm, in the spec's order; null = not kept. */
export interface BlocksOfTrial {
  pointIndex: number
  arms: readonly (Blocks | null)[]
}

export interface ArmComparison {
  /** `arm` − reference; null where the sample cannot carry an interval. */
  difference: Estimate | null
  verdict: ComparisonVerdict
}

export interface ArmAgainst {
  arm: number
  /** The mean over the fault points, each with the same weight. */
  overall: ArmComparison
  /** By fault point, where something was measured. */
  points: ({ pointIndex: number } & ArmComparison)[]
}

/** Every other arm against the reference. */
export function compareArms(
  trials: readonly BlocksOfTrial[],
  metric: PairedMetric,
  reference: number,
): ArmAgainst[] {
  const arms = Math.max(0, ...trials.map((trial) => trial.arms.length))
  const points = [...new Set(trials.map(({ pointIndex }) => pointIndex))].sort((a, b) => a - b)
  return [...Array(arms).keys()]
    .filter((arm) => arm !== reference)
    .map((arm) => {
      const strata = points.map((pointIndex) => {
        const own = trials.filter((trial) => trial.pointIndex === pointIndex)
        return { pointIndex, sums: sumsOf(pairsOf(own, metric, arm, reference)) }
      })
      return {
        arm,
        overall: compared(
          metric,
          strata.map(({ sums }) => sums),
        ),
        points: strata.map(({ pointIndex, sums }) => ({ pointIndex, ...compared(metric, [sums]) })),
      }
    })
}

interface Pair {
  a: { hits: number; of: number }
  b: { hits: number; of: number }
}

/** Blocks of both arms that cover the same time of the same trial. */
function pairsOf(
  trials: readonly BlocksOfTrial[],
  metric: PairedMetric,
  arm: number,
  reference: number,
): Pair[] {
  const { hits, of } = PAIRED_METRICS[metric]
  return trials.flatMap(({ arms }) => {
    const [a, b] = [arms[arm], arms[reference]]
    if (!a || !b || a.lengthMs !== b.lengthMs) return []
    const at = (blocks: Blocks, index: number) => ({
      hits: blocks[hits][index] ?? 0,
      of: blocks[of][index] ?? 0,
    })
    const length = Math.max(a[of].length, b[of].length)
    return Array.from({ length }, (_, index) => ({ a: at(a, index), b: at(b, index) }))
  })
}

/** What a stratum adds to a difference. */
interface PairSums {
  blocks: number
  value: number
  variance: number
  eventful: number
}

function compared(metric: PairedMetric, strata: readonly (PairSums | null)[]): ArmComparison {
  const difference = differenceOfSums(strata, metric === 'successRate')
  if (!difference) return { difference: null, verdict: 'inconclusive' }
  return { difference, verdict: judgeDifference(metric, difference, 0) }
}

/**
 * The mean over strata of p_a − p_b with its 95 % interval, by the spread of the pairs of blocks about it (the linearised
 * variance of a difference of two ratios, W. G. Cochran, "Sampling Techniques", 3rd ed., 1977, §6.16) and Student's t.
 * @returns null where there are too few blocks, or too few in which something other than the usual happened to one of them
 */
export function pairedDifference(
  strata: readonly (readonly Pair[])[],
  isProportion: boolean,
): Estimate | null {
  return differenceOfSums(strata.map(sumsOf), isProportion)
}

/** @returns null where nothing can be said of the spread of its pairs */
function sumsOf(pairs: readonly Pair[]): PairSums | null {
  const k = pairs.length
  const [ofA, ofB] = [total(pairs, ({ a }) => a.of), total(pairs, ({ b }) => b.of)]
  if (k < 2 || ofA === 0 || ofB === 0) return null
  const [p, q] = [total(pairs, ({ a }) => a.hits) / ofA, total(pairs, ({ b }) => b.hits) / ofB]
  const squares = total(pairs, ({ a, b }) => ((a.hits - p * a.of) / ofA - (b.hits - q * b.of) / ofB) ** 2)
  const eventful = Math.max(eventfulOf(pairs.map(({ a }) => a)), eventfulOf(pairs.map(({ b }) => b)))
  return { blocks: k, value: p - q, variance: (k / (k - 1)) * squares, eventful }
}

function differenceOfSums(strata: readonly (PairSums | null)[], isProportion: boolean): Estimate | null {
  const known = strata.flatMap((sums) => sums ?? [])
  if (known.length < strata.length || known.length === 0) return null
  const blocks = total(known, (sums) => sums.blocks)
  const eventful = total(known, (sums) => sums.eventful)
  const variance = total(known, (sums) => sums.variance)
  const mean = total(known, (sums) => sums.value) / known.length
  if (blocks < MIN_BLOCKS) return null
  if (variance === 0) return eventful === 0 ? { value: mean, low: mean, high: mean } : null
  if (eventful < MIN_EVENTFUL_BLOCKS) return null
  const weighted = total(known, (sums) => sums.variance ** 2 / (sums.blocks - 1))
  const half =
    (studentQuantile(0.05, Math.max(1, variance ** 2 / weighted)) * Math.sqrt(variance)) / known.length
  const limit = isProportion ? 1 : Infinity
  return { value: mean, low: Math.max(-limit, mean - half), high: Math.min(limit, mean + half) }
}

/** Blocks in which something other than the usual happened to an arm: the rarer of those with a hit and those with a miss. */
function eventfulOf(blocks: readonly Pair['a'][]): number {
  return Math.min(
    blocks.filter(({ hits }) => hits > 0).length,
    blocks.filter(({ hits, of }) => hits !== of).length,
  )
}

function total<Item>(items: readonly Item[], pick: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0)
}
