/** Delay grows by the same step with every retry: gentler than exponential, and without jitter just as synchronised. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { backoffOf } from './parts/backoff'
import { durationMs, maxAttempts } from './parts/params'

const params = z
  .strictObject({
    stepMs: durationMs(100, 'Step', 'Delay before the first retry, and what each further retry adds.'),
    maxDelayMs: durationMs(2_000, 'Cap', 'The delay never exceeds this.'),
    maxAttempts: maxAttempts(4),
  })
  .refine(({ stepMs, maxDelayMs }) => maxDelayMs >= stepMs, {
    path: ['maxDelayMs'],
    message: 'the cap must not be below the step, which is the first delay',
  })

export const linear = composedStrategy({
  name: 'linear',
  title: 'Linear delay',
  group: 'baseline',
  description:
    'Waits step, 2 × step, 3 × step, … up to a cap, without jitter. A baseline between constant and exponential: it backs off, but slowly, and callers that failed together still come back together.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: backoffOf((retry) => Math.min(p.stepMs * retry, p.maxDelayMs)),
  }),
})
