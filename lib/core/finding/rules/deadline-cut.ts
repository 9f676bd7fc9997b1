/** The caller's deadline ended operations that the strategy had begun to retry, or was about to. */
import { percent } from '../figures'
import { count } from '../../words/counts'
import type { ArmHistory, FindingRule } from '../finding'
import { closesOperation, isAuxiliary, type AttemptRecord } from '../../history/attempt'

const MIN_OPERATIONS = 5
const MIN_SHARE = 0.1
/** An attempt that fails so shortly before the deadline may have been ended by it: timers and loops are late. */
const MARGIN_MS = 20

export const deadlineCut: FindingRule = {
  name: 'deadline-cut',
  title: 'The deadline cut the retries short',
  description: `At least ${MIN_OPERATIONS} operations, and a tenth of those that did not succeed, failed and then ended at their caller's deadline, in a retry or in the wait for one, and not by the strategy's own limits. A first attempt that took all of the deadline is not among them: there was no retry to cut.`,
  remedy:
    'Make the retry window fit: a shorter attempt time-out or smaller delays, or a longer deadline. What cannot fit should give up at once (deadline-aware).',
  look(history) {
    const failed = history.attempts.filter(
      (attempt) => closesOperation(attempt.stop) && attempt.stop !== 'succeeded',
    )
    const firsts = beginnings(history)
    const cut = failed.filter(
      (closing) => closing.stop === 'deadline' && isCutRetry(closing, firsts.get(closing.operation), history),
    )
    const share = cut.length / Math.max(1, failed.length)
    if (cut.length < MIN_OPERATIONS || share < MIN_SHARE) return null
    return {
      severity: 'caution',
      evidence: `${count(cut.length)} of ${count(failed.length)} operations that did not succeed (${percent(share)}) ended at the deadline in a retry or before one`,
      measure: share,
      atMs: cut[0]?.operationEndMs ?? null,
    }
  },
}

/** Of an operation: when its first attempt began, and when the first failure came. */
interface Beginning {
  startMs: number
  failedMs: number
}

/** By operation; requests that a strategy adds are left out. */
function beginnings({ attempts }: Pick<ArmHistory, 'attempts'>): Map<number, Beginning> {
  const found = new Map<number, Beginning>()
  for (const { operation, kind, outcome, startMs, endMs } of attempts) {
    if (isAuxiliary(kind)) continue
    const known = found.get(operation) ?? { startMs, failedMs: Infinity }
    found.set(operation, {
      startMs: Math.min(known.startMs, startMs),
      failedMs: outcome === 'ok' ? known.failedMs : Math.min(known.failedMs, endMs),
    })
  }
  return found
}

/** @param closing that ended its operation at the deadline */
function isCutRetry(
  closing: AttemptRecord,
  first: Beginning | undefined,
  { operationDeadlineMs = 0 }: Pick<ArmHistory, 'operationDeadlineMs'>,
): boolean {
  if (!first) return false
  // Cut: another attempt had failed before this one began (of hedges, none has).
  if (first.failedMs <= closing.startMs) return true
  // Prevented: it failed while there was time, and a strategy that had not planned a retry would have ended by itself.
  return closing.endMs < first.startMs + operationDeadlineMs - MARGIN_MS
}
