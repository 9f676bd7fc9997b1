/** gobreaker as a gate: attempts ask it before they are sent, and report what came of them. */
import type { Gate } from './gate'
import { allow, done, startBreaker, type BreakerSettings, type BreakerState } from './gobreaker'
import { nsFromMs } from './nanoseconds'

/** A breaker shared by all operations of an arm. It is made at the first question, when there is a time to make it at. */
export function breakerGate(settings: BreakerSettings): Gate {
  let state: BreakerState | null = null
  return {
    ask: ({ nowMs }) => {
      const nowNs = nsFromMs(nowMs)
      const admission = allow(settings, state ?? startBreaker(settings, nowNs), nowNs)
      state = admission.state
      if (!admission.admitted) return { admitted: false, reason: 'breaker-open' }
      const { generation } = admission
      return {
        admitted: true,
        report: (reply, atMs) => {
          // A time-out or a cancellation is reported too: a half-open breaker waits for its probes for ever.
          if (state)
            state = done(settings, state, { generation, success: reply.outcome === 'ok' }, nsFromMs(atMs))
        },
      }
    },
  }
}
