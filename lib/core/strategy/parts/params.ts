/** Schemas that parameters of many strategies share, so that the same thing has the same limits, title and unit. */
import { z } from 'zod'

/** Longer waits than ten minutes have no place in an experiment. */
const LONGEST_MS = 600_000

/** A duration above 0 in milliseconds. */
export function durationMs(byDefault: number, title: string, description: string) {
  return z.number().positive().max(LONGEST_MS).default(byDefault).meta({ title, unit: 'ms', description })
}

/** The number of attempts of one operation, the first included. 1 means no retry. */
export function maxAttempts(byDefault: number) {
  return z.int().min(1).max(100).default(byDefault).meta({
    title: 'Max attempts',
    unit: 'attempts',
    description: 'The first attempt included.',
  })
}

/** Growth from retry to retry. */
export function factor(byDefault: number) {
  return z.number().min(1).max(10).default(byDefault).meta({
    title: 'Factor',
    unit: '×',
    description: 'Growth of the nominal delay from retry to retry.',
  })
}

/** Refines a params schema: the cap must not be below the initial delay. */
export const CAP_NOT_BELOW_INITIAL = {
  path: ['maxDelayMs'],
  message: 'the cap must not be below the initial delay',
}
