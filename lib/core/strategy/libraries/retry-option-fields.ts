/** Fields that node-retry's option names gave to several libraries (p-retry, async-retry), so that they have the same limits. */
import { z } from 'zod'

/**
 * The longest operation an experiment allows, in milliseconds. Where a library's own default is Infinity, which JSON
 * cannot say, this stands for it: it acts the same.
 */
export const AS_GOOD_AS_NEVER_MS = 600_000

/** A time in milliseconds under the library's own name; 0 is allowed. */
export function libraryMs(name: string, byDefault: number, description: string) {
  return z
    .number()
    .min(0)
    .max(AS_GOOD_AS_NEVER_MS)
    .default(byDefault)
    .meta({ title: name, unit: 'ms', description })
}

/** `retries`: what comes after the first attempt. */
export function retries(byDefault: number) {
  return z.int().min(0).max(99).default(byDefault).meta({
    title: 'retries',
    unit: 'retries',
    description: 'Attempts after the first: 10 retries are up to 11 attempts.',
  })
}

/** `factor` of node-retry. */
export const libraryFactor = z.number().min(1).max(10).default(2).meta({
  title: 'factor',
  unit: '×',
  description: 'Growth of the delay from retry to retry.',
})

/** node-retry's `randomize`: a factor from U(1, 2). */
export function randomize(byDefault: boolean) {
  return z.boolean().default(byDefault).meta({
    title: 'randomize',
    description: 'Multiplies each delay by a random factor from 1 to 2 (Math.random).',
  })
}

/** Refines a params schema of this family. */
export const MIN_TIMEOUT_NOT_ABOVE_MAX = {
  path: ['maxTimeout'],
  message: 'maxTimeout must not be below minTimeout',
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
