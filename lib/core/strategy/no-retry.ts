/** One attempt and no more: the baseline every retry must beat. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { backoffOf } from './parts/backoff'

export const noRetry = composedStrategy({
  name: 'no-retry',
  title: 'No retry',
  group: 'baseline',
  description:
    'One attempt, whatever happens. It shows what the faults do by themselves, and is the baseline for every other strategy.',
  params: z.strictObject({}),
  parts: () => ({ limits: { maxAttempts: 1 }, backoff: backoffOf(() => 0) }),
})
