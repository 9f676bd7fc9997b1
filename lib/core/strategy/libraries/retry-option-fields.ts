/** Options that node-retry gave to several libraries (p-retry, async-retry), so that they have the same limits. */
import { z } from 'zod'

/**
 * The longest operation an experiment allows, in milliseconds. Where a library's own default is Infinity, which JSON
 * cannot say, this stands for it: it acts the same.
 */
export const AS_GOOD_AS_NEVER_MS = 600_000

/** Words for a cap that the library does not have by default. */
export const NO_LIMIT =
  'No delay exceeds this. The library’s default is no limit; ten minutes act the same here.'

/** A time in milliseconds under the library's own name; 0 is allowed. */
export function libraryMs(name: string, byDefault: number, description: string) {
  return z
    .number()
    .min(0)
    .max(AS_GOOD_AS_NEVER_MS)
    .default(byDefault)
    .meta({ title: name, unit: 'ms', description })
}

/**
 * The options of this family, with node-retry's defaults.
 * @param randomize the library's own default
 * @param maxRetryTime what the library does at that time
 */
export function nodeRetryParams({ randomize, maxRetryTime }: { randomize: boolean; maxRetryTime: string }) {
  return z
    .strictObject({
      retries: z.int().min(0).max(99).default(10).meta({
        title: 'retries',
        unit: 'retries',
        description: 'Attempts after the first: 10 retries are up to 11 attempts.',
      }),
      factor: z.number().min(1).max(10).default(2).meta({
        title: 'factor',
        unit: '×',
        description: 'Growth of the delay from retry to retry.',
      }),
      minTimeout: libraryMs('minTimeout', 1_000, 'Delay before the first retry.'),
      maxTimeout: libraryMs('maxTimeout', AS_GOOD_AS_NEVER_MS, NO_LIMIT),
      randomize: z.boolean().default(randomize).meta({
        title: 'randomize',
        description: 'Multiplies each delay by a random factor from 1 to 2 (Math.random).',
      }),
      maxRetryTime: libraryMs('maxRetryTime', AS_GOOD_AS_NEVER_MS, maxRetryTime),
    })
    .refine((value) => value.maxTimeout >= value.minTimeout, {
      path: ['maxTimeout'],
      message: 'maxTimeout must not be below minTimeout',
    })
}

/**
 * The delay of this family before retry n: min(round(random × minTimeout × factor^(n−1)), maxTimeout) with random = 1 or
 * from U(1, 2).
 * Source: retry 0.13 lib/retry.js createTimeout; p-retry 7.1.1 index.js calculateDelay.
 */
export function nodeRetryBounds(
  params: { minTimeout: number; factor: number; maxTimeout: number; randomize: boolean },
  retry: number,
) {
  const atMs = (random: number) =>
    Math.min(Math.round(random * params.minTimeout * params.factor ** (retry - 1)), params.maxTimeout)
  const nominalMs = atMs(1)
  return { nominalMs, minMs: nominalMs, maxMs: params.randomize ? atMs(2) : nominalMs }
}
