/**
 * Exponential backoff with a cap and jitter: delay n = min(initial × factor^(n−1), cap), then jitter.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { backoffOf, exponentialDelay } from './parts/backoff'
import { jitterSchema } from './parts/jitter'
import { CAP_NOT_BELOW_INITIAL, durationMs, factor, maxAttempts } from './parts/params'

const params = z
  .strictObject({
    initialDelayMs: durationMs(50, 'Initial delay', 'Nominal delay before the first retry.'),
    factor: factor(2),
    maxDelayMs: durationMs(2_000, 'Cap', 'The nominal delay never exceeds this.'),
    jitter: jitterSchema.default('full').meta({
      title: 'Jitter',
      description: 'none = nominal; full = U(0, nominal); equal = nominal/2 + U(0, nominal/2).',
    }),
    maxAttempts: maxAttempts(5),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, CAP_NOT_BELOW_INITIAL)

export const exponential = composedStrategy({
  name: 'exponential',
  title: 'Exponential with jitter',
  group: 'backoff',
  description:
    'Doubles the wait (or grows it by the factor) up to a cap and spreads it by jitter, so that callers that failed together do not return together. The usual choice against overload and short outages.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: backoffOf((retry) => exponentialDelay(p, retry), p.jitter),
  }),
})
