/**
 * How much more the blocks of time differ in their slow operations than independent operations would: what the order-statistics
 * interval of a quantile has to be widened by. Operations that succeed each by its own luck are slow together all the same.
 */
import { z } from 'zod'
import { serialSpread, sum } from '../statistics/cluster-variance'
import { normalQuantile, studentQuantile } from '../statistics/quantiles'
import { MIN_BLOCKS, MIN_CARRIERS, MIN_EVENTFUL_BLOCKS, MIN_TRIALS } from '../statistics/strata'
import { blockOf } from './blocks'
import { Histogram } from './histogram'
import { quantileRanks } from './interval'

export const SPREAD_QUANTILES = { p5: 0.05, p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const
export type SpreadQuantile = keyof typeof SPREAD_QUANTILES

const spreadSchema = z.strictObject({
  /** Variance of the number of values above the quantile, by the blocks' deviations from what was expected of them. */
  squares: z.number().min(0),
  /** Blocks with a value above it, or without one that is not: whichever are fewer. */
  eventful: z.int().min(0),
  /** See SerialSpread. Null = not kept then: `squares` took blocks for independent of each other. */
  serial: z
    .strictObject({ degrees: z.number().min(1), alike: z.number().min(1), carriers: z.number().min(0) })
    .nullable()
    .default(null),
})

export const quantileSpreadSchema = z.strictObject({
  blocks: z.int().min(0),
  /** Null = not kept then, as of p95. */
  p5: spreadSchema.nullable().default(null),
  p50: spreadSchema,
  p90: spreadSchema,
  p95: spreadSchema.nullable().default(null),
  p99: spreadSchema,
  p999: spreadSchema,
})
export type QuantileSpread = z.output<typeof quantileSpreadSchema>

/** Takes the values of one arm of one trial with the operations they belong to. */
export class QuantileSpreader {
  readonly #blocks = new Map<number, number[]>()

  add(intendedStartMs: number, value: number): void {
    const index = blockOf(intendedStartMs)
    const block = this.#blocks.get(index)
    if (block) block.push(value)
    else this.#blocks.set(index, [value])
  }

  /** @param histogram of the same values */
  spreadAbout(histogram: Histogram): QuantileSpread {
    const blocks: SortedBlock[] = [...this.#blocks].map(([index, values]) => ({
      index,
      values: Float64Array.from(values).sort(),
    }))
    const spread = (name: SpreadQuantile) => widest(blocks, histogram, SPREAD_QUANTILES[name])
    return {
      blocks: this.#blocks.size,
      ...{ p5: spread('p5'), p50: spread('p50'), p90: spread('p90') },
      ...{ p95: spread('p95'), p99: spread('p99'), p999: spread('p999') },
    }
  }
}

interface SortedBlock {
  index: number
  values: Float64Array
}

/**
 * The widest of the spreads at the quantile and at the ends of its interval: where the slow operations of an outage begin just
 * above or below it, one of these alone says little of how far the quantile may move.
 */
function widest(
  blocks: readonly SortedBlock[],
  histogram: Histogram,
  q: number,
): z.output<typeof spreadSchema> {
  const { squares, eventful, serial } = spreadAt(blocks, histogram.quantile(q) ?? 0)
  const independent = q * (1 - q) * histogram.count
  const ranks = quantileRanks(q, histogram.count, Math.max(1, squares / independent))
  const ends = ranks ? [histogram.atRank(ranks.low), histogram.atRank(ranks.high)] : []
  const atEnds = ends.map((limit) => {
    const { share, squares: ofEnd } = spreadAt(blocks, limit ?? 0)
    const expected = share * (1 - share) * histogram.count
    return expected > 0 ? (ofEnd / expected) * independent : 0
  })
  return { squares: Math.max(squares, ...atEnds), eventful, serial }
}

function spreadAt(blocks: readonly SortedBlock[], limit: number) {
  const counts = blocks.map(({ index, values }) => ({
    index,
    above: countAbove(values, limit),
    of: values.length,
  }))
  const share =
    sum(counts, ({ above }) => above) /
    Math.max(
      1,
      sum(counts, ({ of }) => of),
    )
  const last = Math.max(-1, ...counts.map(({ index }) => index))
  const deviations: number[] = Array.from({ length: last + 1 }, () => 0)
  for (const { index, above, of } of counts) deviations[index] = above - share * of
  const { variance, ...serial } = serialSpread([deviations], blocks.length)
  const some = counts.filter(({ above }) => above > 0).length
  const notAll = counts.filter(({ above, of }) => above < of).length
  return { squares: variance, eventful: Math.min(some, notAll), serial, share }
}

function countAbove(sorted: Float64Array, limit: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? Infinity) > limit) to = middle
    else from = middle + 1
  }
  return sorted.length - from
}

/** What is known of one arm of one trial. */
export interface SpreadPart {
  values: Histogram
  spread: QuantileSpread | null
}

/**
 * By how much the square of a quantile's interval, in ranks, exceeds that of independent operations with a normal law; at least 1.
 * From five trials on, trials are clusters too where they differ more than their blocks.
 * Sources: R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952 (the interval of a
 * quantile from that of a proportion); F. E. Satterthwaite, Biometrics Bulletin 2, 1946 (degrees of freedom).
 * @param limit the quantile of all trials together
 * @returns null where nobody can tell: too few blocks, or too few with values above the quantile
 */
export function quantileDesignEffect(
  parts: readonly SpreadPart[],
  name: SpreadQuantile,
  limit: number,
): number | null {
  const q = SPREAD_QUANTILES[name]
  const counted = parts.filter(({ values }) => values.count > 0)
  const known = counted.flatMap(({ spread }) => {
    const { squares = 0, eventful = 0, serial = null } = spread?.[name] ?? {}
    return spread && serial ? [{ blocks: spread.blocks, squares, eventful, ...serial }] : []
  })
  if (known.length < counted.length || known.length === 0) return null
  const squares = sum(known, (part) => part.squares)
  const together = (pick: (part: (typeof known)[number]) => number) => {
    const weights = sum(known, (part) => (part.squares === 0 ? 0 : part.squares ** 2 / pick(part)))
    return weights === 0 ? 0 : squares ** 2 / weights
  }
  if (
    sum(known, ({ blocks, alike }) => blocks / alike) < MIN_BLOCKS ||
    sum(known, ({ eventful, alike }) => eventful / alike) < MIN_EVENTFUL_BLOCKS ||
    together(({ carriers, alike }) => carriers / alike) < MIN_CARRIERS
  )
    return null
  const byBlock = {
    squares,
    degrees: Math.max(
      1,
      together(({ degrees }) => degrees),
    ),
  }
  const byTrial = spreadOfTrials(counted, limit)
  const wider = byTrial && byTrial.squares > squares ? byTrial : byBlock
  const tails = studentQuantile(0.05, wider.degrees) / normalQuantile(0.975)
  return Math.max(
    1,
    (tails ** 2 * wider.squares) / (q * (1 - q) * sum(counted, ({ values }) => values.count)),
  )
}

/** Null of too few trials. */
function spreadOfTrials(parts: readonly SpreadPart[], limit: number) {
  if (parts.length < MIN_TRIALS) return null
  const trials = parts.map(({ values }) => ({ above: values.countAbove(limit), of: values.count }))
  const share = sum(trials, ({ above }) => above) / sum(trials, ({ of }) => of)
  const degrees = trials.length - 1
  const squares = sum(trials, ({ above, of }) => (above - share * of) ** 2)
  return { squares: (trials.length / degrees) * squares, degrees }
}
