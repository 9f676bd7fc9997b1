/** The findings of a run: those of all its trials, together per strategy and rule, with the worst one as evidence. */
import type { Finding } from './finding'
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
