/** Every checker: one line per checker. */
import type { CheckedHistory, CheckResult, Checker } from './checker'
import { UNKNOWN } from './checker'
import { duplicateEffects } from './checkers/duplicate-effects'
import { falseFailures } from './checkers/false-failures'
import { lostUpdates } from './checkers/lost-updates'

export const checkers = {
  'duplicate-effects': duplicateEffects,
  'lost-updates': lostUpdates,
  'false-failures': falseFailures,
} as const satisfies Readonly<Record<string, Checker>>

/** The verdicts of all checkers over one arm. A checker that crashes says "unknown", with the reason. */
export function checkHistory(
  history: CheckedHistory,
  all: readonly Checker[] = Object.values(checkers),
): CheckResult[] {
  return all.map((checker) => {
    try {
      return { checker: checker.name, ...checker.check(history) }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { checker: checker.name, ...UNKNOWN, examples: [`the checker failed: ${reason}`] }
    }
  })
}
