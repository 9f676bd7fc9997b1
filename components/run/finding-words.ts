/** Findings in words: how many there are, and where one was seen. */
import { counted } from '@/components/format/figures'
import { evidenceWords } from '@/lib/core/finding/evidence-words'
import type { RunFinding } from '@/lib/core/finding/report-findings'
import type { RunReport } from '@/lib/core/summary/report'

/** "2 problems, 1 caution in 8 trials"; "nothing found in 8 trials so far". */
export function findingsNote(
  { findings, trials }: Pick<RunReport, 'findings' | 'trials'>,
  isUnderWay: boolean,
): string {
  const problems = findings.filter(({ severity }) => severity === 'problem').length
  const cautions = findings.length - problems
  const parts = [
    ...(problems > 0 ? [counted(problems, 'problem')] : []),
    ...(cautions > 0 ? [counted(cautions, 'caution')] : []),
  ]
  const found = parts.length > 0 ? parts.join(', ') : 'nothing found'
  return `${found} in ${counted(trials.length, 'trial')}${isUnderWay ? ' so far' : ''}`
}

/** "In the worst trial (trial 5), 40 attempts …; found in 3 of 8 trials". */
export function findingEvidence(finding: RunFinding, ofTrials: number): string {
  const words = evidenceWords(finding, ofTrials)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** "Show trial 5, at 1.2 s". */
export function findingPlace({ worstTrial, atMs }: RunFinding): string {
  const at = atMs === null ? '' : `, at ${(atMs / 1000).toFixed(1)} s`
  return `Show trial ${worstTrial + 1}${at}`
}
