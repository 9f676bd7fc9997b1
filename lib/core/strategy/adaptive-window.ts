/**
 * Waits anywhere inside a window that widens when the tail of the round-trip times does, so that callers spread out just when
 * the target is slow.
 * Source: the article on the verification of retries, section 4.1: if the P99 is above 1.8 × the baseline, the window is
 * min(2000 ms, 2 × P99). It leaves three things open. The baseline here is the median of the same samples, or the lowest round
 * trip the arm has seen (TCP Vegas calls that BaseRTT). While the P99 is within its limit the window follows the baseline in
 * the same way. And until there are enough samples it is a fixed one.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import { LastSamples } from './parts/last-samples'
import { durationMs, maxAttempts } from './parts/params'
import { isRttSample, rttSampling } from './parts/rtt-sampling'

const params = z
  .strictObject({
    threshold: z.number().min(1).max(100).default(1.8).meta({
      title: 'Threshold',
      unit: '× baseline',
      description: 'The window follows the P99 as soon as that is above so many times the baseline.',
    }),
    windowFactor: z.number().min(1).max(100).default(2).meta({
      title: 'Window factor',
      unit: '×',
      description: 'Width of the window: so many times the P99, or the baseline while all is calm.',
    }),
    maxWindowMs: durationMs(2_000, 'Widest window', 'The window is never wider.'),
    defaultWindowMs: durationMs(200, 'Default window', 'The window while there are too few samples.'),
    baseline: z.enum(['median', 'lowest']).default('median').meta({
      title: 'Baseline',
      description:
        'median = of the same samples, so the window answers to a heavy tail; lowest = the shortest round trip the arm has seen, so it answers to latency as well.',
    }),
    sampling: rttSampling,
    samples: z.int().min(20).max(5_000).default(200).meta({
      title: 'Samples',
      unit: 'samples',
      description: 'How many of the last round trips are looked at.',
    }),
    minSamples: z.int().min(1).max(5_000).default(20).meta({
      title: 'Min samples',
      unit: 'samples',
      description: 'The default window holds until there are so many.',
    }),
    maxAttempts: maxAttempts(5),
  })
  .refine(({ defaultWindowMs, maxWindowMs }) => defaultWindowMs <= maxWindowMs, {
    path: ['maxWindowMs'],
    message: 'the widest window must not be below the default window',
  })
  .refine(({ samples, minSamples }) => minSamples <= samples, {
    path: ['minSamples'],
    message: 'so many samples are never kept',
  })
type Params = z.output<typeof params>

export const adaptiveWindow = composedStrategy({
  name: 'adaptive-window',
  title: 'Adaptive window on P99',
  group: 'adaptive',
  description:
    'Waits a random time inside a window. When the P99 of the round trips rises above 1.8 × their baseline, the window becomes twice the P99 (2 s at most); while all is calm it is twice the baseline. Spreads callers out when the target slows down. All operations of the arm learn together.',
  params,
  parts: (p) => ({ limits: { maxAttempts: p.maxAttempts }, backoff: windowBackoff(p) }),
})

function windowBackoff(p: Params): Backoff {
  const recent = new LastSamples(p.samples)
  let lowestMs = Infinity
  const windowMs = () => {
    if (recent.count < p.minSamples) return p.defaultWindowMs
    const baselineMs = p.baseline === 'lowest' ? lowestMs : recent.quantile(0.5)
    const p99Ms = recent.quantile(0.99)
    const followedMs = p99Ms > p.threshold * baselineMs ? p99Ms : baselineMs
    return Math.min(p.maxWindowMs, p.windowFactor * followedMs)
  }
  return {
    learn: (ended) => {
      if (!isRttSample(p.sampling, ended)) return
      recent.add(ended.durationMs)
      // Only an answer is a round trip: an early failure must not pass for a fast one.
      if (ended.reply.outcome === 'ok') lowestMs = Math.min(lowestMs, ended.durationMs)
    },
    start: () => (_, random) => {
      const nominalMs = windowMs()
      return { nominalMs, plannedMs: nominalMs * random.next() }
    },
    bounds: () => ({ nominalMs: p.defaultWindowMs, minMs: 0, maxMs: p.maxWindowMs }),
  }
}
