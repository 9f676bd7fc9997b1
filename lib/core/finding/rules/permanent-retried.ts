/** Errors that repetition cannot help were repeated. */
import { isPermanent } from '../../strategy/parts/classification'
import { count, type FindingRule } from '../finding'
import { isRetry, operationsOf } from '../operations'

export const permanentRetried: FindingRule = {
  name: 'permanent-retried',
  title: 'Permanent errors were retried',
  description: 'An attempt followed on one of the same operation that had ended with a permanent error.',
  remedy: 'Classify errors before retrying: what the target rejects as wrong will be rejected again.',
  look({ attempts }) {
    const repeated = operationsOf(attempts).flatMap((own) =>
      own.filter((attempt, index) => {
        const before = own[index - 1]
        return before !== undefined && isRetry(attempt) && isPermanent(before.errorClass)
      }),
    )
    const [first] = repeated
    if (!first) return null
    return {
      severity: 'problem',
      evidence: `${count(repeated.length)} attempts repeated a request that had been rejected for good`,
      measure: repeated.length,
      atMs: first.startMs,
    }
  },
}
