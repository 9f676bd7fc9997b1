/**
 * Three-level degradation: a few inline retries (L1), then a delayed queue (L2), then a ticket for a person (L3).
 * Source: the article on the verification of retries, chapter 5: two retries with exponential backoff, three more after 1, 5
 * and 15 minutes, then a ticket.
 *
 * When L1 has failed, the caller of a put is told "accepted for later" and leaves; the queue works behind it, and what it did
 * is recorded apart. The operation is judged by what became of the job (docs/decisions/008): ok when any level did it. With
 * `caller: waits` nobody is let go, and the operation stays open until the queue has done the job or a ticket is written.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import { fullJitterBackoff } from './parts/exponential-params'
import { CAP_NOT_BELOW_INITIAL, durationMs } from './parts/params'
import type { StrategyDefinition } from './strategy'

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
    caller: z.enum(['leaves', 'waits']).default('leaves').meta({
      title: 'Caller',
      description:
        'leaves = the caller of a put is told “accepted for later” when L1 has failed, and a get fails there; waits = it stays until the queue has done the job, or until its deadline.',
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

const levels = composedStrategy({
  name: 'degradation',
  title: 'Three-level degradation',
  group: 'protection',
  description:
    'Two quick retries inline; then the caller of a write is told “accepted for later”, and a delayed queue tries after 1, 5 and 15 minutes (scaled down for experiments); then a ticket for a person. A write counts as ok when any level did it, and latency is what the caller waited. A trial ends when its queue is empty.',
  params,
  parts: (p) => ({
    limits: { maxAttempts: 1 + p.inlineRetries + QUEUE_DELAYS_MS.length },
    backoff: inlineThenQueue(p),
    ...(p.caller === 'leaves' && { deferAfter: 1 + p.inlineRetries }),
  }),
})

export const degradation: StrategyDefinition<typeof params> = {
  ...levels,
  workBehindMs: ({ caller, queueScale }, attemptTimeoutMs) =>
    caller === 'waits'
      ? 0
      : QUEUE_DELAYS_MS.reduce((sum, delayMs) => sum + delayMs * queueScale + attemptTimeoutMs, 0),
}

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
