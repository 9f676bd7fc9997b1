/** What a page and the command line say of many comparisons at once. */
import type { ComparisonVerdict } from './compare-runs'

/** How many differences would be shown by chance alone: each interval misses the truth in one of twenty cases. */
export function chanceWords(
  comparisons: readonly { difference: object | null; verdict: ComparisonVerdict }[],
): string {
  const judged = comparisons.filter(({ difference }) => difference !== null).length
  if (judged === 0) return 'None of these comparisons has an interval.'
  const shown = comparisons.filter(({ verdict }) => verdict === 'better' || verdict === 'worse').length
  const all = `${judged.toLocaleString('en-US')} ${judged === 1 ? 'comparison' : 'comparisons'}`
  return `${shown} of ${all} ${shown === 1 ? 'shows' : 'show'} a difference. About ${(judged / 20).toFixed(1)} would show one even between two equal strategies, because one interval in twenty misses the truth: a single difference among many is no proof.`
}
