/** The same delay before every retry: simple, predictable, and synchronised when many callers fail together. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { backoffOf } from './parts/backoff'
import { maxAttempts } from './parts/params'

const params = z.strictObject({
  delayMs: z
    .number()
    .min(0)
    .max(600_000)
    .default(200)
    .meta({ title: 'Delay', unit: 'ms', description: 'Wait before each retry.' }),
  maxAttempts: maxAttempts(4),
})

export const constant = composedStrategy({
  name: 'constant',
  title: 'Constant delay',
  group: 'baseline',
  description:
    'Waits the same time before every retry. Easy to reason about; callers that failed together come back together, so it hits a recovering service in waves.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: backoffOf(() => p.delayMs) }),
})
