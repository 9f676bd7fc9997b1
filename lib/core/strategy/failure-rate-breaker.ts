/**
 * A circuit breaker on the failure rate: it opens when too large a share of the calls of the last minutes failed. Slower than
 * one on failures in a row, and not fooled by a few that happen to come together.
 * Source: the article on the verification of retries, chapter 5: above 60 % in 5 minutes.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { whenOpen } from './parts/breaker-params'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { failureRateGate } from './parts/failure-rate-gate'
import { durationMs } from './parts/params'

const params = withExponential({
  windowMs: durationMs(
    300_000,
    'Window',
    'The failure rate is taken over so long. Shorten it to what a trial lasts.',
  ),
  failureShare: z.number().min(0).max(1).default(0.6).meta({
    title: 'Failure rate',
    unit: 'share',
    description: 'Opens when more than this share of the window’s attempts failed, …',
  }),
  minCalls: z.int().min(1).max(1_000_000).default(20).meta({
    title: 'Min calls',
    unit: 'attempts',
    description: '… once the window holds so many.',
  }),
  openMs: durationMs(30_000, 'Open for', 'How long the open breaker refuses.'),
  probes: z.int().min(1).max(1_000).default(3).meta({
    title: 'Probes',
    unit: 'attempts',
    description: 'Half-open: so many are let through, and so many successes in a row close it.',
  }),
  whenOpen,
})

export const failureRateBreaker = composedStrategy({
  name: 'failure-rate-breaker',
  title: 'Failure-rate breaker',
  group: 'protection',
  description:
    'Exponential retries behind one circuit breaker that opens when more than 60 % of the attempts of the last 5 minutes failed. A few failures in a row do not trip it, and a long window takes long to notice an outage: scale the window to the length of a trial.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: p.maxAttempts },
    backoff: fullJitterBackoff(p),
    gates: [failureRateGate(p)],
    onRefusal: p.whenOpen,
  }),
})
