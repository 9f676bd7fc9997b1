/**
 * A mergeable histogram of signed values with a relative error of at most 1 % (and 0.01 near zero): buckets of
 * exponentially growing width, as in DDSketch (Masson, Rim, Lee, VLDB 2019). Merging two is exact: counts add.
 */
import { z } from 'zod'

const RELATIVE_ERROR = 0.01
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
const LOG_GAMMA = Math.log(GAMMA)
/** Magnitudes below this count as zero. */
const RESOLUTION = 0.01

/** JSON form: pairs of bucket number and count, ascending; sum, min and max are exact. */
export const histogramSchema = z.strictObject({
  buckets: z.array(z.tuple([z.int(), z.int().positive()])),
  count: z.int().min(0),
  sum: z.number(),
  min: z.number(),
  max: z.number(),
})
export type HistogramData = z.output<typeof histogramSchema>

export class Histogram {
  readonly #buckets = new Map<number, number>()
  #inOrder: readonly [number, number][] | null = null
  #count = 0
  #sum = 0
  #min = Infinity
  #max = -Infinity

  get count(): number {
    return this.#count
  }

  /** Mean of all recorded values, exact; null when empty. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count
  }

  get max(): number | null {
    return this.#count === 0 ? null : this.#max
  }

  record(value: number): void {
    const bucket = bucketOf(value)
    this.#inOrder = null
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1)
    this.#count += 1
    this.#sum += value
    this.#min = Math.min(this.#min, value)
    this.#max = Math.max(this.#max, value)
  }

  /** Value of the order statistic with 1-based rank k, within the relative error; null when there is no such rank. */
  atRank(rank: number): number | null {
    if (rank < 1 || rank > this.#count) return null
    let seen = 0
    for (const [bucket, count] of this.#sorted()) {
      seen += count
      if (seen >= rank) return Math.min(Math.max(valueOf(bucket), this.#min), this.#max)
    }
    return this.#max
  }

  /** How many values lie above the limit, those that cannot be told from it left out. */
  countAbove(limit: number): number {
    const own = bucketOf(limit)
    let above = 0
    for (const [bucket, count] of this.#buckets) if (bucket > own) above += count
    return above
  }

  /** The q-quantile (nearest rank), q in [0, 1]; null when empty. */
  quantile(q: number): number | null {
    return this.atRank(Math.max(1, Math.ceil(q * this.#count)))
  }

  /** Every value that was recorded, within the relative error, with how often; ascending. */
  values(): [value: number, count: number][] {
    return this.#sorted().map(([bucket, count]) => [
      Math.min(Math.max(valueOf(bucket), this.#min), this.#max),
      count,
    ])
  }

  merge(other: Histogram): void {
    this.#inOrder = null
    for (const [bucket, count] of other.#buckets)
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count)
    this.#count += other.#count
    this.#sum += other.#sum
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
  }

  toJSON(): HistogramData {
    const empty = this.#count === 0
    return {
      buckets: [...this.#sorted()],
      count: this.#count,
      sum: this.#sum,
      // + 0 takes the sign off a negative zero, which JSON does not keep.
      min: empty ? 0 : this.#min + 0,
      max: empty ? 0 : this.#max + 0,
    }
  }

  static fromJSON(data: HistogramData): Histogram {
    const histogram = new Histogram()
    if (data.count === 0) return histogram
    for (const [bucket, count] of data.buckets) histogram.#buckets.set(bucket, count)
    histogram.#count = data.count
    histogram.#sum = data.sum
    histogram.#min = data.min
    histogram.#max = data.max
    return histogram
  }

  /** Sorted once for all quantiles that are asked for, until something is added. */
  #sorted(): readonly [number, number][] {
    return (this.#inOrder ??= [...this.#buckets].sort(([a], [b]) => a - b))
  }
}

/** 0 for zero, n > 0 for magnitudes in (resolution·γ^(n−1), resolution·γ^n], mirrored for negative values. */
function bucketOf(value: number): number {
  const magnitude = Math.abs(value)
  if (magnitude < RESOLUTION) return 0
  const bucket = Math.max(1, Math.ceil(Math.log(magnitude / RESOLUTION) / LOG_GAMMA))
  return value < 0 ? -bucket : bucket
}

/** The value of a bucket whose relative distance to both its ends is the same. */
function valueOf(bucket: number): number {
  if (bucket === 0) return 0
  const magnitude = (2 * RESOLUTION * GAMMA ** Math.abs(bucket)) / (GAMMA + 1)
  return bucket < 0 ? -magnitude : magnitude
}
