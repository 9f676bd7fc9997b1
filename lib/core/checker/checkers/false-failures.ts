/** Attempts that were said not to have happened, and did: a classification of errors that cannot be relied on. */
import { isWrite } from '../../history/attempt'
import { found, UNKNOWN, type Checker } from '../checker'

export const falseFailures: Checker = {
  name: 'false-failures',
  title: 'Failures that happened after all',
  description:
    'Attempts whose outcome is “did not happen” and whose write stands in the target’s own history: whoever reads it has an aborted read. A time-out is in doubt, and not among them.',
  of: 'attempts said not to have happened',
  check({ attempts, applied, marksAttempts }) {
    if (!applied || !marksAttempts) return UNKNOWN
    const there = new Set(applied.map(({ operation, attempt }) => `${operation}/${attempt}`))
    const failed = attempts.filter(({ kind, outcome }) => isWrite(kind) && outcome === 'fail')
    const wrong = failed.filter(({ operation, attempt }) => there.has(`${operation}/${attempt}`))
    return found(
      wrong.map(
        ({ operation, attempt, errorClass }) =>
          `attempt ${attempt} of operation ${operation} failed (${errorClass}) and took effect`,
      ),
      failed.length,
    )
  },
}
