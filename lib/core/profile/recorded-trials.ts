/** Which trials of an experiment are recorded with a profile. */
import type { PlannedTrial } from '../experiment/plan'
import type { ExperimentSpec } from '../experiment/spec'

export function isProfiled(
  { profile }: Pick<ExperimentSpec, 'profile'>,
  { repetition }: Pick<PlannedTrial, 'repetition'>,
): boolean {
  return profile === 'each' || (profile === 'first' && repetition === 0)
}
