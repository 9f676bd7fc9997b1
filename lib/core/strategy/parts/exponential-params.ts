/** Exponential delays as parameters: what strategies that are about them share, and what those about something else do. */
import { z } from 'zod'
import { backoffOf, exponentialDelay, type Backoff } from './backoff'
import { jitterSchema, type Jitter } from './jitter'
import { CAP_NOT_BELOW_INITIAL, durationMs, factor, maxAttempts } from './params'

/** Initial delay, factor and cap with a strategy's own defaults, then its other fields; the cap is checked. */
export function exponentialParams<Rest extends z.ZodRawShape>(
  defaults: { initialDelayMs: number; maxDelayMs: number },
  rest: Rest,
) {
  const curve = {
    initialDelayMs: durationMs(
      defaults.initialDelayMs,
      'Initial delay',
      'Nominal delay before the first retry.',
    ),
    factor: factor(2),
    maxDelayMs: durationMs(defaults.maxDelayMs, 'Cap', 'The nominal delay never exceeds this.'),
  }
  return z.strictObject({ ...curve, ...rest }).refine(isCapInOrder, CAP_NOT_BELOW_INITIAL)
}

/** The plain kinds of jitter, full by default. */
export const jitterField = jitterSchema.default('full').meta({
  title: 'Jitter',
  description: 'none = nominal; full = U(0, nominal); equal = nominal/2 + U(0, nominal/2).',
})

/** The backoff of those fields. */
export function exponentialBackoff(p: Parameters<typeof exponentialDelay>[0] & { jitter?: Jitter }): Backoff {
  return backoffOf((retry) => exponentialDelay(p, retry), p.jitter)
}

const fields = {
  initialDelayMs: durationMs(
    50,
    'Initial delay',
    'Nominal delay before the first retry; doubles each time, full jitter.',
  ),
  maxDelayMs: durationMs(2_000, 'Cap', 'The nominal delay never exceeds this.'),
  maxAttempts: maxAttempts(5),
}

/** For strategies about something else (a breaker, a budget): their own fields, then the few of a doubling backoff. */
export function withExponential<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, ...fields }).refine(isCapInOrder, CAP_NOT_BELOW_INITIAL)
}

/** The backoff of those: doubling, capped, full jitter. */
export function fullJitterBackoff(p: { initialDelayMs: number; maxDelayMs: number }): Backoff {
  return exponentialBackoff({ ...p, factor: 2, jitter: 'full' })
}

/** The types of a schema with fields of somebody else's say nothing of its own ones. */
function isCapInOrder(value: object): boolean {
  const { initialDelayMs, maxDelayMs } = value as { initialDelayMs: number; maxDelayMs: number }
  return maxDelayMs >= initialDelayMs
}
