/**
 * Exponential backoff with a cap and jitter: delay n = min(initial × factor^(n−1), cap), then jitter.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
import { z } from 'zod'
import { maxAttemptsSchema } from './compose'
import { composedStrategy } from './composed-strategy'
import { backoffOf, exponentialDelay } from './parts/backoff'
import { jitterSchema } from './parts/jitter'

const params = z
  .strictObject({
    initialDelayMs: z
      .number()
      .positive()
      .max(600_000)
      .default(50)
      .meta({ title: 'Initial delay', unit: 'ms', description: 'Nominal delay before the first retry.' }),
    factor: z
      .number()
      .min(1)
      .max(10)
      .default(2)
      .meta({ title: 'Factor', unit: '×', description: 'Growth of the nominal delay from retry to retry.' }),
    maxDelayMs: z
      .number()
      .positive()
      .max(600_000)
      .default(2_000)
      .meta({ title: 'Cap', unit: 'ms', description: 'The nominal delay never exceeds this.' }),
    jitter: jitterSchema.default('full').meta({
      title: 'Jitter',
      description: 'none = nominal; full = U(0, nominal); equal = nominal/2 + U(0, nominal/2).',
    }),
    maxAttempts: maxAttemptsSchema
      .default(5)
      .meta({ title: 'Max attempts', unit: 'attempts', description: 'The first attempt included.' }),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, {
    path: ['maxDelayMs'],
    message: 'the cap must not be below the initial delay',
  })

export const exponential = composedStrategy({
  name: 'exponential',
  title: 'Exponential with jitter',
  description:
    'Doubles the wait (or grows it by the factor) up to a cap and spreads it by jitter, so that callers that failed together do not return together. The usual choice against overload and short outages.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: backoffOf((retry) => exponentialDelay(p, retry), p.jitter),
  }),
})
