/**
 * How much more the blocks of time differ in their slow operations than independent operations would: what the order-statistics
 * interval of a quantile has to be widened by.
 */
import { z } from 'zod'
import { MIN_BLOCKS, MIN_EVENTFUL_BLOCKS } from '../statistics/strata'
import { blockOf } from './blocks'
import { Histogram } from './histogram'

export const SPREAD_QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const
export type SpreadQuantile = keyof typeof SPREAD_QUANTILES

const spreadSchema = z.strictObject({
  /** Sum over blocks of (values above the quantile − expected)², times k ÷ (k − 1). */
  squares: z.number().min(0),
  /** Blocks with a value above it, or without one that is not: whichever are fewer. */
  eventful: z.int().min(0),
})

export const quantileSpreadSchema = z.strictObject({
  blocks: z.int().min(0),
  p50: spreadSchema,
  p90: spreadSchema,
  /** Null = not kept then. */
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
    const spread = (name: SpreadQuantile) => this.#spread(histogram.quantile(SPREAD_QUANTILES[name]) ?? 0)
    return {
      blocks: this.#blocks.size,
      ...{ p50: spread('p50'), p90: spread('p90'), p95: spread('p95') },
      ...{ p99: spread('p99'), p999: spread('p999') },
    }
  }

  #spread(limit: number): z.output<typeof spreadSchema> {
    const blocks = [...this.#blocks.values()].map((values) => ({
      above: values.filter((value) => value > limit).length,
      of: values.length,
    }))
    const k = blocks.length
    if (k < 2) return { squares: 0, eventful: 0 }
    const above = blocks.reduce((sum, block) => sum + block.above, 0)
    const of = blocks.reduce((sum, block) => sum + block.of, 0)
    const squares = blocks.reduce((sum, block) => sum + (block.above - (above / of) * block.of) ** 2, 0)
    const some = blocks.filter((block) => block.above > 0).length
    const notAll = blocks.filter((block) => block.above < block.of).length
    return { squares: (k / (k - 1)) * squares, eventful: Math.min(some, notAll) }
  }
}

/** What is known of one arm of one trial: its spread, or that its operations are independent. */
export interface SpreadPart {
  values: number
  independent: boolean
  spread: QuantileSpread | null
}

/**
 * The design effect of a quantile over several trials: by how much the variance of its rank exceeds that of independent
 * operations; at least 1.
 * Source: R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952 (the interval of a
 * quantile from that of a proportion).
 * @returns null where nobody can tell: too few blocks, or too few with values above the quantile
 */
export function quantileDesignEffect(parts: readonly SpreadPart[], name: SpreadQuantile): number | null {
  const q = SPREAD_QUANTILES[name]
  const counted = parts.filter(({ values }) => values > 0)
  const clustered = counted.filter(({ independent }) => !independent)
  const spreads = clustered.flatMap(({ spread }) =>
    spread?.[name] ? { ...spread[name], blocks: spread.blocks } : [],
  )
  if (spreads.length < clustered.length) return null
  const blocks = spreads.reduce((sum, spread) => sum + spread.blocks, 0)
  const eventful = spreads.reduce((sum, spread) => sum + spread.eventful, 0)
  if (clustered.length > 0 && (blocks < MIN_BLOCKS || eventful < MIN_EVENTFUL_BLOCKS)) return null
  const expected = (part: SpreadPart) => part.values * q * (1 - q)
  const squares = counted.reduce(
    (sum, part) => sum + (part.independent ? expected(part) : (part.spread?.[name]?.squares ?? 0)),
    0,
  )
  return Math.max(1, squares / counted.reduce((sum, part) => sum + expected(part), 0))
}
