/** Figures of summaries as if all were of one fault point, for tests. */
import type { ArmSummary } from './arm-summary'
import { figuresOf } from './figures'
import type { StrategyFigures } from './report'

/** @param independent false = intervals from blocks of time */
export function figuresOfOnePoint(summaries: readonly ArmSummary[], independent = true): StrategyFigures {
  return figuresOf(summaries.map((summary) => ({ summary, pointIndex: 0, windowMs: 1_000, independent })))
}
