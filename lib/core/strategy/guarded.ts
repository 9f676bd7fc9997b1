/**
 * A retry loop with a guard: it refuses to repeat a write that may have happened, unless the operation carries an
 * idempotency key, by which the target knows a repetition. Rule of RFC 9110 §9.2.2: no automatic retry of what is not
 * idempotent, unless it is known not to have been applied.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Classification } from './parts/classification'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { httpParts } from './parts/http-params'

const params = withExponential({
  idempotencyKey: z.enum(['none', 'operation-id']).default('none').meta({
    title: 'Idempotency key',
    description:
      'operation-id = each write carries its operation’s id and is applied only when the target has not seen that id (in etcd: a transaction; over HTTP: the Idempotency-Key field); none = a write of unknown outcome is not retried.',
  }),
})

export const guarded = composedStrategy({
  name: 'guarded',
  title: 'Guard against unsafe retries',
  group: 'safe-writes',
  description:
    'Exponential retries with full jitter that refuse to repeat a write when nobody knows whether it happened, unless operations carry an idempotency key. Reads, and writes that certainly did nothing, are retried. It never does a write twice, at the price of operations that end in doubt.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    ...(p.idempotencyKey === 'none'
      ? { classification: withoutKey(httpParts(p).classification) }
      : { writesAs: 'txn' as const }),
  }),
})

/** What nobody knows the outcome of is not repeated: only writes can be in that doubt. */
function withoutKey(classification: Classification): Classification {
  return (reply, request) => {
    const kind = classification(reply, request)
    return kind === 'temporary' && reply.outcome === 'info' ? 'indeterminate' : kind
  }
}
