/**
 * Exponential delays written down once and never varied: no jitter. All callers that fail in the same moment come back in
 * the same moment, again and again: the retry storm of the published articles.
 */
import { composedStrategy } from './composed-strategy'
import { exponentialBackoff, exponentialParams } from './parts/exponential-params'
import { maxAttempts } from './parts/params'

const params = exponentialParams({ initialDelayMs: 100, maxDelayMs: 3_000 }, { maxAttempts: maxAttempts(6) })

export const fixedExponential = composedStrategy({
  name: 'fixed-exponential',
  title: 'Hard-coded exponential',
  group: 'baseline',
  description:
    'Doubles the wait without any jitter, as hard-coded retry loops do. A baseline that shows what jitter is for: retries of callers that failed together arrive in bursts.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: exponentialBackoff(p) }),
})
