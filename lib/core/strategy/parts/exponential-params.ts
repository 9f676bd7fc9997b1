/** The backoff that strategies about something else (a breaker, a budget) share: exponential with full jitter. */
import { z } from 'zod'
import { backoffOf, exponentialDelay, type Backoff } from './backoff'
import { CAP_NOT_BELOW_INITIAL, durationMs, maxAttempts } from './params'

const fields = {
  initialDelayMs: durationMs(
    50,
    'Initial delay',
    'Nominal delay before the first retry; doubles each time, full jitter.',
  ),
  maxDelayMs: durationMs(2_000, 'Cap', 'The nominal delay never exceeds this.'),
  maxAttempts: maxAttempts(5),
}

/** A params schema of these fields and more, with the cap checked. */
export function withExponential<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, ...fields }).refine((value) => {
    const { initialDelayMs, maxDelayMs } = value as { initialDelayMs: number; maxDelayMs: number }
    return maxDelayMs >= initialDelayMs
  }, CAP_NOT_BELOW_INITIAL)
}

/** The backoff of those fields: doubling, capped, full jitter. */
export function fullJitterBackoff(p: { initialDelayMs: number; maxDelayMs: number }): Backoff {
  return backoffOf((retry) => exponentialDelay({ ...p, factor: 2 }, retry), 'full')
}
