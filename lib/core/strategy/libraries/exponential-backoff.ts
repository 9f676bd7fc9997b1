/**
 * exponential-backoff 3.1.3, described; lib/lab/libraries/exponential-backoff.ts drives it.
 * Defaults: its dist/options.js. Formula: dist/delay/delay.base.js and dist/jitter/full/full.jitter.js.
 */
import { z } from 'zod'
import type { StrategyDescription } from '../strategy'
import { AS_GOOD_AS_NEVER_MS, libraryMs, NO_LIMIT } from './retry-option-fields'

const params = z
  .strictObject({
    numOfAttempts: z.int().min(1).max(100).default(10).meta({
      title: 'numOfAttempts',
      unit: 'attempts',
      description: 'The first attempt included.',
    }),
    startingDelay: libraryMs('startingDelay', 100, 'Delay before the first retry.'),
    timeMultiple: z.number().min(1).max(10).default(2).meta({
      title: 'timeMultiple',
      unit: '×',
      description: 'Growth of the delay from retry to retry.',
    }),
    maxDelay: libraryMs('maxDelay', AS_GOOD_AS_NEVER_MS, NO_LIMIT),
    jitter: z.enum(['none', 'full']).default('none').meta({
      title: 'jitter',
      description: 'full = U(0, delay) by Math.random, rounded to whole milliseconds.',
    }),
  })
  .refine((value) => value.maxDelay >= value.startingDelay, {
    path: ['maxDelay'],
    message: 'maxDelay must not be below startingDelay',
  })

export type ExponentialBackoffParams = z.output<typeof params>

export const exponentialBackoff: StrategyDescription<typeof params> = {
  name: 'exponential-backoff',
  title: 'exponential-backoff 3',
  group: 'library',
  description:
    'The npm package exponential-backoff 3.1.3 itself, with its own parameters. It counts attempts, the first included. It waits with timers of its own and takes no AbortSignal: the operation ends for its caller at the deadline while the library sleeps on, and what it would send after that is held back. Its randomness is Math.random, so a run with jitter cannot be reproduced, and what it drew is not told: only the delay that passed is recorded then. delayFirstAttempt is left at false: a wait before the first attempt is no retry.',
  params,
  delayBounds: (values, retry) => {
    if (retry >= values.numOfAttempts) return null
    const nominalMs = Math.min(values.startingDelay * values.timeMultiple ** (retry - 1), values.maxDelay)
    return values.jitter === 'none'
      ? { nominalMs, minMs: nominalMs, maxMs: nominalMs }
      : { nominalMs, minMs: 0, maxMs: Math.round(nominalMs) }
  },
  retryLimit: ({ numOfAttempts }) => ({ attempts: numOfAttempts, withinMs: Infinity }),
}
