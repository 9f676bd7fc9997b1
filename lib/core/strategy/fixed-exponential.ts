/**
 * Exponential delays written down once and never varied: no jitter. All callers that fail in the same moment come back in
 * the same moment, again and again: the retry storm of the published articles.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { backoffOf, exponentialDelay } from './parts/backoff'
import { CAP_NOT_BELOW_INITIAL, durationMs, factor, maxAttempts } from './parts/params'

const params = z
  .strictObject({
    initialDelayMs: durationMs(100, 'Initial delay', 'Delay before the first retry.'),
    factor: factor(2),
    maxDelayMs: durationMs(3_000, 'Cap', 'The delay never exceeds this.'),
    maxAttempts: maxAttempts(6),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, CAP_NOT_BELOW_INITIAL)

export const fixedExponential = composedStrategy({
  name: 'fixed-exponential',
  title: 'Hard-coded exponential',
  group: 'baseline',
  description:
    'Doubles the wait without any jitter, as hard-coded retry loops do. A baseline that shows what jitter is for: retries of callers that failed together arrive in bursts.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: backoffOf((retry) => exponentialDelay(p, retry)),
  }),
})
