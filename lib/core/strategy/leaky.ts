/**
 * A retry loop that ignores cancellation: when its caller has left at the deadline, it goes on in the background. The
 * usual cause is a context, a signal or a deadline that is not passed down to the loop.
 */
import { z } from 'zod'
import type { Call, Ending } from './call'
import { composedStrategy } from './composed-strategy'
import { backoffOf } from './parts/backoff'
import { durationMs, maxAttempts } from './parts/params'
import type { Strategy, StrategyDefinition } from './strategy'

const params = z.strictObject({
  delayMs: durationMs(200, 'Delay', 'Wait before each retry.'),
  maxAttempts: maxAttempts(20),
})

const loop = composedStrategy({
  name: 'leaky',
  title: 'Leaky: ignores cancellation',
  group: 'baseline',
  description:
    'Retries after a constant delay and never hears that its caller has left: its operation ends at the deadline, but attempts go on behind the caller’s back until one succeeds or all are made. A mistake to be measured, not to be used: it loads a target that is in trouble with work nobody waits for, and applies writes that were reported as failed.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: backoffOf(() => p.delayMs) }),
})

export const leaky: StrategyDefinition<typeof params> = {
  ...loop,
  create(p) {
    const inner = loop.create(p)
    return { ...inner, run: (call) => goOnRegardless(inner, call), ignoresCancellation: true }
  },
  workBehindMs: (p, attemptTimeoutMs) => p.maxAttempts * (p.delayMs + attemptTimeoutMs),
}

/** A frame of its own, which waits for the loop to its end: profiles of what is pending name this file. */
async function goOnRegardless(loop: Strategy, call: Call): Promise<Ending> {
  return await loop.run(call)
}
