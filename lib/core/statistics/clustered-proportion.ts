/**
 * A proportion whose operations come in clusters: those of one second share a leader switch, those of one trial share
 * everything. Taken for independent they give intervals that are far too narrow.
 */
import type { Estimate } from '../summary/interval'
import { studentQuantile } from './quantiles'

/** Operations that share their luck: those of one block of time. */
export interface Block {
  ok: number
  operations: number
}

/** Fewer blocks say nothing about how much blocks differ. */
const MIN_BLOCKS = 10
/** Fewer blocks with failures (or successes, whichever are rarer) leave the tail open: measured coverage falls below 93 %. */
const MIN_EVENTFUL_BLOCKS = 5

/**
 * Score interval at 95 % with the effective sample size n ÷ d, where the design effect d is the variance of the ratio of sums
 * over blocks against that of independent operations, and Student's t with (blocks − 1) degrees of freedom.
 * Sources: E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data", Survey Methodology 24, 1998; E. B. Wilson, JASA 22, 1927.
 * @returns null where the sample cannot carry an interval. All blocks alike (0 or 100 %) say nothing of how they differ: then
 *   each block counts as one operation, which is the most that blocks could share
 */
export function clusteredProportion(all: readonly Block[]): Estimate | null {
  const blocks = all.filter(({ operations }) => operations > 0)
  const k = blocks.length
  const n = blocks.reduce((sum, { operations }) => sum + operations, 0)
  const ok = blocks.reduce((sum, block) => sum + block.ok, 0)
  if (k < MIN_BLOCKS) return null
  const p = ok / n
  if (ok === 0 || ok === n) return score(p, k, k - 1)
  const failing = blocks.filter((block) => block.ok < block.operations).length
  const succeeding = blocks.filter((block) => block.ok > 0).length
  if (Math.min(failing, succeeding) < MIN_EVENTFUL_BLOCKS) return null
  return score(p, n / designEffect(blocks, p, n), k - 1)
}

/** How much further the blocks lie apart than independent operations would: 1 = not at all. */
function designEffect(blocks: readonly Block[], p: number, n: number): number {
  const k = blocks.length
  const squares = blocks.reduce((sum, { ok, operations }) => sum + (ok - p * operations) ** 2, 0)
  return Math.max(Number.EPSILON, ((k / (k - 1)) * squares) / (n * p * (1 - p)))
}

function score(p: number, n: number, degrees: number): Estimate {
  const t = studentQuantile(0.05, degrees)
  const denominator = 1 + t ** 2 / n
  const centre = (p + t ** 2 / (2 * n)) / denominator
  const half = (t / denominator) * Math.sqrt((p * (1 - p)) / n + t ** 2 / (4 * n ** 2))
  return {
    value: p,
    low: p === 0 ? 0 : Math.max(0, centre - half),
    high: p === 1 ? 1 : Math.min(1, centre + half),
  }
}
