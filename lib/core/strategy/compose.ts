/**
 * A strategy composed of parts: attempt, classify, check the limits, ask the budget, wait, again.
 *
 * A budget is asked at the failure, before the wait is begun, as its originals do (parts/retry-budgets.ts); gates are asked
 * when the attempt is about to be sent, as gobreaker's Execute does.
 */
import type { ErrorClass } from '../history/error-class'
import type { AttemptOptions, Call } from './call'
import { atLeast, type Backoff, type DelayBounds, type DelaySequence } from './parts/backoff'
import { byErrorClass, type Classification, type FailureKind } from './parts/classification'
import { throughAll, type Gate, type GateQuestion, type Passage } from './parts/gate'
import type { LeaderWatch } from './parts/leader-watch'
import type { RetryLimit, Strategy } from './strategy'

export interface Limits {
  /** The first attempt included. Left out = no limit of this kind. */
  maxAttempts?: number
  /** No wait is begun that would end later than this after the first attempt's start. Left out = no such limit. */
  maxElapsedMs?: number
  /** True: maxElapsedMs is a deadline nested in the caller's, and attempts are cut at it, too. */
  cutsAttempts?: boolean
  /** True: no wait is begun that would outlast the caller's deadline; the operation ends at once instead. */
  deadlineAware?: boolean
}

export interface Parts {
  limits: Limits
  backoff: Backoff
  /** Which failures are worth another attempt. Left out = by error class. */
  classification?: Classification
  /** What a put is sent as. Left out = as it was asked for. */
  writesAs?: 'txn'
  /** False: what the server asks to wait (Retry-After) is not obeyed. Left out = no delay is shorter than that. */
  obeysRetryAfter?: boolean
  /** Rations retries: asked for each one at the failure before it. A refusal ends the operation at once, without a wait. */
  budget?: Gate
  /** Stand before attempts, in this order; a breaker last, because it waits for the result of what it admitted. */
  gates?: readonly Gate[]
  /** What a try refused by a gate means: the end of the operation, or a wait before the next try. */
  onRefusal?: 'end' | 'wait'
  /**
   * After so many tries the caller of a put is told "accepted for later", and the rest is a job behind it. A get ends there:
   * nobody would read what it reads later. Left out = the caller waits to the end.
   */
  deferAfter?: number
  /** Where a part wants to hear of the cluster's leader. */
  leaderWatch?: LeaderWatch
}

/** Spares operations without gates the clock, which costs more than all the rest of an operation that succeeds at once. */
const UNGUARDED: Passage = { admitted: true, report: () => undefined }

/** Builds a strategy that retries whatever is worth it, within its limits, its budget and past its gates. */
export function compose(parts: Parts): Strategy {
  const { limits, backoff, classification = byErrorClass, obeysRetryAfter = true, writesAs } = parts
  const { budget, gates = [], onRefusal = 'end', deferAfter, leaderWatch } = parts
  const {
    maxAttempts = Infinity,
    maxElapsedMs = Infinity,
    cutsAttempts = false,
    deadlineAware = false,
  } = limits
  const guarded = gates.length > 0
  const isPlain = writesAs === undefined && !cutsAttempts
  const timed = guarded || budget !== undefined || backoff.learn !== undefined
  return {
    ...(leaderWatch && { leaderWatch }),
    ...(gates.some(({ watch }) => watch) && {
      watchBreaker: (changed) => gates.forEach((gate) => gate.watch?.(changed)),
    }),
    ...(deferAfter !== undefined && { defers: true }),
    async run(call) {
      const request = call.kind === 'put' && writesAs ? writesAs : call.kind
      const ownDeadlineMs = cutsAttempts ? call.startMs + maxElapsedMs : Infinity
      const options: AttemptOptions | undefined = isPlain
        ? undefined
        : { ...(request === 'txn' && { request }), deadlineMs: ownDeadlineMs }
      let nextDelay: DelaySequence | null = null
      let lastError: ErrorClass | null = null
      let allowance = UNGUARDED
      for (let attempt = 1; ; attempt++) {
        const beginMs = timed ? call.nowMs() : 0
        if (budget && attempt === 1) allowance = budget.ask(questionOf(call, attempt, beginMs, lastError))
        const passage = guarded ? throughAll(gates, questionOf(call, attempt, beginMs, lastError)) : UNGUARDED
        let cameTo: ErrorClass
        let kind: FailureKind = 'temporary'
        let askedMs = 0
        if (passage.admitted) {
          const reply = await call.attempt(options)
          if (timed) {
            const endMs = call.nowMs()
            passage.report(reply, endMs)
            if (allowance.admitted) allowance.report(reply, endMs)
            backoff.learn?.({ attempt, durationMs: endMs - beginMs, reply })
          }
          if (reply.outcome === 'ok') return 'succeeded'
          kind = classification(reply, request)
          if (kind === 'permanent') return 'permanent-error'
          if (obeysRetryAfter) askedMs = reply.retryAfterMs ?? 0
          lastError = cameTo = reply.errorClass
        } else {
          call.refuse(passage.reason)
          cameTo = passage.reason
          if (onRefusal === 'end') return 'refused'
        }
        const nowMs = call.nowMs()
        if (nowMs >= call.deadlineMs) return 'deadline'
        if (nowMs >= ownDeadlineMs) return 'elapsed-limit'
        if (attempt >= maxAttempts) return 'attempts-exhausted'
        if (kind === 'indeterminate') return 'unsafe-retry'
        if (attempt === deferAfter) {
          if (call.kind === 'get') return 'attempts-exhausted'
          call.defer()
        }
        nextDelay ??= backoff.start()
        const { nominalMs, plannedMs } = atLeast(askedMs, nextDelay(attempt, call.random, cameTo))
        if (nowMs - call.startMs + plannedMs > maxElapsedMs) return 'elapsed-limit'
        if (deadlineAware && nowMs + plannedMs >= call.deadlineMs) return 'deadline'
        if (budget) {
          allowance = budget.ask(questionOf(call, attempt + 1, nowMs, lastError))
          if (!allowance.admitted) {
            call.refuse(allowance.reason)
            return 'refused'
          }
        }
        if (!(await call.wait(nominalMs, plannedMs))) return 'deadline'
      }
    },
  }
}

function questionOf(
  { random }: Call,
  attempt: number,
  nowMs: number,
  lastError: ErrorClass | null,
): GateQuestion {
  return { attempt, nowMs, lastError, random }
}

/** What alone ends the retries of a composition; null where gates, a budget, a queue or doubt may end them, too. */
export function retryLimitOf({
  limits,
  classification,
  budget,
  gates = [],
  deferAfter,
}: Parts): RetryLimit | null {
  if (classification || budget || gates.length > 0 || deferAfter !== undefined) return null
  return { attempts: limits.maxAttempts ?? Infinity, withinMs: limits.maxElapsedMs ?? Infinity }
}

/** Bounds of the delay before retry n for a composition, null when its number of attempts does not allow that retry. */
export function boundsWithin({ limits, backoff }: Parts, retry: number): DelayBounds | null {
  return retry < (limits.maxAttempts ?? Infinity) ? backoff.bounds(retry) : null
}
