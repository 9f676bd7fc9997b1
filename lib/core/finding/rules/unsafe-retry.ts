/** A write whose effect nobody knows was sent again, plainly: it may have taken effect twice. */
import { counted } from '../../words/counts'
import type { FindingRule } from '../finding'
import { isRetry, operationsOf } from '../operations'

export const unsafeRetry: FindingRule = {
  name: 'unsafe-retry',
  title: 'Unsafe retries of writes',
  description:
    'A plain put followed on one of the same operation whose outcome is unknown. A transaction with the operation’s id is safe and does not count.',
  remedy:
    'Write idempotently (a transaction that carries the operation’s id, or an idempotency key), or retry only what certainly did not happen (guarded).',
  look({ attempts }) {
    const unsafe = operationsOf(attempts).flatMap((own) =>
      own.filter(
        (attempt, index) =>
          isRetry(attempt) &&
          attempt.kind === 'put' &&
          own.slice(0, index).some(({ kind, outcome }) => kind === 'put' && outcome === 'info'),
      ),
    )
    const [first] = unsafe
    if (!first) return null
    const operations = new Set(unsafe.map(({ operation }) => operation)).size
    return {
      severity: 'problem',
      evidence: `${counted(unsafe.length, 'attempt')} of ${counted(operations, 'operation')} repeated a write that may have happened already`,
      measure: unsafe.length,
      atMs: first.startMs,
    }
  },
}
