/** The parameters of gobreaker's state machine, for the strategies that stand on it. */
import { z } from 'zod'
import { breakerSettings, tripsAboveConsecutiveFailures, type BreakerSettings } from './gobreaker'
import { nsFromMs } from './nanoseconds'
import { durationMs } from './params'

/** What a refused try means; shared by all breakers. */
export const whenOpen = z.enum(['end', 'wait']).default('wait').meta({
  title: 'When open',
  description:
    'end = the operation fails at once; wait = a refused try counts, and the next one follows after the backoff.',
})

export const breakerFields = {
  consecutiveFailures: z.int().min(0).max(10_000).default(5).meta({
    title: 'ReadyToTrip',
    unit: 'failures',
    description: 'Opens when more than so many attempts in a row have failed.',
  }),
  intervalMs: z.number().min(0).max(600_000).default(0).meta({
    title: 'Interval',
    unit: 'ms',
    description: 'Closed: the counts are cleared this often, so that old failures do not open it. 0 = never.',
  }),
  openMs: durationMs(30_000, 'Timeout', 'How long the open breaker refuses.'),
  maxRequests: z.int().min(1).max(1_000).default(3).meta({
    title: 'MaxRequests',
    unit: 'probes',
    description: 'Half-open: so many are let through, and so many successes in a row close it.',
  }),
  whenOpen,
}

/** gobreaker's settings as those parameters have them. */
export function settingsOfBreaker(p: {
  consecutiveFailures: number
  intervalMs: number
  openMs: number
  maxRequests: number
}): BreakerSettings {
  return breakerSettings({
    maxRequests: p.maxRequests,
    intervalNs: nsFromMs(p.intervalMs),
    timeoutNs: nsFromMs(p.openMs),
    readyToTrip: tripsAboveConsecutiveFailures(p.consecutiveFailures),
  })
}
