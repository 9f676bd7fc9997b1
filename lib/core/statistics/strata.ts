/**
 * Intervals for proportions and ratios whose operations come in clusters: those of one second share a leader switch, those of
 * one trial share everything. Taken for independent they give intervals that are far too narrow.
 *
 * A stratum is a fault point (or whatever is measured by itself); the estimate over several strata is the mean of theirs, each
 * with the same weight (docs/decisions/006).
 */
import { wilson, type Estimate } from '../summary/interval'
import { chiSquareQuantile, studentQuantile } from './quantiles'

/** What happened in one block of time: `hits` of `of` operations, or so many requests of so many operations. */
export interface Block {
  hits: number
  of: number
}

/** What was measured of one stratum: the sums that its part in an estimate is made of. */
export interface Stratum {
  hits: number
  of: number
  /** hits ÷ of. */
  value: number
  /** Variance of `value`, by the spread of its clusters about it. */
  variance: number
  degrees: number
  blocks: number
  /** Blocks with a hit, and blocks with a miss. */
  hitting: number
  missing: number
  /** True where each operation has its own luck, by the way it is made and by what the data say. */
  independent: boolean
}

/** Fewer blocks say nothing about how much blocks differ. */
export const MIN_BLOCKS = 10
/** Fewer blocks with failures (or successes, whichever are rarer) leave the tail open: measured coverage falls below 93 %. */
export const MIN_EVENTFUL_BLOCKS = 5
/** Below so many expected failures (or successes) n·p(1 − p) an interval is wide by any method, and shown so. */
const RARE = 5
/** From so many trials on, the trial is the cluster when trials differ more than their blocks say. */
const MIN_TRIALS = 5

/**
 * Sums up the blocks of a stratum. From five trials on their spread counts where it is wider than that of the blocks.
 * @param trials the blocks of each trial
 * @param independent whether operations are independent by the way they are made (see operationsAreIndependent); kept only
 *   where Pearson's test of dispersion does not reject it at 0.1 %
 * @returns null of no operation
 */
export function stratumOf(trials: readonly (readonly Block[])[], independent: boolean): Stratum | null {
  const byTrial = trials.map((blocks) => blocks.filter((block) => block.of > 0))
  const blocks = byTrial.flat()
  const hits = total(blocks, (block) => block.hits)
  const of = total(blocks, (block) => block.of)
  if (of === 0) return null
  const value = hits / of
  const clusters = byTrial.filter((own) => own.length > 0).map(merged)
  const byBlock = spreadOf(blocks, value, of)
  const byTrials = clusters.length < MIN_TRIALS ? null : spreadOf(clusters, value, of)
  const wider = byTrials && byTrials.variance > byBlock.variance ? byTrials : byBlock
  return {
    ...{ hits, of, value, blocks: blocks.length, ...wider },
    hitting: blocks.filter((block) => block.hits > 0).length,
    missing: blocks.filter((block) => block.hits < block.of).length,
    independent: independent && !speakAgainst(blocks, value, wider),
  }
}

/**
 * A proportion with its 95 % interval: independent strata by Wilson, the others together by the spread of their blocks, as a score
 * interval with the effective sample size p(1 − p) ÷ variance and Student's t. Parts are joined by the MOVER.
 * Sources: E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data", Survey Methodology 24, 1998; E. B. Wilson, JASA 22, 1927; degrees of freedom: F. E.
 * Satterthwaite, Biometrics Bulletin 2, 1946; MOVER: G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008.
 * @returns null where the sample cannot carry an interval: too few blocks of time, or many failures in too few of them. All
 *   blocks alike (0 or 100 %) say nothing of how they differ: then each block counts as one operation, which is the most that
 *   its operations could share
 */
export function proportionOf(strata: readonly Stratum[]): Estimate | null {
  return joined(strata, (stratum) => wilson(stratum.hits, stratum.of), clusteredProportion)
}

/**
 * A ratio of sums, requests per operation, with its 95 % interval: symmetrical, by the spread of its clusters and Student's t.
 * Source: W. G. Cochran, "Sampling Techniques", 3rd ed., 1977, §6.3 (variance of a ratio).
 * @param ofIndependent the interval of a stratum whose operations are independent, which needs more than sums of blocks
 * @returns null where there are too few blocks of time
 */
export function ratioOf<Part extends Stratum>(
  strata: readonly Part[],
  ofIndependent: (stratum: Part) => Estimate | null,
): Estimate | null {
  return joined(strata, ofIndependent, clusteredRatio)
}

