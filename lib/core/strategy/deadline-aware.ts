/**
 * Exponential backoff that knows its caller's deadline: no wait is begun that would outlast it, so the caller gets its
 * answer at once instead of at the deadline.
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
    budgetMs: durationMs(
      600_000,
      'Own deadline',
      'A deadline of the strategy’s own, nested in the caller’s: the earlier of the two holds.',
    ),
    maxAttempts: maxAttempts(20),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, CAP_NOT_BELOW_INITIAL)

export const deadlineAware = composedStrategy({
  name: 'deadline-aware',
  title: 'Deadline-aware exponential',
  group: 'backoff',
  description:
    'Exponential backoff that passes its caller’s deadline down: each attempt is cut at the deadline, and no wait is begun that would outlast it. It gives up early instead of sleeping until nobody listens. A deadline of its own may be nested; the earlier one holds.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts, maxElapsedMs: p.budgetMs, deadlineAware: true },
    backoff: backoffOf((retry) => exponentialDelay(p, retry), p.jitter),
  }),
})
