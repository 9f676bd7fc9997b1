/** Retries with gRPC's throttling: when more than half of the tokens are lost to failures, retries stop until successes come back. */
import { composedStrategy } from './composed-strategy'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { grpcThrottling as throttle } from './parts/retry-budgets'
import { throttlingFields } from './parts/throttling-params'

const params = withExponential(throttlingFields)

export const grpcThrottling = composedStrategy({
  name: 'grpc-throttling',
  title: 'gRPC retry throttling',
  group: 'protection',
  description:
    'Exponential retries that stop for everybody when failures outweigh successes: the rule of gRPC’s service config (proposal A6). Cheap protection against retry storms; recovers by itself with the first successes.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    budget: throttle(p),
  }),
})
