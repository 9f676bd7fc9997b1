/**
 * gobreaker as a gate: attempts ask it before they are sent, and report what came of them. `reset` is an extension that
 * gobreaker does not have; without it the gate does what the original does.
 */
import type { AttemptReply } from '../../history/attempt'
import type { Gate } from './gate'
import {
  allow,
  breakerAt,
  done,
  startBreaker,
  type BreakerSettings,
  type BreakerState,
  type BreakerStateName,
} from './gobreaker'
import { nsFromMs } from './nanoseconds'

export interface BreakerGate extends Gate {
  /**
   * Extension: closes the breaker, whatever it was, in a new generation, so that results of attempts that were sent before
   * count for nothing any more.
   */
  reset(nowMs: number): void
}

/** What came of an attempt that a breaker of this generation had let through. */
export interface BreakerResult {
  generation: number
  reply: AttemptReply
  atMs: number
}

/**
 * A breaker shared by all operations of an arm. It is made at the first question, when there is a time to make it at.
 * @param take how a result changes the breaker; left out = as gobreaker does, by success
 */
export function breakerGate(
  settings: BreakerSettings,
  take: (state: BreakerState, result: BreakerResult) => BreakerState = (state, { generation, reply, atMs }) =>
    done(settings, state, { generation, success: reply.outcome === 'ok' }, nsFromMs(atMs)),
): BreakerGate {
  let state: BreakerState | null = null
  let changed: ((name: BreakerStateName) => void) | null = null
  const become = (next: BreakerState) => {
    const before = state?.name ?? 'closed'
    state = next
    if (changed && next.name !== before) changed(next.name)
  }
  return {
    watch: (listener) => {
      changed = listener
    },
    ask: ({ nowMs }) => {
      const nowNs = nsFromMs(nowMs)
      const admission = allow(settings, state ?? startBreaker(settings, nowNs), nowNs)
      become(admission.state)
      if (!admission.admitted) return { admitted: false, reason: 'breaker-open' }
      const { generation } = admission
      return {
        admitted: true,
        report: (reply, atMs) => {
          // A time-out or a cancellation is reported too: a half-open breaker waits for its probes for ever.
          if (state) become(take(state, { generation, reply, atMs }))
        },
      }
    },
    reset: (nowMs) => {
      const nowNs = nsFromMs(nowMs)
      const fresh = startBreaker(settings, nowNs)
      if (state) become({ ...fresh, generation: breakerAt(settings, state, nowNs).generation + 1 })
    },
  }
}
