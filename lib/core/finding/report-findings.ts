/** The findings of a run: those of all its trials, together per strategy and rule, with the worst one as evidence. */
import { count, type Finding } from './finding'
import { findingRules } from './registry'

export interface RunFinding extends Finding {
  title: string
  remedy: string
  /** Indexes of the trials in which it was found, ascending. The evidence is that of the worst. */
  trials: number[]
  worstTrial: number
}

/** Gravest rules first, in the registry's order; within a rule the arms in the spec's order. */
export function reportFindings(
  trials: readonly { index: number; findings: readonly Finding[] }[],
): RunFinding[] {
  const found = new Map<string, RunFinding>()
  for (const { index, findings } of trials)
    for (const finding of findings) {
      const rule = Object.values(findingRules).find(({ name }) => name === finding.rule)
      // Stored by a version that knew another rule.
      if (!rule) continue
      const key = `${finding.rule}/${finding.arm}`
      const known = found.get(key)
      const trials = [...(known?.trials ?? []), index]
      found.set(
        key,
        known && finding.measure <= known.measure
          ? { ...known, trials }
          : {
              ...finding,
              title: rule.title,
              remedy: finding.remedy ?? rule.remedy,
              worstTrial: index,
              trials,
            },
      )
    }
  const order = Object.keys(findingRules)
  return [...found.values()].sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule) || a.arm - b.arm)
}

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
