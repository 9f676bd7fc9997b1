/** Which arms of an experiment some of its faults cannot reach: beside the others, they have it easier. */
import { faultOf } from '../fault/registry'
import { builtInCatalogue } from '../strategy/catalogue'
import { axisValues } from './fault-points'
import type { ExperimentSpec } from './spec'

export interface OutOfReach {
  arm: number
  /** The fault's name in the registry, and its title for people. */
  fault: string
  title: string
  /** Why, and what does reach the arm; for people. */
  reason: string
}

/** Only faults that the experiment uses. Strategies of the user's own are reached by all. */
export function outOfReach({
  strategies,
  matrix,
  scenario,
}: Pick<ExperimentSpec, 'strategies' | 'matrix' | 'scenario'>): OutOfReach[] {
  const used = new Set(scenario.map(({ fault }) => fault))
  const isLost = axisValues(matrix, 'lossPercent').some((value) => value > 0)
  if (isLost && matrix.loss.mode !== 'packet') used.add('loss')
  return strategies.flatMap(({ use }, arm) =>
    Object.entries(builtInCatalogue.find(use)?.outOfReach ?? {}).flatMap(([fault, reason]) =>
      used.has(fault) ? [{ arm, fault, title: faultOf({ fault }).title, reason }] : [],
    ),
  )
}
