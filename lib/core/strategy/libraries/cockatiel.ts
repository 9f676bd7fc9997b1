/**
 * cockatiel 3.2.1, described; lib/lab/libraries/cockatiel.ts drives it. Defaults: dist/backoff/ExponentialBackoff.js.
 * Formulas: dist/backoff/ExponentialBackoffGenerators.js. Counting: dist/RetryPolicy.js.
 */
import { z } from 'zod'
import type { StrategyDescription } from '../strategy'
import type { DelayBounds } from '../parts/backoff'
import { libraryMs } from './retry-option-fields'

export const COCKATIEL_GENERATORS = [
  'decorrelatedJitterGenerator',
  'fullJitterGenerator',
  'halfJitterGenerator',
  'noJitterGenerator',
] as const

const params = z
  .strictObject({
    maxAttempts: z.int().min(0).max(99).default(4).meta({
      title: 'maxAttempts',
      unit: 'retries',
      description:
        'Despite its name the number of retries: 4 are up to 5 attempts. The library’s default is no limit.',
    }),
    backoff: z.enum(['ExponentialBackoff', 'ConstantBackoff']).default('ExponentialBackoff').meta({
      title: 'backoff',
      description: 'Without one the library retries at once: a ConstantBackoff with interval 0.',
    }),
    initialDelay: libraryMs('initialDelay', 128, 'ExponentialBackoff: delay before the first retry.'),
    maxDelay: libraryMs('maxDelay', 30_000, 'ExponentialBackoff: no delay exceeds this.'),
    exponent: z.number().min(1).max(10).default(2).meta({
      title: 'exponent',
      unit: '×',
      description: 'Only decorrelatedJitterGenerator obeys it; the other generators always double (3.2.1).',
    }),
    generator: z.enum(COCKATIEL_GENERATORS).default('decorrelatedJitterGenerator').meta({
      title: 'generator',
      description: 'ExponentialBackoff: the jitter. full and half round down to whole milliseconds.',
    }),
    interval: libraryMs('interval', 100, 'ConstantBackoff: the delay before each retry.'),
    breaker: z.enum(['none', 'ConsecutiveBreaker']).default('none').meta({
      title: 'breaker',
      description: 'A circuit breaker inside the retries, shared by all operations of the arm.',
    }),
    threshold: z.int().min(1).max(10_000).default(5).meta({
      title: 'threshold',
      unit: 'failures',
      description: 'ConsecutiveBreaker: opens at so many failures in a row.',
    }),
    halfOpenAfter: libraryMs('halfOpenAfter', 10_000, 'The open breaker lets one probe through after this.'),
  })
  .refine((value) => value.maxDelay >= value.initialDelay, {
    path: ['maxDelay'],
    message: 'maxDelay must not be below initialDelay',
  })

export type CockatielParams = z.output<typeof params>

export const cockatiel: StrategyDescription<typeof params> = {
  name: 'cockatiel',
  title: 'cockatiel 3',
  group: 'library',
  description:
    'The npm package cockatiel 3.2.1 itself: its retry policy, with or without its circuit breaker inside, with its own parameters. maxAttempts counts retries: 4 means up to 5 attempts; a try that the open breaker refuses counts too. It waits with timers of its own and tells the delay it drew, so nominal and drawn delays are recorded. An AbortSignal stops it only at the end of a wait, not during one: the operation ends for its caller at the deadline. Its randomness is Math.random, so a run cannot be reproduced.',
  params,
  delayBounds: (values, retry) => (retry <= values.maxAttempts ? cockatielBounds(values, retry) : null),
  retryLimit: ({ maxAttempts, breaker }) =>
    breaker === 'none' ? { attempts: maxAttempts + 1, withinMs: Infinity } : null,
}

/** Decorrelated jitter is scaled so that its medians lie near initialDelay × exponent^n: that is its nominal delay here. */
function cockatielBounds(values: CockatielParams, retry: number): DelayBounds {
  if (values.backoff === 'ConstantBackoff') return exactly(values.interval)
  const cap = (delayMs: number) => Math.min(values.maxDelay, delayMs)
  const doubledMs = cap(values.initialDelay * 2 ** (retry - 1))
  switch (values.generator) {
    case 'noJitterGenerator':
      return exactly(doubledMs)
    case 'fullJitterGenerator':
      return { nominalMs: doubledMs, minMs: 0, maxMs: doubledMs }
    case 'halfJitterGenerator':
      return { nominalMs: doubledMs, minMs: Math.floor(doubledMs / 2), maxMs: doubledMs }
    case 'decorrelatedJitterGenerator':
      return {
        nominalMs: cap(values.initialDelay * values.exponent ** (retry - 1)),
        minMs: 0,
        maxMs: cap(largestDecorrelated(values, retry)),
      }
  }
}

function exactly(delayMs: number): DelayBounds {
  return { nominalMs: delayMs, minMs: delayMs, maxMs: delayMs }
}

/** The draw before as low, this one as high as possible: f(n) − f(n−2) with f(t) = exponent^t × tanh(√(4t)), f below 0 = 0. */
export function largestDecorrelated(
  { initialDelay, exponent }: Pick<CockatielParams, 'initialDelay' | 'exponent'>,
  retry: number,
): number {
  const f = (t: number) => (t <= 0 ? 0 : exponent ** t * Math.tanh(Math.sqrt(4 * t)))
  return ((f(retry) - f(retry - 2)) / 1.4) * initialDelay
}
