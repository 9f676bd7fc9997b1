/**
 * Exponential backoff with a cap and jitter: delay n = min(initial × factor^(n−1), cap), then jitter.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
import { composedStrategy } from './composed-strategy'
import { exponentialBackoff, exponentialParams, jitterField } from './parts/exponential-params'
import { maxAttempts } from './parts/params'

const params = exponentialParams(
  { initialDelayMs: 50, maxDelayMs: 2_000 },
  { jitter: jitterField, maxAttempts: maxAttempts(5) },
)

export const exponential = composedStrategy({
  name: 'exponential',
  title: 'Exponential with jitter',
  group: 'backoff',
  description:
    'Doubles the wait (or grows it by the factor) up to a cap and spreads it by jitter, so that callers that failed together do not return together. The usual choice against overload and short outages.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: exponentialBackoff(p) }),
})
