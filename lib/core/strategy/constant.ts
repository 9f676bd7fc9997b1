/** The same delay before every retry: simple, predictable, and synchronised when many callers fail together. */
import { z } from 'zod'
import { maxAttemptsSchema } from './compose'
import { composedStrategy } from './composed-strategy'
import { backoffOf } from './parts/backoff'

const params = z.strictObject({
  delayMs: z
    .number()
    .min(0)
    .max(600_000)
    .default(200)
    .meta({ title: 'Delay', unit: 'ms', description: 'Wait before each retry.' }),
  maxAttempts: maxAttemptsSchema
    .default(4)
    .meta({ title: 'Max attempts', unit: 'attempts', description: 'The first attempt included.' }),
})

export const constant = composedStrategy({
  name: 'constant',
  title: 'Constant delay',
  description:
    'Waits the same time before every retry. Easy to reason about; callers that failed together come back together, so it hits a recovering service in waves.',
  params,
  parts: ({ delayMs, maxAttempts }) => ({ limits: { maxAttempts }, backoff: backoffOf(() => delayMs) }),
})
