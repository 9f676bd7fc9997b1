/** Retries within Finagle's budget: a share of the requests of the last seconds, on top of a minimum. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { durationMs } from './parts/params'
import { finagleBudget } from './parts/retry-budgets'

const params = withExponential({
  percentCanRetry: z.number().min(0).max(10).default(0.2).meta({
    title: 'Share',
    unit: 'retries per request',
    description: 'Each request of the window allows so many retries.',
  }),
  minRetriesPerSecond: z.number().min(0).max(10_000).default(10).meta({
    title: 'Minimum',
    unit: 'retries/s',
    description: 'Allowed even without requests.',
  }),
  ttlMs: durationMs(10_000, 'Window', 'How long a request counts.'),
})

export const retryBudget = composedStrategy({
  name: 'retry-budget',
  title: 'Retry budget',
  group: 'protection',
  description:
    'Exponential retries that may be at most a share of the requests, as in Twitter’s Finagle and Linkerd. Limits amplification to 1 + share whatever fails, and leaves light failures alone.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    budget: finagleBudget(p),
  }),
})
