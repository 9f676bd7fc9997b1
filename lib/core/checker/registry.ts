/** Every checker: one line per checker. */
import type { CheckedHistory, CheckResult, Checker } from './checker'
import { unknown } from './checker'
import { abortedReads } from './checkers/aborted-reads'
import { balanceDrift } from './checkers/balance-drift'
import { counterDrift } from './checkers/counter-drift'
import { duplicateEffects } from './checkers/duplicate-effects'
import { falseFailures } from './checkers/false-failures'
import { disagreements, finalRead } from './checkers/final-read'
import { lostUpdates } from './checkers/lost-updates'
import { setElements } from './checkers/set-elements'
import { staleReads } from './checkers/stale-reads'
import { transferTotal } from './checkers/transfer-total'

export const checkers = {
  'duplicate-effects': duplicateEffects,
  'lost-updates': lostUpdates,
  'false-failures': falseFailures,
  'stale-reads': staleReads,
  'aborted-reads': abortedReads,
  'counter-drift': counterDrift,
  'set-elements': setElements,
  'transfer-total': transferTotal,
  'balance-drift': balanceDrift,
  'final-read': finalRead,
} as const satisfies Readonly<Record<string, Checker>>

/**
 * The verdicts over one arm of all checkers that can judge its workload. One that crashes says "unknown", with the reason. Where
 * the last read contradicts the history, only the checker that looks for that has a verdict.
 */
export function checkHistory(
  history: CheckedHistory,
  all: readonly Checker[] = Object.values(checkers),
): CheckResult[] {
  const [contradiction] = contradictions(history)
  return all
    .filter(({ only }) => !only || only.includes(history.workload))
    .map((checker) => {
      const { name } = checker
      if (contradiction !== undefined && checker !== finalRead)
        return { checker: name, ...unknown(`the evidence contradicts itself: ${contradiction}`) }
      try {
        return { checker: name, ...checker.check(history) }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        return { checker: name, ...unknown(`the checker failed: ${reason}`) }
      }
    })
}

function contradictions({ applied, finalKeys }: CheckedHistory): string[] {
  return applied && finalKeys ? disagreements(applied, finalKeys).cases : []
}
