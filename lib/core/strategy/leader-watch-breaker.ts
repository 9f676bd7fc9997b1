/**
 * The circuit breaker with a leader watch: a change of leader followed by a healthy check closes it, instead of the end of its
 * time. The breaker is gobreaker's; the watch is an extension that gobreaker does not have, and no part of what the vectors of
 * docs/conformance.md hold to the original.
 * Source: the article on the verification of retries, section 2.2.
 */
import { z } from 'zod'
import { composedStrategy } from './composed-strategy'
import { breakerGate } from './parts/breaker-gate'
import { breakerFields, settingsOfBreaker } from './parts/breaker-params'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { leaderWatch } from './parts/leader-watch'
import { durationMs } from './parts/params'

const params = withExponential({
  ...breakerFields,
  flapChanges: z.int().min(1).max(100).default(2).meta({
    title: 'Flapping from',
    unit: 'leader changes',
    description:
      'With so many changes of leader within the time below, or a failed check since the last one, the network flaps: two healthy checks in a row are needed instead of one. 1 = always two.',
  }),
  flapWithinMs: durationMs(10_000, 'Flapping within', 'Changes of leader within this time count together.'),
})

export const leaderWatchBreaker = composedStrategy({
  name: 'leader-watch-breaker',
  title: 'Breaker with leader watch',
  group: 'protection',
  needs: ['leader'],
  description:
    'The circuit breaker of sony/gobreaker with an extension that gobreaker itself does not have: it is told when the cluster’s leader changes, and one linearizable read that the new leader answers closes it at once (two in a row when the network flaps). Traffic returns as soon as the cluster does, not when the breaker’s time is over. The watch asks every member for its status, around the faults; its reads go through the faulty link.',
  params,
  parts: (p) => {
    const gate = breakerGate(settingsOfBreaker(p))
    const rule = { changes: p.flapChanges, withinMs: p.flapWithinMs }
    return {
      limits: { maxAttempts: p.maxAttempts },
      backoff: fullJitterBackoff(p),
      gates: [gate],
      onRefusal: p.whenOpen,
      leaderWatch: leaderWatch(rule, (nowMs) => gate.reset(nowMs)),
    }
  },
})
