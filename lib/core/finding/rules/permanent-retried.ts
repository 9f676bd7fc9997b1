/** Errors that repetition cannot help were repeated. */
import type { AttemptRecord } from '../../history/attempt'
import { isPermanent } from '../../strategy/parts/classification'
import { counted } from '../../words/counts'
import type { FindingRule } from '../finding'
import { isRetry, operationsOf } from '../operations'

export const permanentRetried: FindingRule = {
  name: 'permanent-retried',
  title: 'Permanent errors were retried',
  description: 'An attempt began after one of the same operation had been rejected for good.',
  remedy: 'Classify errors before retrying: what the target rejects as wrong will be rejected again.',
  look({ attempts }) {
    const repeated = operationsOf(attempts).flatMap((own) =>
      own.filter((attempt, index) => {
        const before = own[index - 1]
        return before !== undefined && isRetry(attempt) && wasRejectedBefore(before, attempt.startMs)
      }),
    )
    const [first] = repeated
    if (!first) return null
    return {
      severity: 'problem',
      evidence: `${counted(repeated.length, 'attempt')} repeated a request that had been rejected for good`,
      measure: repeated.length,
      atMs: first.startMs,
    }
  },
}

/** What a strategy cancels, as hedging does with the slower one, no target has rejected; and who began earlier knew of nothing. */
function wasRejectedBefore({ errorClass, endMs }: AttemptRecord, startMs: number): boolean {
  return isPermanent(errorClass) && errorClass !== 'cancelled' && endMs <= startMs
}