function joined<Part extends Stratum>(
  strata: readonly Part[],
  ofIndependent: (stratum: Part) => Estimate | null,
  ofClustered: (all: readonly Part[]) => Estimate | null,
): Estimate | null {
  const clustered = strata.filter(({ independent }) => !independent)
  const parts = strata
    .filter(({ independent }) => independent)
    .map((stratum) => ({ estimate: ofIndependent(stratum), weight: 1 }))
  if (clustered.length > 0) parts.push({ estimate: ofClustered(clustered), weight: clustered.length })
  return weightedMean(parts)
}

/** The mean of estimates with the given weights, by the MOVER; null of nothing, and when one of them has no interval. */
function weightedMean(parts: readonly { estimate: Estimate | null; weight: number }[]): Estimate | null {
  const all = parts.flatMap(({ estimate, weight }) => (estimate ? [{ ...estimate, weight }] : []))
  if (all.length === 0 || all.length < parts.length) return null
  const total = all.reduce((sum, { weight }) => sum + weight, 0)
  const value = all.reduce((sum, part) => sum + part.weight * part.value, 0) / total
  const spread = (limit: 'low' | 'high') =>
    Math.sqrt(all.reduce((sum, part) => sum + (part.weight * (part.value - part[limit])) ** 2, 0)) / total
  return { value, low: value - spread('low'), high: value + spread('high') }
}

function clusteredProportion(all: readonly Stratum[]): Estimate | null {
  const blocks = total(all, ({ blocks }) => blocks)
  const degrees = total(all, ({ degrees }) => degrees)
  const p = total(all, ({ value }) => value) / all.length
  if (blocks < MIN_BLOCKS || degrees < 1) return null
  if (p === 0 || p === 1) return score(p, blocks, degrees)
  const { variance, effectiveDegrees } = varianceOfMean(all)
  const events = eventful(all)
  if (events >= MIN_EVENTFUL_BLOCKS) return score(p, (p * (1 - p)) / variance, effectiveDegrees)
  if (total(all, ({ of }) => of) * p * (1 - p) >= RARE) return null
  // Rare failures: as many degrees of freedom as there are blocks to tell of them, and never wider than if each block were one
  // operation. Both are too wide rather than too narrow.
  return narrower(score(p, (p * (1 - p)) / variance, events), score(p, blocks, degrees))
}

function narrower(a: Estimate, b: Estimate): Estimate {
  return a.high - a.low <= b.high - b.low ? a : b
}

function clusteredRatio(all: readonly Stratum[]): Estimate | null {
  const blocks = total(all, ({ blocks }) => blocks)
  const value = total(all, (stratum) => stratum.value) / all.length
  const { variance, effectiveDegrees } = varianceOfMean(all)
  if (blocks < MIN_BLOCKS) return null
  const half = studentQuantile(0.05, effectiveDegrees) * Math.sqrt(variance)
  return { value, low: Math.max(0, value - half), high: value + half }
}

/** Variance of the mean of the strata's values, with Satterthwaite's degrees of freedom. */
function varianceOfMean(all: readonly Stratum[]): { variance: number; effectiveDegrees: number } {
  const sum = total(all, ({ variance }) => variance)
  const weights = total(all, ({ variance, degrees }) => (variance === 0 ? 0 : variance ** 2 / degrees))
  return {
    variance: sum / all.length ** 2,
    effectiveDegrees: weights === 0 ? 1 : Math.max(1, sum ** 2 / weights),
  }
}

/** Blocks in which something other than the usual happened: the rarer of hits and misses. */
function eventful(all: readonly Stratum[]): number {
  return Math.min(
    total(all, ({ hitting }) => hitting),
    total(all, ({ missing }) => missing),
  )
}

function spreadOf(clusters: readonly Block[], value: number, of: number) {
  const k = clusters.length
  const squares = total(clusters, (cluster) => (cluster.hits - value * cluster.of) ** 2)
  return { variance: k < 2 ? 0 : ((k / (k - 1)) * squares) / of ** 2, degrees: k - 1 }
}

function merged(blocks: readonly Block[]): Block {
  return { hits: total(blocks, ({ hits }) => hits), of: total(blocks, (block) => block.of) }
}

/** Whether blocks differ more than independent operations would, so far that chance is no excuse. */
function speakAgainst(
  blocks: readonly Block[],
  value: number,
  { variance, degrees }: Pick<Stratum, 'variance' | 'degrees'>,
): boolean {
  const isProportion = blocks.every((block) => block.hits <= block.of)
  if (!isProportion || value === 0 || value === 1 || degrees < 1) return false
  const designEffect = (variance * total(blocks, ({ of }) => of)) / (value * (1 - value))
  return designEffect * degrees > chiSquareQuantile(0.999, degrees)
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

function total<Item>(items: readonly Item[], pick: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0)
}
