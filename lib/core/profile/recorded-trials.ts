/** Which trials of an experiment are recorded with a profile. */
import type { PlannedTrial } from '../experiment/plan'
import type { ExperimentSpec } from '../experiment/spec'

export function isProfiled(
  { profile }: Pick<ExperimentSpec, 'profile'>,
  { repetition }: Pick<PlannedTrial, 'repetition'>,
): boolean {
  return profile === 'each' || (profile === 'first' && repetition === 0)
}

/**
 * Said before a run of which every trial is recorded: recording is load on the thread that measures, so there is no figure without it.
 * @returns null when some trials are not recorded, or none is
 */
export function recordedThroughout({
  profile,
  repetitions,
}: Pick<ExperimentSpec, 'profile' | 'repetitions'>): string | null {
  const isAll = profile === 'each' || (profile === 'first' && repetitions === 1)
  if (!isAll) return null
  const instead =
    profile === 'each'
      ? 'Take profile “first” with 2 repetitions or more'
      : 'Take 2 repetitions or more, of which only the first is recorded'
  return `Every trial will be recorded with a profile, which slows operations down and makes the harness late: most trials will be suspect, and all numbers will be those of a recorded run. ${instead}, for numbers of undisturbed trials beside the profile.`
}
