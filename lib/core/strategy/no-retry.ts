/** One attempt and no more: the baseline every retry must beat. */
import { z } from 'zod'
import { compose } from './compose'
import { defineStrategy } from './strategy'

export const noRetry = defineStrategy({
  name: 'no-retry',
  title: 'No retry',
  description:
    'One attempt, whatever happens. It shows what the faults do by themselves, and is the baseline for every other strategy.',
  params: z.strictObject({}),
  create: () => compose({ maxAttempts: 1, delay: () => ({ nominalMs: 0, plannedMs: 0 }) }),
  delayBounds: () => null,
})
