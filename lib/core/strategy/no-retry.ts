/** One attempt and no more: the baseline every retry must beat. */
import { z } from 'zod'
import { compose } from './compose'
import { backoffOf } from './parts/backoff'
import type { StrategyDefinition } from './strategy'

const params = z.strictObject({})

export const noRetry: StrategyDefinition<typeof params> = {
  name: 'no-retry',
  title: 'No retry',
  group: 'baseline',
  description:
    'One attempt, whatever happens. It shows what the faults do by themselves, and is the baseline for every other strategy.',
  params,
  create: () => compose({ limits: { maxAttempts: 1 }, backoff: backoffOf(() => 0) }),
  delayBounds: () => null,
  retryLimit: () => ({ attempts: 1, withinMs: Infinity }),
}
