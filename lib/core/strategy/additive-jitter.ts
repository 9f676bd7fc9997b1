/**
 * Exponential delays with a little on top: initial × 2^(n−1) + U(0, initial/4). The spread does not grow with the delay, so
 * later retries stay nearly synchronised. Source: article 1 of the published results, chapter 1 (base 2 s).
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import { exponentialDelay } from './parts/backoff'
import { exponentialParams } from './parts/exponential-params'
import { maxAttempts } from './parts/params'

const params = exponentialParams(
  { initialDelayMs: 2_000, maxDelayMs: 60_000 },
  {
    jitterShare: z.number().min(0).max(1).default(0.25).meta({
      title: 'Jitter share',
      unit: '× initial',
      description: 'Up to this share of the initial delay is added to each delay.',
    }),
    maxAttempts: maxAttempts(4),
  },
)

export const additiveJitter = composedStrategy({
  name: 'additive-jitter',
  title: 'Exponential with additive jitter',
  group: 'baseline',
  description:
    'Doubles the wait and adds a random part of at most a quarter of the initial delay. Better than no jitter for the first retry, but the spread stays the same while delays grow, so later retries are nearly synchronised.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: additiveBackoff(p) }),
})

function additiveBackoff(p: z.output<typeof params>): Backoff {
  const spreadMs = p.initialDelayMs * p.jitterShare
  return {
    start: () => (retry, random) => {
      const nominalMs = exponentialDelay(p, retry)
      return { nominalMs, plannedMs: nominalMs + random.next() * spreadMs }
    },
    bounds: (retry) => {
      const nominalMs = exponentialDelay(p, retry)
      return { nominalMs, minMs: nominalMs, maxMs: nominalMs + spreadMs }
    },
  }
}
