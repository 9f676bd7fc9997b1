/**
 * Exponential backoff that knows its caller's deadline: no wait is begun that would outlast it, so the caller gets its
 * answer at once instead of at the deadline.
 */
import { composedStrategy } from './composed-strategy'
import { exponentialBackoff, exponentialParams, jitterField } from './parts/exponential-params'
import { durationMs, maxAttempts } from './parts/params'

const params = exponentialParams(
  { initialDelayMs: 50, maxDelayMs: 2_000 },
  {
    jitter: jitterField,
    budgetMs: durationMs(
      600_000,
      'Own deadline',
      'A deadline of the strategy’s own, nested in the caller’s: the earlier of the two holds.',
    ),
    maxAttempts: maxAttempts(20),
  },
)

export const deadlineAware = composedStrategy({
  name: 'deadline-aware',
  title: 'Deadline-aware exponential',
  group: 'backoff',
  description:
    'Exponential backoff that passes its caller’s deadline down: each attempt is cut at the deadline, and no wait is begun that would outlast it. It gives up early instead of sleeping until nobody listens. A deadline of its own may be nested; the earlier one holds.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts, maxElapsedMs: p.budgetMs, deadlineAware: true },
    backoff: exponentialBackoff(p),
  }),
})
