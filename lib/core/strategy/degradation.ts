/**
 * Three-level degradation: a few inline retries (L1), then a delayed queue (L2), then a ticket for a person (L3).
 * Source: the article on the verification of retries, chapter 5: two retries with exponential backoff, three more after 1, 5
 * and 15 minutes, then a ticket.
 *
 * An operation here is the whole job. In production its caller is told "accepted for later" when L1 has failed; here the
 * operation stays open until the queue has done it or a ticket is written, so that it counts once and as what became of it:
 * ok when any level did it, in doubt when a write may have happened, failed otherwise. Its attempts tell the levels apart:
 * those up to 1 + inline retries are L1, later ones L2, and a job that ended with its attempts exhausted is a ticket. Jobs in
 * the queue are operations in flight: an open loop keeps arriving meanwhile, the callers of a closed one wait.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import { fullJitterBackoff } from './parts/exponential-params'
import { CAP_NOT_BELOW_INITIAL, durationMs } from './parts/params'

const MINUTE_MS = 60_000
/** Delays of the queue before its first, second and third try. */
const QUEUE_DELAYS_MS = [1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const

const params = z
  .strictObject({
    inlineRetries: z.int().min(0).max(20).default(2).meta({
      title: 'Inline retries',
      unit: 'retries',
      description: 'L1: so many while the caller waits.',
    }),
    initialDelayMs: durationMs(25, 'Initial delay', 'L1: nominal delay; doubles each time, full jitter.'),
    maxDelayMs: durationMs(100, 'Cap', 'L1: the nominal delay never exceeds this.'),
    queueScale: z.number().positive().max(1).default(0.002).meta({
      title: 'Queue scale',
      unit: '× 1, 5, 15 min',
      description:
        'L2: the queue’s delays of 1, 5 and 15 minutes times this, so that a trial can wait for them. 0.002 = 0.12, 0.6 and 1.8 s.',
    }),
  })
  .refine((value) => value.maxDelayMs >= value.initialDelayMs, CAP_NOT_BELOW_INITIAL)
  .refine(({ maxDelayMs, queueScale }) => maxDelayMs <= QUEUE_DELAYS_MS[0] * queueScale, {
    path: ['maxDelayMs'],
    message: 'the cap must not be above the first delay of the queue (1 minute × scale)',
  })
type Params = z.output<typeof params>

export const degradation = composedStrategy({
  name: 'degradation',
  title: 'Three-level degradation',
  group: 'protection',
  description:
    'Two quick retries inline, then a delayed queue after 1, 5 and 15 minutes (scaled down for experiments), then a ticket for a person. An operation stands for the whole job: it succeeds when any level does it, and one that ends with its attempts exhausted is a ticket. Give operations a deadline that outlasts the queue, and an open loop, where nobody waits for a job in the queue.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: 1 + p.inlineRetries + QUEUE_DELAYS_MS.length },
    backoff: inlineThenQueue(p),
  }),
})

function inlineThenQueue(p: Params): Backoff {
  const inline = fullJitterBackoff(p)
  /** Delay of the queue before retry n; null for the inline ones. */
  const queueDelayMs = (retry: number) => {
    const delayMs = QUEUE_DELAYS_MS[retry - p.inlineRetries - 1]
    return delayMs === undefined ? null : delayMs * p.queueScale
  }
  return {
    start: () => {
      const nextInline = inline.start()
      return (retry, random) => {
        const delayMs = queueDelayMs(retry)
        return delayMs === null ? nextInline(retry, random) : { nominalMs: delayMs, plannedMs: delayMs }
      }
    },
    bounds: (retry) => {
      const delayMs = queueDelayMs(retry)
      return delayMs === null ? inline.bounds(retry) : { nominalMs: delayMs, minMs: delayMs, maxMs: delayMs }
    },
  }
}
