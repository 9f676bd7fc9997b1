/** Every rule that looks for findings: one line per rule, the gravest first. */
import type { ArmHistory, Finding, FindingRule } from './finding'
import { abandonedWork } from './rules/abandoned-work'
import { breakerFlapping } from './rules/breaker-flapping'
import { deadlineCut } from './rules/deadline-cut'
import { leakedWork } from './rules/leaked-work'
import { metastable } from './rules/metastable'
import { permanentRetried } from './rules/permanent-retried'
import { retryStorm } from './rules/retry-storm'
import { synchronisedRetries } from './rules/synchronised-retries'
import { timersLate } from './rules/timers-late'
import { unsafeRetry } from './rules/unsafe-retry'

export const findingRules = {
  'unsafe-retry': unsafeRetry,
  metastable,
  'retry-storm': retryStorm,
  'synchronised-retries': synchronisedRetries,
  'leaked-work': leakedWork,
  'abandoned-work': abandonedWork,
  'permanent-retried': permanentRetried,
  'deadline-cut': deadlineCut,
  'breaker-flapping': breakerFlapping,
  'timers-late': timersLate,
} as const satisfies Readonly<Record<string, FindingRule>>

/** Everything the rules have to say about one arm of one trial. */
export function findingsOf(history: ArmHistory): Finding[] {
  return Object.values(findingRules).flatMap((rule) => {
    const diagnosis = rule.look(history)
    return diagnosis ? [{ rule: rule.name, arm: history.arm, ...diagnosis }] : []
  })
}
