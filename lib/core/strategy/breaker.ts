/**
 * A circuit breaker around a retry loop, with gobreaker's state machine: it opens after failures in a row, refuses for a
 * time, then lets a few probes through. Held to the original by vectors (docs/conformance.md).
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { breakerGate } from './parts/breaker-gate'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { breakerSettings, tripsAboveConsecutiveFailures } from './parts/gobreaker'
import { nsFromMs } from './parts/nanoseconds'
import { durationMs } from './parts/params'

const params = withExponential({
  consecutiveFailures: z.int().min(0).max(10_000).default(5).meta({
    title: 'ReadyToTrip',
    unit: 'failures',
    description: 'Opens when more than so many attempts in a row have failed.',
  }),
  openMs: durationMs(30_000, 'Timeout', 'How long the open breaker refuses.'),
  maxRequests: z.int().min(1).max(1_000).default(3).meta({
    title: 'MaxRequests',
    unit: 'probes',
    description: 'Half-open: so many are let through, and so many successes in a row close it.',
  }),
  whenOpen: z.enum(['end', 'wait']).default('wait').meta({
    title: 'When open',
    description:
      'end = the operation fails at once; wait = a refused try counts, and the next one follows after the backoff.',
  }),
})

export const breaker = composedStrategy({
  name: 'breaker',
  title: 'Circuit breaker and retry',
  group: 'protection',
  description:
    'Exponential retries behind one circuit breaker for all operations of the arm, with the state machine of sony/gobreaker. While it is open nothing is sent, which protects the target, but also means that callers fail although the target may be healthy again.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    gates: [
      breakerGate(
        breakerSettings({
          maxRequests: p.maxRequests,
          timeoutNs: nsFromMs(p.openMs),
          readyToTrip: tripsAboveConsecutiveFailures(p.consecutiveFailures),
        }),
      ),
    ],
    onRefusal: p.whenOpen,
  }),
})
