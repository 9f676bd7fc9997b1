/** Writes beyond the first of an operation, as the checker of that name found them in the target's own history. */
import type { checkers } from '../checker/registry'
import type { CheckFigures, StrategyFigures } from './report'

/** The checker, by name alone: a page does without what checks. */
const DUPLICATES: keyof typeof checkers = 'duplicate-effects'

/** Null where nobody looked, or nobody could tell. */
export function duplicatesOf({ checks }: Pick<StrategyFigures, 'checks'>): CheckFigures | null {
  const check = checks.find(({ checker }) => checker === DUPLICATES)
  return !check || check.verdict === 'unknown' ? null : check
}
