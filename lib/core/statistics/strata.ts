/**
 * Intervals for proportions and ratios whose operations come in clusters: those of one second share a leader switch, those of
 * one trial share everything. Taken for independent they give intervals that are far too narrow.
 *
 * A stratum is a fault point (or whatever is measured by itself); the estimate over several strata is the mean of theirs, each
 * with the same weight (docs/decisions/006).
 */
import { wilson, type Estimate } from '../summary/interval'
import { serialSpread, sum, type SerialSpread } from './cluster-variance'
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
  /** Clusters (blocks, or periods of a schedule) that tell as much as independent ones would, as a share of how many it takes. */
  enough: number
  /** The same of those with a hit, of those that are not all hits, and of those that carry the variance. */
  hitting: number
  missing: number
  carriers: number
  /** True where each operation has its own luck, by the way it is made and by what the data say. */
  independent: boolean
}

/** Fewer blocks say nothing about how much blocks differ. */
export const MIN_BLOCKS = 10
/** Fewer blocks with failures (or successes, whichever are rarer) leave the tail open: measured coverage falls below 93 %. */
export const MIN_EVENTFUL_BLOCKS = 5
/** Fewer blocks that carry the variance are one or two outages among failures that are always there. */
export const MIN_CARRIERS = 3
/** Periods of a schedule that has one event in each are alike by their law: so few of them say how much they differ. */
const MIN_PERIODS = 5
/** Below so many expected failures (or successes) n·p(1 − p) an interval is wide by any method, and shown so. */
const RARE = 5
/** From so many trials on, the trial is the cluster when trials differ more than their blocks say. */
export const MIN_TRIALS = 5

/**
 * Sums up the blocks of a stratum. From five trials on their spread counts where it is wider than that of the blocks.
 * @param trials the blocks of each trial, in the order of time, empty ones included
 * @param independent whether operations are independent by the way they are made (see operationsAreIndependent); kept only
 *   where Pearson's test of dispersion does not reject it at 0.1 %
 * @param period blocks from one event of an even schedule to the next; where the trials hold five of them, each is one cluster:
 *   events that are never close together make rates more certain than single blocks tell. Null = nothing is scheduled evenly
 * @returns null of no operation
 */
