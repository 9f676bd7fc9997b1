/**
 * cenkalti/backoff v4 as Go services use it: randomised exponential intervals, cap before jitter, a limit on elapsed time.
 * Held to the original by vectors (docs/conformance.md).
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import type { Backoff } from './parts/backoff'
import {
  backoffBounds,
  backoffInterval,
  nextBackoff,
  startBackoff,
  type BackoffSettings,
} from './parts/cenkalti-backoff'
import { msFromNs, nsFromMs } from './parts/nanoseconds'
import { durationMs } from './parts/params'

const params = z
  .strictObject({
    initialIntervalMs: durationMs(500, 'InitialInterval', 'Interval before the first retry.'),
    randomizationFactor: z.number().min(0).max(1).default(0.5).meta({
      title: 'RandomizationFactor',
      unit: '× interval',
      description: 'Delays are drawn from interval × (1 − factor) to interval × (1 + factor).',
    }),
    multiplier: z.number().min(1).max(10).default(1.5).meta({
      title: 'Multiplier',
      unit: '×',
      description: 'Growth of the interval from retry to retry.',
    }),
    maxIntervalMs: durationMs(
      60_000,
      'MaxInterval',
      'Cap of the interval, before jitter: a delay may be longer.',
    ),
    maxElapsedTimeMs: z.number().min(0).max(3_600_000).default(900_000).meta({
      title: 'MaxElapsedTime',
      unit: 'ms',
      description: 'No wait is begun that would end later than this after the start. 0 = no such limit.',
    }),
    maxRetries: z.int().min(0).max(99).default(99).meta({
      title: 'MaxRetries',
      unit: 'retries',
      description: 'WithMaxRetries(n): n retries are n + 1 attempts.',
    }),
  })
  // The library itself would take it, and make the second delay shorter than the first.
  .refine(({ initialIntervalMs, maxIntervalMs }) => maxIntervalMs >= initialIntervalMs, {
    path: ['maxIntervalMs'],
    message: 'the cap must not be below the initial interval',
  })
type Params = z.output<typeof params>

export const backoffV4 = composedStrategy({
  name: 'backoff-v4',
  title: 'cenkalti/backoff v4',
  group: 'backoff',
  description:
    'The semantics of Go’s cenkalti/backoff v4, to the nanosecond: intervals grow by the multiplier up to a cap, each delay is drawn around its interval, and a limit on elapsed time ends it. Its parameters keep the library’s names; MaxRetries counts retries, not attempts.',
  params,
  parts: (p) => ({
    limits: {
      maxAttempts: p.maxRetries + 1,
      ...(p.maxElapsedTimeMs === 0 ? {} : { maxElapsedMs: p.maxElapsedTimeMs }),
    },
    backoff: backoffOfV4(settingsOf(p)),
  }),
})

function settingsOf(p: Params): BackoffSettings {
  return {
    initialIntervalNs: nsFromMs(p.initialIntervalMs),
    randomizationFactor: p.randomizationFactor,
    multiplier: p.multiplier,
    maxIntervalNs: nsFromMs(p.maxIntervalMs),
    // Elapsed time and retries are limits of the composition, which knows the clock.
    maxElapsedTimeNs: 0,
    maxRetries: null,
  }
}

function backoffOfV4(settings: BackoffSettings): Backoff {
  return {
    start: () => {
      let state = startBackoff(settings)
      return (_, random) => {
        const step = nextBackoff(settings, state, { elapsedNs: 0, draw: random.next() })
        if (step.kind === 'stop') throw new Error('a backoff without limits stopped')
        state = step.state
        return { nominalMs: msFromNs(step.nominalNs), plannedMs: msFromNs(step.delayNs) }
      }
    },
    bounds: (retry) => {
      const nominalNs = backoffInterval(settings, retry)
      const { minNs, maxNs } = backoffBounds(settings, nominalNs)
      return { nominalMs: msFromNs(nominalNs), minMs: msFromNs(minNs), maxMs: msFromNs(maxNs) }
    },
  }
}
