/** Retries within the quota of the AWS SDKs' standard mode: a shared capacity that retries take from and successes give back to. */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { awsRetryQuota as quota } from './parts/retry-budgets'

const cost = (byDefault: number, title: string, description: string) =>
  z.int().min(0).max(10_000).default(byDefault).meta({ title, unit: 'tokens', description })

const params = withExponential({
  capacity: cost(500, 'Capacity', 'What all operations of the arm share.'),
  retryCost: cost(5, 'Retry cost', 'Taken by each retry.'),
  timeoutCost: cost(10, 'Time-out cost', 'Taken instead when the attempt before it timed out.'),
})

export const awsRetryQuota = composedStrategy({
  name: 'aws-retry-quota',
  title: 'AWS retry quota',
  group: 'protection',
  description:
    'Exponential retries that take tokens from a shared capacity; a success gives back what its retry took. The standard mode of the AWS SDKs: occasional failures are retried freely, a lasting outage empties the quota.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    budget: quota(p),
  }),
})
