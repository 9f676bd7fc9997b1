/**
 * Decorrelated jitter: each delay is drawn between the base and three times the delay before, up to a cap.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { decorrelatedBackoff } from './parts/backoff'
import { durationMs, maxAttempts } from './parts/params'

const params = z
  .strictObject({
    baseMs: durationMs(50, 'Base', 'Shortest delay.'),
    maxDelayMs: durationMs(2_000, 'Cap', 'No delay exceeds this.'),
    maxAttempts: maxAttempts(5),
  })
  .refine((value) => value.maxDelayMs >= value.baseMs, {
    path: ['maxDelayMs'],
    message: 'the cap must not be below the base',
  })

export const decorrelated = composedStrategy({
  name: 'decorrelated',
  title: 'Decorrelated jitter',
  group: 'backoff',
  description:
    'Draws each delay between the base and three times the delay before it, up to a cap. Spreads callers widely from the first retry on and never waits less than the base.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: decorrelatedBackoff({ baseMs: p.baseMs, capMs: p.maxDelayMs }),
  }),
})