export function stratumOf(
  trials: readonly (readonly Block[])[],
  independent: boolean,
  period: number | null = null,
): Stratum | null {
  const blocks = filled(trials)
  const { hits, of } = merged(blocks)
  if (of === 0) return null
  const value = hits / of
  const periods = period !== null && period > 1 ? trials.map((trial) => mergedBy(trial, period)) : []
  const scheduled = filled(periods).length >= MIN_PERIODS
  const clusters = scheduled ? periods : trials
  const byCluster = spreadOf(clusters, value, of)
  const whole = filled([trials.map(merged)])
  // Trials follow no order: each is a sequence of its own.
  const byTrial =
    whole.length < MIN_TRIALS
      ? null
      : spreadOf(
          whole.map((trial) => [trial]),
          value,
          of,
        )
  const { variance, degrees } = byTrial && byTrial.variance > byCluster.variance ? byTrial : byCluster
  const { alike, carriers } = byCluster
  const count = (is: (cluster: Block) => boolean) => filled(clusters).filter(is).length
  const apart = scheduled ? 1 : alike
  return {
    ...{ hits, of, value, variance, degrees },
    blocks: blocks.length,
    enough: count(() => true) / alike / (scheduled ? MIN_PERIODS - 1 : MIN_BLOCKS),
    hitting: count((cluster) => cluster.hits > 0) / apart,
    missing: count((cluster) => cluster.hits !== cluster.of) / apart,
    carriers: scheduled ? count(() => true) : carriers / alike,
    independent:
      independent && !speakAgainst(blocks, value) && !(byTrial !== null && speakAgainst(whole, value)),
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
 * A ratio of sums with its 95 % interval by the spread of its clusters and Student's t. Requests per operation are never fewer than
 * one: their excess varies as counts do, the more the larger it is, which makes the interval longer upwards; rates over time have a
 * symmetrical one.
 * Sources: W. G. Cochran, "Sampling Techniques", 3rd ed., 1977, §6.3 (variance of a ratio); the score interval of a Poisson mean
 * with the dispersion of the clusters.
 * @param ofIndependent the interval of a stratum whose operations are independent, which needs more than sums of blocks
 * @returns null where there are too few blocks of time, or too few in which something happened
 */
export function ratioOf<Part extends Stratum>(
  strata: readonly Part[],
  kind: 'requests' | 'rate',
  ofIndependent: (stratum: Part) => Estimate | null,
): Estimate | null {
  return joined(strata, ofIndependent, (all) => clusteredRatio(all, kind))
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
  const weights = all.reduce((sum, { weight }) => sum + weight, 0)
  const value = all.reduce((sum, part) => sum + part.weight * part.value, 0) / weights
  const spread = (limit: 'low' | 'high') =>
    Math.sqrt(all.reduce((sum, part) => sum + (part.weight * (part.value - part[limit])) ** 2, 0)) / weights
  return { value, low: value - spread('low'), high: value + spread('high') }
}

function clusteredProportion(all: readonly Stratum[]): Estimate | null {
  const blocks = sum(all, ({ blocks }) => blocks)
  const degrees = blocks - all.length
  const p = sum(all, ({ value }) => value) / all.length
  if (blocks < MIN_BLOCKS || degrees < 1) return null
  if (p === 0 || p === 1) return score(p, blocks, degrees)
  const { variance, effectiveDegrees } = varianceOfMean(all)
  if (tells(all)) return score(p, (p * (1 - p)) / variance, effectiveDegrees)
  if (sum(all, ({ of }) => of) * p * (1 - p) >= RARE) return null
  const events = Math.max(1, eventful(all))
  // Rare failures: as many degrees of freedom as there are blocks to tell of them, and never wider than if each block were one
  // operation. Both are too wide rather than too narrow.
  return narrower(score(p, (p * (1 - p)) / variance, events), score(p, blocks, degrees))
}

function narrower(a: Estimate, b: Estimate): Estimate {
  return a.high - a.low <= b.high - b.low ? a : b
}

function clusteredRatio(all: readonly Stratum[], kind: 'requests' | 'rate'): Estimate | null {
  const value = sum(all, (stratum) => stratum.value) / all.length
  const { variance, effectiveDegrees } = varianceOfMean(all)
  const enough = sum(all, ({ blocks }) => blocks) >= MIN_BLOCKS
  // Starts that are more even than chance would have them need no event to tell of.
  const even = all.every((stratum) => stratum.variance <= stratum.hits / stratum.of ** 2)
  const shown = variance === 0 || (kind === 'rate' && even) ? enough : tells(all)
  if (!shown) return null
  const t = studentQuantile(0.05, effectiveDegrees)
  const excess = value - 1
  const half = t * Math.sqrt(variance)
  if (kind === 'rate' || excess <= 0) return { value, low: Math.max(0, value - half), high: value + half }
  const skew = half ** 2 / excess / 2
  const root = Math.hypot(half, skew)
  return { value, low: value + skew - root, high: value + skew + root }
}

/** Variance of the mean of the strata's values, with Satterthwaite's degrees of freedom. */
function varianceOfMean(all: readonly Stratum[]): { variance: number; effectiveDegrees: number } {
  return {
    variance: sum(all, ({ variance }) => variance) / all.length ** 2,
    effectiveDegrees: Math.max(
      1,
      together(all, ({ degrees }) => degrees),
    ),
  }
}

/** How many there are of what each variance is known by, when variances are added up. */
function together(all: readonly Stratum[], pick: (stratum: Stratum) => number): number {
  const squares = sum(all, (part) => (part.variance === 0 ? 0 : part.variance ** 2 / pick(part)))
  return squares === 0 ? 0 : sum(all, ({ variance }) => variance) ** 2 / squares
}

/** Whether enough happened, often enough, to say how much clusters differ. */
function tells(all: readonly Stratum[]): boolean {
  return (
    sum(all, ({ enough }) => enough) >= 1 &&
    eventful(all) >= MIN_EVENTFUL_BLOCKS &&
    together(all, ({ carriers }) => carriers) >= MIN_CARRIERS
  )
}

/** Blocks in which something other than the usual happened: the rarer of hits and misses. */
function eventful(all: readonly Stratum[]): number {
  return Math.min(
    sum(all, ({ hitting }) => hitting),
    sum(all, ({ missing }) => missing),
  )
}

function spreadOf(trials: readonly (readonly Block[])[], value: number, of: number): SerialSpread {
  const deviations = trials.map((trial) => trial.map((block) => (block.hits - value * block.of) / of))
  return serialSpread(deviations, filled(trials).length)
}

function filled(trials: readonly (readonly Block[])[]): Block[] {
  return trials.flat().filter(({ of }) => of > 0)
}

function merged(blocks: readonly Block[]): Block {
  return { hits: sum(blocks, ({ hits }) => hits), of: sum(blocks, (block) => block.of) }
}

/** Blocks by the period in which their middle lies. */
function mergedBy(blocks: readonly Block[], period: number): Block[] {
  const periods: Block[][] = []
  blocks.forEach((block, index) => {
    ;(periods[Math.floor((index + 0.5) / period)] ??= []).push(block)
  })
  return periods.map(merged)
}

/** Whether clusters differ more than independent operations would, so far that chance is no excuse. */
function speakAgainst(clusters: readonly Block[], value: number): boolean {
  const degrees = clusters.length - 1
  const isProportion = clusters.every(({ hits, of }) => hits <= of)
  if (!isProportion || value === 0 || value === 1 || degrees < 1) return false
  const squares = sum(clusters, ({ hits, of }) => (hits - value * of) ** 2)
  const designEffect = ((clusters.length / degrees) * squares) / (merged(clusters).of * value * (1 - value))
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
