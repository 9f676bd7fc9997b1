/**
 * The strategies of a run against one of them: differences with their intervals, never a bare "better". Arms that ran side by side
 * met the same seconds, so they are compared second by second: what struck both is in neither's favour.
 */
import type { Blocks } from '../summary/blocks'
import type { Estimate } from '../summary/interval'
import { studentQuantile } from '../statistics/quantiles'
import { serialSpread, sum } from '../statistics/cluster-variance'
import { differenceOf } from '../statistics/differences'
import { MIN_BLOCKS, MIN_CARRIERS, MIN_EVENTFUL_BLOCKS, proportionOf, stratumOf } from '../statistics/strata'
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

/** Blocks of both arms that cover the same time, trial by trial. */
function pairsOf(
  trials: readonly BlocksOfTrial[],
  metric: PairedMetric,
  arm: number,
  reference: number,
): Pair[][] {
  const { hits, of } = PAIRED_METRICS[metric]
  return trials.flatMap(({ arms }) => {
    const [a, b] = [arms[arm], arms[reference]]
    if (!a || !b || a.lengthMs !== b.lengthMs) return []
    const at = (blocks: Blocks, index: number) => ({
      hits: blocks[hits][index] ?? 0,
      of: blocks[of][index] ?? 0,
    })
    const length = Math.max(a[of].length, b[of].length)
    return [Array.from({ length }, (_, index) => ({ a: at(a, index), b: at(b, index) }))]
  })
}

/** Pairs of a stratum, with what they say of its difference: the whole matrix and the stratum itself both ask for it. */
interface PairSums {
  trials: readonly (readonly Pair[])[]
  spread: PairedSpread | null
}

function sumsOf(trials: readonly (readonly Pair[])[]): PairSums {
  return { trials, spread: spreadOfPairs(trials) }
}

function compared(metric: PairedMetric, strata: readonly PairSums[]): ArmComparison {
  const difference = differenceOfSums(strata, metric === 'successRate')
  if (!difference) return { difference: null, verdict: 'inconclusive' }
  return { difference, verdict: judgeDifference(metric, difference, 0) }
}

/**
 * The mean over strata of p_a − p_b with its 95 % interval, by the spread of the pairs of blocks about it (the linearised
 * variance of a difference of two ratios, W. G. Cochran, "Sampling Techniques", 3rd ed., 1977, §6.16), robust to what lasts longer
 * than a block, and Student's t. Where pairs cannot tell, because next to nothing went wrong, proportions are compared by their own
 * intervals (MOVER), which is too wide for arms that share their luck.
 * @param strata the pairs of each trial of each stratum, in the order of time
 * @returns null where there are too few blocks, or too few in which something other than the usual happened to one of them
 */
export function pairedDifference(
  strata: readonly (readonly (readonly Pair[])[])[],
  isProportion: boolean,
): Estimate | null {
  return differenceOfSums(strata.map(sumsOf), isProportion)
}

function differenceOfSums(strata: readonly PairSums[], isProportion: boolean): Estimate | null {
  const known = strata.flatMap(({ spread }) => spread ?? [])
  if (known.length === 0 || known.length < strata.length) return null
  const variance = sum(known, (part) => part.variance)
  const together = (pick: (part: PairedSpread) => number) =>
    variance ** 2 / sum(known, (part) => (part.variance === 0 ? 0 : part.variance ** 2 / pick(part)))
  const tells =
    variance > 0 &&
    sum(known, ({ blocks }) => blocks) >= MIN_BLOCKS &&
    sum(known, ({ eventful }) => eventful) >= MIN_EVENTFUL_BLOCKS &&
    together(({ carriers }) => carriers) >= MIN_CARRIERS
  if (!tells) return isProportion ? unpairedDifference(strata) : null
  const mean = sum(known, ({ value }) => value) / known.length
  const half =
    (studentQuantile(
      0.05,
      Math.max(
        1,
        together(({ degrees }) => degrees),
      ),
    ) *
      Math.sqrt(variance)) /
    known.length
  const limit = isProportion ? 1 : Infinity
  return { value: mean, low: Math.max(-limit, mean - half), high: Math.min(limit, mean + half) }
}

interface PairedSpread {
  value: number
  variance: number
  degrees: number
  /** As many as independent ones would tell as much. */
  blocks: number
  eventful: number
  carriers: number
}

/** Null where one of the arms has no operation. */
function spreadOfPairs(trials: readonly (readonly Pair[])[]): PairedSpread | null {
  const pairs = trials.flat()
  const [ofA, ofB] = [sum(pairs, ({ a }) => a.of), sum(pairs, ({ b }) => b.of)]
  if (pairs.length < 2 || ofA === 0 || ofB === 0) return null
  const [p, q] = [sum(pairs, ({ a }) => a.hits) / ofA, sum(pairs, ({ b }) => b.hits) / ofB]
  const deviations = trials.map((trial) =>
    trial.map(({ a, b }) => (a.hits - p * a.of) / ofA - (b.hits - q * b.of) / ofB),
  )
  const { variance, degrees, alike, carriers } = serialSpread(deviations, pairs.length)
  const eventful = Math.max(eventfulOf(pairs.map(({ a }) => a)), eventfulOf(pairs.map(({ b }) => b)))
  return {
    ...{ value: p - q, variance, degrees: Math.min(degrees, tailDegrees(carriers, pairs.length)) },
    ...{ blocks: pairs.length / alike, eventful: eventful / alike, carriers: carriers / alike },
  }
}

/** Degrees of freedom of a variance that so many of the blocks carry: as many as blocks when a third of them does, as of a normal law. */
function tailDegrees(carriers: number, blocks: number): number {
  return carriers < blocks ? Math.max(1, (2 * carriers * blocks) / (blocks - carriers)) : blocks
}

function unpairedDifference(strata: readonly PairSums[]): Estimate | null {
  const of = (arm: keyof Pair) =>
    proportionOf(
      strata.flatMap(
        ({ trials }) =>
          stratumOf(
            trials.map((pairs) => pairs.map((pair) => pair[arm])),
            false,
          ) ?? [],
      ),
    )
  const [a, b] = [of('a'), of('b')]
  return a && b && differenceOf(a, b)
}

/** Blocks in which something other than the usual happened to an arm: the rarer of those with a hit and those with a miss. */
function eventfulOf(blocks: readonly Pair['a'][]): number {
  return Math.min(
    blocks.filter(({ hits }) => hits > 0).length,
    blocks.filter(({ hits, of }) => hits !== of).length,
  )
}
