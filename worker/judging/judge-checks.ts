/** What checkers have to say of one arm of a trial; where the target does not tell its history, why. */
import type { CheckedHistory, CheckResult } from '@/lib/core/checker/checker'
import { checkHistory } from '@/lib/core/checker/registry'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import type { WriteHistory } from '@/lib/engine/ports'

/** @param use name of the arm's strategy */
export function checksOf(
  known: Pick<CheckedHistory, 'workload' | 'asked' | 'attempts'>,
  history: WriteHistory | undefined,
  use = '',
): CheckResult[] {
  const { writes: applied, finalKeys } =
    history && 'writes' in history ? history : { writes: null, finalKeys: null }
  const marksAttempts = builtInCatalogue.find(use)?.client === undefined
  const checks = checkHistory({ ...known, applied, finalKeys, marksAttempts })
  if (!history || !('problem' in history)) return checks
  return checks.map((check) => ({ ...check, examples: [history.problem] }))
}
