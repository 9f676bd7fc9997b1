/**
 * Waits about as long as a round trip takes at present: the mean plus two standard deviations of the last sixteen, or TCP's
 * retransmission time-out. For targets whose latency changes while callers run.
 * Sources: the article on the verification of retries, section 2.4 (16 samples, 0.1 s until there are 8, 0.1 s to 5 s);
 * RFC 6298.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import { drawJitter, jitterBounds, jitterSchema } from './parts/jitter'
import { durationMs, maxAttempts } from './parts/params'
import { meanPlusTwoSigma, rfc6298 } from './parts/rtt-estimators'
import { isRttSample, rttSampling } from './parts/rtt-sampling'

/** Node's timers count whole milliseconds. */
const TIMER_GRANULARITY_MS = 1

const params = z
  .strictObject({
    estimator: z.enum(['mean-2-sigma', 'rfc6298']).default('mean-2-sigma').meta({
      title: 'Estimator',
      description:
        'mean-2-sigma = mean + 2 standard deviations of the last samples; rfc6298 = SRTT + 4 RTTVAR from the first sample on, doubled with each further time-out of an operation.',
    }),
    sampling: rttSampling,
    floorMs: durationMs(100, 'Floor', 'The delay is never shorter than this, but for jitter.'),
    capMs: durationMs(5_000, 'Cap', 'The delay never exceeds this.'),
    defaultDelayMs: durationMs(100, 'Default delay', 'Waited while there are too few samples.'),
    samples: z.int().min(2).max(1_000).default(16).meta({
      title: 'Samples',
      unit: 'samples',
      description: 'mean-2-sigma: how many of the last round trips are looked at.',
    }),
    minSamples: z.int().min(1).max(1_000).default(8).meta({
      title: 'Min samples',
      unit: 'samples',
      description: 'mean-2-sigma: the default delay is waited until there are so many.',
    }),
    jitter: jitterSchema.default('none').meta({
      title: 'Jitter',
      description: 'none = as estimated; full = U(0, estimate); equal = estimate/2 + U(0, estimate/2).',
    }),
    maxAttempts: maxAttempts(5),
  })
  .refine(({ floorMs, capMs }) => floorMs <= capMs, {
    path: ['capMs'],
    message: 'the cap must not be below the floor',
  })
  .refine(({ floorMs, defaultDelayMs, capMs }) => floorMs <= defaultDelayMs && defaultDelayMs <= capMs, {
    path: ['defaultDelayMs'],
    message: 'the default delay must lie between floor and cap',
  })
  .refine(({ samples, minSamples }) => minSamples <= samples, {
    path: ['minSamples'],
    message: 'so many samples are never kept',
  })
type Params = z.output<typeof params>

export const adaptiveRtt = composedStrategy({
  name: 'adaptive-rtt',
  title: 'Adaptive on round-trip time',
  group: 'adaptive',
  description:
    'Measures how long attempts take and waits as long as a round trip must be allowed to: mean + 2σ over the last 16, or TCP’s retransmission time-out (RFC 6298), between a floor and a cap. All operations of the arm learn together. Time-outs taken as samples say only “at least so long”; Karn’s rule leaves them out.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: rttBackoff(p) }),
})

function rttBackoff(p: Params): Backoff {
  const doubles = p.estimator === 'rfc6298'
  const estimator = doubles ? rfc6298(TIMER_GRANULARITY_MS) : meanPlusTwoSigma(p)
  const within = (delayMs: number) => Math.min(Math.max(p.floorMs, delayMs), p.capMs)
  const backedOff = (delayMs: number, timeouts: number) =>
    within(delayMs * (doubles ? 2 ** Math.max(0, timeouts - 1) : 1))
  return {
    learn: (ended) => {
      if (isRttSample(p.sampling, ended)) estimator.add(ended.durationMs)
    },
    start: () => {
      // Each operation doubles for its own time-outs, as each TCP connection has one timer: if all doubled one common value,
      // a burst of losses among many callers would drive it to the cap at once.
      let timeouts = 0
      return (_, random, lastError) => {
        if (lastError === 'attempt-timeout') timeouts += 1
        const nominalMs = backedOff(within(estimator.estimateMs() ?? p.defaultDelayMs), timeouts)
        return { nominalMs, plannedMs: drawJitter(p.jitter, nominalMs, random) }
      }
    },
    bounds: (retry) => ({
      nominalMs: backedOff(p.defaultDelayMs, retry),
      minMs: jitterBounds(p.jitter, p.floorMs).minMs,
      maxMs: p.capMs,
    }),
  }
}
