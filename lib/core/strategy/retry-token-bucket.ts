/** Exponential retries through a token bucket: at most so many retries a second for all operations together. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { tokenBucket } from './parts/retry-budgets'

const params = withExponential({
  ratePerSecond: z.number().positive().max(100_000).default(200).meta({
    title: 'Rate',
    unit: 'retries/s',
    description: 'How fast the bucket is filled. First attempts need no token.',
  }),
  burst: z.int().min(1).max(100_000).default(20).meta({
    title: 'Burst',
    unit: 'retries',
    description: 'How many tokens the bucket holds.',
  }),
})

export const retryTokenBucket = composedStrategy({
  name: 'retry-token-bucket',
  title: 'Retry token bucket',
  group: 'protection',
  description:
    'Exponential retries that each need a token from one bucket filled at a fixed rate. A bucket that is empty ends the operation, so a failing target never meets more than the rate, however many callers there are.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    budget: tokenBucket(p),
  }),
})
