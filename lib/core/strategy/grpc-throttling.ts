/** Retries with gRPC's throttling: when more than half of the tokens are lost to failures, retries stop until successes come back. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { grpcThrottling as throttle } from './parts/retry-budgets'

const params = withExponential({
  maxTokens: z.number().positive().max(1_000).default(10).meta({
    title: 'Max tokens',
    unit: 'tokens',
    description: 'Each failure costs one; retries only while more than half is left.',
  }),
  tokenRatio: z.number().positive().max(10).default(0.1).meta({
    title: 'Token ratio',
    unit: 'tokens',
    description: 'What each success gives back.',
  }),
})

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
