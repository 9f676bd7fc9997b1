/** Retries behind client-side adaptive throttling: when the target fails much, first tries are refused too. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { adaptiveThrottle } from './parts/adaptive-throttle'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { durationMs } from './parts/params'

const params = withExponential({
  k: z.number().min(1).max(10).default(2).meta({
    title: 'K',
    unit: '×',
    description: 'So many times the accepted requests are let through; lower is stricter.',
  }),
  windowMs: durationMs(120_000, 'Window', 'How long requests and successes count.'),
})

export const adaptiveThrottling = composedStrategy({
  name: 'adaptive-throttling',
  title: 'Adaptive throttling',
  group: 'protection',
  description:
    'Refuses tries at random with a probability that grows with the share of failures, first tries included: max(0, (requests − K × accepts) / (requests + 1)). Google’s SRE book, chapter 21. Keeps a failing target from being asked more than K times what it can answer.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    gates: [adaptiveThrottle(p)],
  }),
})
