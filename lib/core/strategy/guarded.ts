/**
 * A retry loop with a guard: it refuses to repeat a write that may have happened, unless the operation carries an
 * idempotency key, by which the target knows a repetition. Rule of RFC 9110 §9.2.2: no automatic retry of what is not
 * idempotent, unless it is known not to have been applied.
 */
import { z } from 'zod'
import type { AttemptOptions } from './call'
import { isPermanent } from './parts/classification'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import type { StrategyDefinition } from './strategy'

const params = withExponential({
  idempotencyKey: z.enum(['none', 'operation-id']).default('none').meta({
    title: 'Idempotency key',
    description:
      'operation-id = each write carries its operation’s id and is applied only when the target has not seen that id (in etcd: a transaction; over HTTP: the Idempotency-Key field); none = a write of unknown outcome is not retried.',
  }),
})

export const guarded: StrategyDefinition<typeof params> = {
  name: 'guarded',
  title: 'Guard against unsafe retries',
  group: 'safe-writes',
  description:
    'Exponential retries with full jitter that refuse to repeat a write when nobody knows whether it happened, unless operations carry an idempotency key. Reads, and writes that certainly did nothing, are retried. It never does a write twice, at the price of operations that end in doubt.',
  params,
  create: (p) => ({
    async run(call) {
      const nextDelay = fullJitterBackoff(p).start()
      const hasKey = p.idempotencyKey === 'operation-id'
      const options: AttemptOptions = hasKey && call.kind === 'put' ? { request: 'txn' } : {}
      for (let attempt = 1; ; attempt++) {
        const reply = await call.attempt(options)
        if (reply.outcome === 'ok') return 'succeeded'
        if (isPermanent(reply.errorClass)) return 'permanent-error'
        if (call.nowMs() >= call.deadlineMs) return 'deadline'
        if (attempt >= p.maxAttempts) return 'attempts-exhausted'
        if (reply.outcome === 'info' && !hasKey) return 'unsafe-retry'
        const { nominalMs, plannedMs } = nextDelay(attempt, call.random)
        if (!(await call.wait(nominalMs, plannedMs))) return 'deadline'
      }
    },
  }),
  delayBounds: (p, retry) => (retry < p.maxAttempts ? fullJitterBackoff(p).bounds(retry) : null),
}
