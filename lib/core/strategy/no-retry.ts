/** One attempt and no more: the baseline every retry must beat. */
import { z } from 'zod'
import { defineStrategy } from './strategy'
import { stopAfter } from './limits'

export const noRetry = defineStrategy({
  name: 'no-retry',
  title: 'No retry',
  description:
    'One attempt, whatever happens. It shows what the faults do by themselves, and is the baseline for every other strategy.',
  params: z.strictObject({}),
  create: () => ({
    startOperation: () => ({
      afterFailure: (failure) => stopAfter(failure, 1) ?? { kind: 'stop', reason: 'attempts-exhausted' },
    }),
  }),
  delayBounds: () => null,
})
