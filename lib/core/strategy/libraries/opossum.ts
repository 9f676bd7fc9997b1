/** opossum 9.0.0, described; lib/lab/libraries/opossum.ts drives it. Defaults: its lib/circuit.js, constructor. */
import { z } from 'zod'
import { boundsWithin, type Parts } from '../compose'
import { fullJitterBackoff } from '../parts/exponential-params'
import { CAP_NOT_BELOW_INITIAL, durationMs, maxAttempts } from '../parts/params'
import type { StrategyDescription } from '../strategy'

const params = z
  .strictObject({
    errorThresholdPercentage: z.number().min(0).max(100).default(50).meta({
      title: 'errorThresholdPercentage',
      unit: '%',
      description: 'Opens at a failure when more of the calls in the rolling window have failed.',
    }),
    volumeThreshold: z.int().min(0).max(10_000).default(0).meta({
      title: 'volumeThreshold',
      unit: 'calls',
      description:
        'With fewer calls than this in the window it does not open. At 0 the first failure opens it.',
    }),
    rollingCountTimeout: durationMs(10_000, 'rollingCountTimeout', 'Length of the rolling window.'),
    rollingCountBuckets: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: 'rollingCountBuckets', unit: 'buckets', description: 'Parts of the rolling window.' }),
    resetTimeout: durationMs(30_000, 'resetTimeout', 'The open breaker lets one probe through after this.'),
    whenOpen: z.enum(['end', 'wait']).default('end').meta({
      title: 'When open',
      description:
        'Not opossum’s: end = the operation fails at once; wait = a refused try counts, and the next one follows after the backoff.',
    }),
    initialDelayMs: durationMs(
      50,
      'Initial delay',
      'Not opossum’s: nominal delay before the first retry; doubles, full jitter.',
    ),
    maxDelayMs: durationMs(2_000, 'Cap', 'Not opossum’s: the nominal delay never exceeds this.'),
    maxAttempts: maxAttempts(1),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, CAP_NOT_BELOW_INITIAL)
  .refine((value) => value.rollingCountTimeout >= value.rollingCountBuckets, {
    path: ['rollingCountBuckets'],
    message: 'a bucket must be at least one millisecond of rollingCountTimeout long',
  })

export type OpossumParams = z.output<typeof params>

/** The retries around the breaker are ours: opossum has none. */
export function retriesAroundOpossum(values: OpossumParams): Parts {
  return { limits: { maxAttempts: values.maxAttempts }, backoff: fullJitterBackoff(values) }
}

export const opossum: StrategyDescription<typeof params> = {
  name: 'opossum',
  title: 'opossum 9',
  group: 'library',
  description:
    'The npm package opossum 9.0.0 itself: its circuit breaker around each attempt, one for all operations of the arm, with its own parameters. It has no retries: maxAttempts, the first attempt included, is that of our exponential backoff around it, and 1 is a plain call behind the breaker. Its time-out is switched off, because the experiment’s attempt time-out ends attempts and counts as a failure. The breaker has timers of its own; the waits between attempts are ours and reproducible.',
  params,
  delayBounds: (values, retry) => boundsWithin(retriesAroundOpossum(values), retry),
}
