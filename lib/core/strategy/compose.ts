/** A strategy composed of parts: attempt, classify, check the limits, wait, again. */
import type { Backoff, DelayBounds } from './parts/backoff'
import { isPermanent } from './parts/classification'
import type { Strategy } from './strategy'

export interface Limits {
  /** The first attempt included. Left out = no limit of this kind. */
  maxAttempts?: number
  /** No wait is begun that would end later than this after the first attempt's start. Left out = no such limit. */
  maxElapsedMs?: number
  /** True: no wait is begun that would outlast the caller's deadline; the operation ends at once instead. */
  deadlineAware?: boolean
}

export interface Parts {
  limits: Limits
  backoff: Backoff
}

/** Builds a strategy that retries whatever is not permanent, within its limits. */
export function compose({ limits, backoff }: Parts): Strategy {
  const { maxAttempts = Infinity, maxElapsedMs = Infinity, deadlineAware = false } = limits
  return {
    async run(call) {
      const nextDelay = backoff.start()
      for (let attempt = 1; ; attempt++) {
        const reply = await call.attempt()
        if (reply.outcome === 'ok') return 'succeeded'
        if (isPermanent(reply.errorClass)) return 'permanent-error'
        const nowMs = call.nowMs()
        if (nowMs >= call.deadlineMs) return 'deadline'
        if (attempt >= maxAttempts) return 'attempts-exhausted'
        const { nominalMs, plannedMs } = nextDelay(attempt, call.random)
        if (nowMs - call.startMs + plannedMs > maxElapsedMs) return 'elapsed-limit'
        if (deadlineAware && nowMs + plannedMs >= call.deadlineMs) return 'deadline'
        if (!(await call.wait(nominalMs, plannedMs))) return 'deadline'
      }
    },
  }
}

/** Bounds of the delay before retry n for a composition, null when its number of attempts does not allow that retry. */
export function boundsWithin({ limits, backoff }: Parts, retry: number): DelayBounds | null {
  return retry < (limits.maxAttempts ?? Infinity) ? backoff.bounds(retry) : null
}
