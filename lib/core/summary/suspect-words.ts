/** That a run's measurement is suspect, for places that show no table of trials. */
import { plural } from '../checker/drift'
import type { TrialReport } from './report'

/** "2 of 6 trials are suspect, for example: starts were 31.0 ms late at P99 (limit 20 ms)"; null where none is. */
export function suspectWords(
  trials: readonly Pick<TrialReport, 'quality' | 'qualityReasons'>[],
): string | null {
  const suspect = trials.filter(({ quality }) => quality === 'suspect')
  if (suspect.length === 0) return null
  return `${suspect.length} of ${plural(trials.length, 'trial')} ${suspect.length === 1 ? 'is' : 'are'} suspect, for example: ${suspect[0]?.qualityReasons[0] ?? 'no reason was kept'}`
}
