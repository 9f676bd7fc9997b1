/** One operation: attempts, waits and decisions until it succeeds or is given up. */
import type { AttemptRecord, OperationKind, StopReason } from '../core/history/attempt'
import type { OperationPolicy } from '../core/strategy/strategy'
import { memberFor, type Workload } from '../core/workload/workload'
import type { AttemptReply, Client, Clock } from './ports'

/** What all operations of an arm share during a window. */
export interface ArmWindow {
  arm: number
  clock: Clock
  client: Client
  members: number
  endpoints: Workload['endpoints']
  attemptTimeoutMs: number
  operationDeadlineMs: number
  /** Instant of the clock that is 0 in the records. */
  beginMs: number
  /** Aborted when the trial is given up; operations then end without a record. */
  signal: AbortSignal
  record(attempt: AttemptRecord): void
}

export interface Operation {
  number: number
  kind: OperationKind
  key: number
  /** On the clock. The caller's deadline counts from here. */
  intendedStartMs: number
  policy: OperationPolicy
}

/** How an operation ended, for the load generator. */
export interface OperationEnd {
  ok: boolean
  attempts: number
}

/** Runs an operation to its end and records each attempt. Rejects only when the window's signal is aborted. */
export async function runOperation(window: ArmWindow, operation: Operation): Promise<OperationEnd> {
  const { clock, signal } = window
  const deadlineMs = operation.intendedStartMs + window.operationDeadlineMs
  const firstStartMs = clock.nowMs()
  let delay = { nominalMs: 0, plannedMs: 0, actualMs: 0 }
  let startMs = firstStartMs
  for (let attempt = 1; ; attempt++) {
    const member = memberFor(window.endpoints, operation.number, attempt, window.members)
    const reply = await sendAttempt(window, operation, member, deadlineMs - startMs)
    signal.throwIfAborted()
    const endMs = clock.nowMs()
    const record = (stop: StopReason, operationEndMs: number) =>
      window.record({
        arm: window.arm,
        operation: operation.number,
        attempt,
        kind: operation.kind,
        member,
        intendedStartMs: operation.intendedStartMs - window.beginMs,
        startMs: startMs - window.beginMs,
        endMs: endMs - window.beginMs,
        outcome: reply.outcome,
        errorClass: reply.errorClass,
        nominalDelayMs: delay.nominalMs,
        plannedDelayMs: delay.plannedMs,
        actualDelayMs: delay.actualMs,
        stop,
        operationEndMs: operationEndMs - window.beginMs,
      })

    if (reply.outcome === 'ok') {
      record('succeeded', endMs)
      return { ok: true, attempts: attempt }
    }
    const decision = operation.policy.afterFailure({
      attempt,
      outcome: reply.outcome,
      errorClass: reply.errorClass,
      elapsedMs: endMs - firstStartMs,
      remainingMs: deadlineMs - endMs,
    })
    if (decision.kind === 'stop') {
      record(decision.reason, endMs)
      return { ok: false, attempts: attempt }
    }
    const dueMs = endMs + decision.delayMs
    if (dueMs >= deadlineMs) {
      // The strategy would sleep past its caller's patience: the caller leaves at the deadline.
      await clock.sleepUntil(deadlineMs, signal)
      record('deadline', clock.nowMs())
      return { ok: false, attempts: attempt }
    }
    record('retry', endMs)
    if (decision.delayMs > 0) await clock.sleepUntil(dueMs, signal)
    startMs = clock.nowMs()
    delay = { nominalMs: decision.nominalDelayMs, plannedMs: decision.delayMs, actualMs: startMs - endMs }
  }
}

async function sendAttempt(
  window: ArmWindow,
  operation: Operation,
  member: number,
  remainingMs: number,
): Promise<AttemptReply> {
  const cutByDeadline = remainingMs < window.attemptTimeoutMs
  const reply = await window.client.attempt({
    kind: operation.kind,
    key: operation.key,
    member,
    // A start that is already past the deadline still gets the shortest possible attempt: it is recorded, not skipped.
    timeoutMs: Math.max(1, cutByDeadline ? remainingMs : window.attemptTimeoutMs),
    signal: window.signal,
  })
  return cutByDeadline && reply.errorClass === 'attempt-timeout'
    ? { ...reply, errorClass: 'deadline' }
    : reply
}
