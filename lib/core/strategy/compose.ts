/** A strategy composed of parts: attempt, classify, check the limits, wait, again. */
import type { ErrorClass } from '../history/error-class'
import type { Backoff, DelayBounds, DelaySequence } from './parts/backoff'
import { isPermanent } from './parts/classification'
import { throughAll, type Gate, type Passage } from './parts/gate'
import type { LeaderWatch } from './parts/leader-watch'
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
  /** Stand before attempts, in this order; a breaker last, because it waits for the result of what it admitted. */
  gates?: readonly Gate[]
  /** What a refused try means: the end of the operation, or a wait before the next try. */
  onRefusal?: 'end' | 'wait'
  /** Where a part wants to hear of the cluster's leader. */
  leaderWatch?: LeaderWatch
}

/** Spares operations without gates the clock, which costs more than all the rest of an operation that succeeds at once. */
const UNGUARDED: Passage = { admitted: true, report: () => undefined }

/** Builds a strategy that retries whatever is not permanent, within its limits and past its gates. */
export function compose({ limits, backoff, gates = [], onRefusal = 'end', leaderWatch }: Parts): Strategy {
  const { maxAttempts = Infinity, maxElapsedMs = Infinity, deadlineAware = false } = limits
  const guarded = gates.length > 0
  const timed = guarded || backoff.learn !== undefined
  return {
    ...(leaderWatch && { leaderWatch }),
    async run(call) {
      let nextDelay: DelaySequence | null = null
      let lastError: ErrorClass | null = null
      for (let attempt = 1; ; attempt++) {
        const beginMs = timed ? call.nowMs() : 0
        const passage = guarded
          ? throughAll(gates, { attempt, nowMs: beginMs, lastError, random: call.random })
          : UNGUARDED
        let cameTo: ErrorClass
        if (passage.admitted) {
          const reply = await call.attempt()
          if (timed) {
            const endMs = call.nowMs()
            passage.report(reply, endMs)
            backoff.learn?.({ attempt, durationMs: endMs - beginMs, reply })
          }
          if (reply.outcome === 'ok') return 'succeeded'
          if (isPermanent(reply.errorClass)) return 'permanent-error'
          lastError = cameTo = reply.errorClass
        } else {
          call.refuse(passage.reason)
          cameTo = passage.reason
          if (onRefusal === 'end') return 'refused'
        }
        const nowMs = call.nowMs()
        if (nowMs >= call.deadlineMs) return 'deadline'
        if (attempt >= maxAttempts) return 'attempts-exhausted'
        nextDelay ??= backoff.start()
        const { nominalMs, plannedMs } = nextDelay(attempt, call.random, cameTo)
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
