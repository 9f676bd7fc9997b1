/**
 * A metastable state: the faults are gone, and the goodput does not come back.
 * Source: N. Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021.
 */
import { percent } from '../figures'
import type { ArmHistory, FindingRule } from '../finding'
import { closesOperation } from '../../history/attempt'

const MIN_BEFORE_MS = 1_000
/** Given to recover; what follows must be as good as before. */
const RECOVERY_MS = 3_000
const MIN_AFTER_MS = 1_000
const MIN_SHARE = 0.8
/** That succeed before the faults, and that would afterwards if all were as before. */
const MIN_OPERATIONS = 20
/** Standard errors that a shortfall by chance alone stays within, 999 times of 1,000 (one-sided). */
const STANDARD_ERRORS = 3.09

export const metastable: FindingRule = {
  name: 'metastable',
  title: 'Goodput does not come back',
  description: `From ${RECOVERY_MS / 1000} s after the last fault was taken away, fewer than ${percent(MIN_SHARE)} as many operations succeed per second as before the first one, and so few are no chance: at least ${MIN_OPERATIONS} were to be expected, and with equal rates it would happen in less than one of 1,000 trials. Needs a scenario that leaves time before and after its faults.`,
  remedy:
    'Something sustains the failure after its trigger is gone, most often the retries themselves: bound them by a budget, drop work whose caller has left, and shed load early.',
  look(history) {
    const span = faultSpan(history)
    if (!span) return null
    const { firstMs, lastMs } = span
    const fromMs = lastMs + RECOVERY_MS
    if (firstMs < MIN_BEFORE_MS || history.windowMs - fromMs < MIN_AFTER_MS) return null
    const before = goodput(history, 0, firstMs)
    const after = goodput(history, fromMs, history.windowMs)
    if (before.operations < MIN_OPERATIONS || after.perSecond >= MIN_SHARE * before.perSecond) return null
    if (!isBeyondChance(before.operations, after.operations, (history.windowMs - fromMs) / firstMs))
      return null
    const share = after.perSecond / before.perSecond
    return {
      severity: 'problem',
      evidence: `${after.perSecond.toFixed(1)} operations a second succeed from ${fromMs / 1000} s on, ${percent(share)} of the ${before.perSecond.toFixed(1)} before the first fault`,
      measure: 1 - share,
      atMs: fromMs,
    }
  },
}

/** From the first fault that acted to the removal of the last; null when one stayed until the end, or there was none. */
function faultSpan({ ledger, windowMs }: ArmHistory): { firstMs: number; lastMs: number } | null {
  const acted = ledger.filter(({ actsMs }) => actsMs !== null)
  const ends = acted.map(({ removedMs, verifiedMs, state }) =>
    state === 'done' ? verifiedMs : (removedMs ?? windowMs),
  )
  if (acted.length === 0) return null
  return {
    firstMs: Math.min(...acted.map(({ actsMs }) => actsMs ?? Infinity)),
    lastMs: Math.max(...ends.map((endMs) => endMs ?? windowMs)),
  }
}

/**
 * Whether two counts of a Poisson process differ by more than chance: the difference against its own standard error, both counts
 * being samples.
 * @param times how many times as long the second was counted
 */
function isBeyondChance(before: number, after: number, times: number): boolean {
  const expected = before * times
  if (expected < MIN_OPERATIONS) return false
  return expected - after > STANDARD_ERRORS * Math.sqrt(expected * (1 + times))
}

function goodput({ attempts }: ArmHistory, fromMs: number, toMs: number) {
  const operations = attempts.filter(
    (attempt) =>
      closesOperation(attempt.stop) &&
      attempt.stop === 'succeeded' &&
      attempt.operationEndMs >= fromMs &&
      attempt.operationEndMs < toMs,
  ).length
  return { operations, perSecond: (1000 * operations) / (toMs - fromMs) }
}
