/**
 * async-retry 1.3.3 on node-retry, described; lib/lab/libraries/async-retry.ts drives it.
 * Defaults: retry lib/retry.js timeouts; async-retry lib/index.js sets `randomize` to true.
 */
import type { z } from 'zod'
import type { StrategyDescription } from '../strategy'
import { nodeRetryBounds, nodeRetryParams } from './retry-option-fields'

const params = nodeRetryParams({
  randomize: true,
  maxRetryTime:
    'A failure later than this after the first attempt is not retried; 0 means no limit, as the library’s default.',
})

export type AsyncRetryParams = z.output<typeof params>

export const asyncRetry: StrategyDescription<typeof params> = {
  name: 'async-retry',
  title: 'async-retry 1',
  group: 'library',
  description:
    'The npm package async-retry 1.3.3 itself, with its own parameters. It counts retries, not attempts: retries = 10 means up to 11 attempts. It draws all delays when an operation begins, sorts them, and waits with timers of its own. It takes no AbortSignal: the operation ends for its caller at the deadline while the library sleeps on, and what it would send after that is held back. Its randomness is Math.random, so a run with randomize cannot be reproduced, and what it drew is not told: only the delay that passed is recorded then.',
  params,
  // Sorting keeps the bounds: the n-th smallest of values between rising bounds lies between the n-th bounds.
  delayBounds: (values, retry) => (retry <= values.retries ? nodeRetryBounds(values, retry) : null),
  retryLimit: ({ retries, maxRetryTime }) => ({
    attempts: retries + 1,
    withinMs: maxRetryTime === 0 ? Infinity : maxRetryTime,
  }),
}
