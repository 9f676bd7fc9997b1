/** What was found, in a sentence. Apart from the rules that find it, which pages do without. */
import { count } from '../words/counts'
import type { RunFinding } from './report-findings'

/**
 * The evidence as one sentence without its full stop. Its figures are those of one trial, never of the run: "in the worst trial (trial
 * 3), 12 attempts …; found in 4 of 12 trials". Of a run of one trial the evidence alone.
 */
export function evidenceWords(
  { evidence, trials, worstTrial }: Pick<RunFinding, 'evidence' | 'trials' | 'worstTrial'>,
  ofTrials: number,
): string {
  if (ofTrials <= 1) return evidence
  const where =
    trials.length > 1 ? `in the worst trial (trial ${worstTrial + 1})` : `in trial ${worstTrial + 1}`
  return `${where}, ${evidence}; found in ${count(trials.length)} of ${count(ofTrials)} trials`
}
