/** Test support: settings as the vectors of the original have them (tests/vectors/cenkalti-backoff.json). */
import { z } from 'zod'

export const vectorSettings = z.strictObject({
  initialIntervalNs: z.int(),
  randomizationFactor: z.number(),
  multiplier: z.number(),
  maxIntervalNs: z.int(),
  maxElapsedTimeNs: z.int(),
  maxRetries: z.int().nullable(),
})
