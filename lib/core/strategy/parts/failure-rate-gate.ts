/**
 * A breaker that opens on the share of failures over a rolling window instead of on failures in a row. Its states are
 * gobreaker's (open for a time, then probes); its window slides, where gobreaker's counts are cleared all at once.
 */
import type { AttemptReply } from '../../history/attempt'
import { breakerGate } from './breaker-gate'
import type { Gate } from './gate'
import { breakerAt, breakerSettings, done } from './gobreaker'
import { nsFromMs } from './nanoseconds'
import { RollingWindow } from './rolling-window'

export interface FailureRateSettings {
  /** Length of the rolling window. */
  windowMs: number
  /** Opens when more than this share of its calls failed, … */
  failureShare: number
  /** … once there were so many. */
  minCalls: number
  openMs: number
  /** Half-open: let through at once, and successes in a row that close it. */
  probes: number
}

/** That the request itself was wrong is an answer of a target at work. */
function isFailure({ outcome, errorClass }: AttemptReply): boolean {
  return outcome !== 'ok' && errorClass !== 'rejected'
}

/** A breaker shared by all operations of an arm. The window begins anew with each change of state. */
export function failureRateGate(limits: FailureRateSettings): Gate {
  const window = new RollingWindow(limits.windowMs)
  let nowMs = 0
  const settings = breakerSettings({
    maxRequests: limits.probes,
    timeoutNs: nsFromMs(limits.openMs),
    readyToTrip: () => {
      const { calls, failures } = window.totals(nowMs)
      return calls >= limits.minCalls && failures > limits.failureShare * calls
    },
  })
  return breakerGate(settings, (state, { generation, reply, atMs }) => {
    const atNs = nsFromMs(atMs)
    const before = breakerAt(settings, state, atNs)
    // Sent before the state last changed: it says nothing of how things are now.
    if (before.generation !== generation) return state
    nowMs = atMs
    const failed = isFailure(reply)
    window.add(failed, atMs)
    const after = done(settings, before, { generation, success: !failed }, atNs)
    if (after.name !== before.name) window.clear()
    return after
  })
}
