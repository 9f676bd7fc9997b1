/** p-retry 7.1.1, described; lib/lab/libraries/p-retry.ts drives it. Defaults: its index.js, function pRetry. */
import type { z } from 'zod'
import type { StrategyDescription } from '../strategy'
import { nodeRetryBounds, nodeRetryParams } from './retry-option-fields'

const params = nodeRetryParams({
  randomize: false,
  maxRetryTime:
    'No retry is begun later than this after the first attempt; the last delay is cut to it. The library’s default is no limit.',
})

export type PRetryParams = z.output<typeof params>

export const pRetry: StrategyDescription<typeof params> = {
  name: 'p-retry',
  title: 'p-retry 7',
  group: 'library',
  description:
    'The npm package p-retry 7.1.1 itself, with its own parameters. It counts retries, not attempts: retries = 10 means up to 11 attempts. It waits with timers of its own and takes an AbortSignal, which ends a wait at the caller’s deadline. Its randomness is Math.random, so a run with randomize cannot be reproduced, and what it drew is not told: only the delay that passed is recorded then.',
  params,
  delayBounds: (values, retry) => (retry <= values.retries ? nodeRetryBounds(values, retry) : null),
  retryLimit: ({ retries, maxRetryTime }) => ({ attempts: retries + 1, withinMs: maxRetryTime }),
}
