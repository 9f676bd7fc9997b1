/**
 * A circuit breaker around a retry loop, with gobreaker's state machine: it opens after failures in a row, refuses for a
 * time, then lets a few probes through. Held to the original by vectors (docs/conformance.md).
 */
import { composedStrategy } from './composed-strategy'
import { breakerGate } from './parts/breaker-gate'
import { breakerFields, settingsOfBreaker } from './parts/breaker-params'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'

export const breaker = composedStrategy({
  name: 'breaker',
  title: 'Circuit breaker and retry',
  group: 'protection',
  description:
    'Exponential retries behind one circuit breaker for all operations of the arm, with the state machine of sony/gobreaker. While it is open nothing is sent, which protects the target, but also means that callers fail although the target may be healthy again.',
  params: withExponential(breakerFields),
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    gates: [breakerGate(settingsOfBreaker(p))],
    onRefusal: p.whenOpen,
  }),
})
