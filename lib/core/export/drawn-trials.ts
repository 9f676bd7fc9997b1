/** Which trials a file draws over time: one of each fault point, and of a large matrix an even part of them. */
import { counted } from '../words/counts'
import { thin } from '../summary/even-sample'
import type { RunReport, TrialReport } from '../summary/report'
import type { TimeBucket } from '../summary/time-buckets'

/** The course of one trial. */
export interface TrialTimeline {
  /** Index of the trial, from 0. */
  trial: number
  /** Buckets per strategy; empty lists where they were not kept. */
  arms: TimeBucket[][]
}

/** More would make a file of a large run slow to open: each has up to 75 buckets of four charts per strategy. */
export const MOST_TIMELINES = 12

type Drawn = Pick<RunReport, 'trials'>

/**
 * Indices of the trials, in their order. Of each fault point the first one that is neither suspect nor recorded with a profile, or the
 * first one where there is none such.
 * @param chosen a trial that is drawn besides, counted from 1; null = none
 */
export function drawnTrials({ trials }: Drawn, chosen: number | null = null): number[] {
  const byPoint = new Map<number, TrialReport>()
  for (const trial of trials) {
    const known = byPoint.get(trial.pointIndex)
    if (!known || (!isSound(known) && isSound(trial))) byPoint.set(trial.pointIndex, trial)
  }
  const ofPoints = [...byPoint.values()].sort((a, b) => a.pointIndex - b.pointIndex)
  const drawn = new Set(thin(ofPoints, MOST_TIMELINES).map(({ index }) => index))
  if (trials.some(({ index }) => index + 1 === chosen)) drawn.add((chosen ?? 0) - 1)
  return [...drawn].sort((a, b) => a - b)
}

function isSound({ quality, profiled = false }: TrialReport): boolean {
  return quality === 'good' && !profiled
}

/** "2 of 8 trials are drawn: of each fault point the first that is neither suspect nor recorded with a profile, …". */
export function drawnWords({ trials }: Drawn, drawn: readonly TrialTimeline[]): string {
  const of = new Set(drawn.map(({ trial }) => trials.find(({ index }) => index === trial)?.pointIndex))
  const measured = new Set(trials.map(({ pointIndex }) => pointIndex))
  const which =
    of.size < measured.size
      ? `of ${counted(of.size, 'fault point')} out of ${measured.size}, evenly spread over the matrix,`
      : 'of each fault point'
  const some = `${drawn.length} of ${counted(trials.length, 'trial')} ${drawn.length === 1 ? 'is' : 'are'} drawn`
  return drawn.length === trials.length
    ? 'Every trial is drawn.'
    : `${some}: ${which} the first that is neither suspect nor recorded with a profile, or the first where there is none such.`
}
