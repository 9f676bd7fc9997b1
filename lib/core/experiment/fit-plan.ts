/**
 * Cuts an experiment so that its run takes at most so long: first repetitions, then the length of trials, then values of the
 * axes, evenly, with both ends kept. Pure: same spec, same cuts.
 */
import { MIN_BLOCKS } from '../statistics/strata'
import { AXIS_NAMES, countPoints, faultPoints, type AxisName } from './fault-points'
import type { Matrix } from './matrix'
import { valuesOf } from './matrix-words'
import { estimatePlan } from './plan'
import type { ExperimentSpec } from './spec'

/** Intervals are made of seconds. */
const SECOND_MS = 1_000

/** One thing that is made smaller. `points` and axes: how many values. */
export interface PlanCut {
  field: 'repetitions' | 'trialDurationMs' | 'points' | AxisName
  from: number
  to: number
}

export interface FittedPlan {
  /** With all cuts made; the spec itself where none was needed. */
  spec: ExperimentSpec
  cuts: PlanCut[]
  /** False: even with everything cut it takes longer. */
  fits: boolean
  /** How long the cut run takes, as expected. */
  minMs: number
}

/** The smallest experiment that this order of cuts comes to before it takes at most `limitMs`. */
export function fitPlan(spec: ExperimentSpec, limitMs: number): FittedPlan {
  const fits = (candidate: ExperimentSpec) => estimatePlan(candidate).minMs <= limitMs
  let cut = spec
  if (!fits(cut))
    cut = withMost(
      spec.repetitions,
      fewestRepetitions(spec),
      (repetitions) => ({ ...spec, repetitions }),
      fits,
    )
  if (!fits(cut)) cut = shortened(cut, spec.trialDurationMs, fits)
  if (!fits(cut)) {
    cut = thinned(cut, limitMs)
    // Values go one by one, and leave some time over: trials get it back.
    if (fits(cut)) cut = shortened(cut, spec.trialDurationMs, fits)
  }
  return { spec: cut, cuts: cutsBetween(spec, cut), fits: fits(cut), minMs: estimatePlan(cut).minMs }
}

/** Where the first repetition alone is recorded, the figures come from the others: one of them stays. */
function fewestRepetitions({ profile, repetitions }: ExperimentSpec): number {
  return profile === 'first' ? Math.min(repetitions, 2) : 1
}

/**
 * A trial below this would lose something: the ten seconds that an interval takes, the last step of the scenario, one switch of
 * the leader at the lowest rate. At most as long as it is now.
 */
export function shortestTrialMs(spec: ExperimentSpec): number {
  const stepEnds = spec.scenario.map(({ atMs, forMs }) => atMs + (forMs ?? SECOND_MS))
  const rates = valuesOf(faultPoints(spec.matrix), 'leaderSwitchesPerMinute').filter((rate) => rate > 0)
  const needed = Math.max(MIN_BLOCKS * SECOND_MS, ...stepEnds, ...rates.map((rate) => 60_000 / rate))
  return Math.min(spec.trialDurationMs, Math.ceil(needed / SECOND_MS) * SECOND_MS)
}

/** Trials as long as fits, in whole seconds, between the shortest that is any use and `longestMs`. */
function shortened(
  spec: ExperimentSpec,
  longestMs: number,
  fits: (candidate: ExperimentSpec) => boolean,
): ExperimentSpec {
  const shortestMs = shortestTrialMs({ ...spec, trialDurationMs: longestMs })
  const at = (seconds: number) => ({
    ...spec,
    // The longest is no whole number of seconds where somebody wrote it so.
    trialDurationMs: Math.min(longestMs, shortestMs + seconds * SECOND_MS),
  })
  return withMost(Math.ceil((longestMs - shortestMs) / SECOND_MS), 0, at, fits)
}

/** The candidate with the largest whole number in [lowest, highest] that fits; with the lowest where none does. */
function withMost(
  highest: number,
  lowest: number,
  at: (value: number) => ExperimentSpec,
  fits: (candidate: ExperimentSpec) => boolean,
): ExperimentSpec {
  let [low, high] = [lowest, highest]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(at(middle))) low = middle
    else high = middle - 1
  }
  return at(low)
}

/** Fewer fault points, until they fit or nothing but ends is left. */
function thinned(spec: ExperimentSpec, limitMs: number): ExperimentSpec {
  let cut = spec
  for (;;) {
    const { minMs, points } = estimatePlan(cut)
    if (minMs <= limitMs) return cut
    // At least one point less each time; at once as many as the time suggests. Always from the whole axes, so that what is
    // left stays even.
    const matrix = thinnedMatrix(spec.matrix, Math.min(points - 1, (points * limitMs) / minMs))
    if (countPoints(matrix) === points) return cut
    cut = { ...spec, matrix }
  }
}

/** The matrix with at most `points` points, or as few as its ends allow. */
function thinnedMatrix(matrix: Matrix, points: number): Matrix {
  if (matrix.points) return { ...matrix, points: evenly(matrix.points, Math.max(2, Math.floor(points))) }
  const lengths = new Map(AXIS_NAMES.map((name) => [name, matrix[name].length]))
  const lengthOf = (name: AxisName) => lengths.get(name) ?? 1
  while (AXIS_NAMES.reduce((product, name) => product * lengthOf(name), 1) > points) {
    // The longest axis loses least with each value.
    const longest = AXIS_NAMES.reduce((best, name) => (lengthOf(name) > lengthOf(best) ? name : best))
    if (lengthOf(longest) <= 2) break
    lengths.set(longest, lengthOf(longest) - 1)
  }
  const axes = AXIS_NAMES.map((name) => [name, fewer(matrix[name], lengthOf(name))])
  return { ...matrix, ...(Object.fromEntries(axes) as Record<AxisName, number[]>) }
}

/** An axis that loses nothing stays in the order in which it was written. */
function fewer(values: readonly number[], count: number): number[] {
  return count === values.length
    ? [...values]
    : evenly(
        [...values].sort((a, b) => a - b),
        count,
      )
}

/** So many of the entries, both ends among them, the others as evenly as their places allow. */
function evenly<T>(entries: readonly T[], count: number): T[] {
  if (count >= entries.length) return [...entries]
  const places = Array.from({ length: count }, (_, index) =>
    Math.round((index * (entries.length - 1)) / Math.max(1, count - 1)),
  )
  return places.flatMap((place) => entries.slice(place, place + 1))
}

function cutsBetween(before: ExperimentSpec, after: ExperimentSpec): PlanCut[] {
  const sizes = ({ repetitions, trialDurationMs, matrix }: ExperimentSpec): Omit<PlanCut, 'from'>[] => [
    { field: 'repetitions', to: repetitions },
    { field: 'trialDurationMs', to: trialDurationMs },
    ...(matrix.points
      ? [{ field: 'points' as const, to: matrix.points.length }]
      : AXIS_NAMES.map((field) => ({ field, to: matrix[field].length }))),
  ]
  const from = sizes(before)
  return sizes(after).flatMap(({ field, to }, index) => {
    const size = from[index]?.to ?? to
    return size === to ? [] : [{ field, from: size, to }]
  })
}
