/** One operation: the call that a strategy drives, and the record of what it did. */
import type { drawLoss } from '../core/fault/loss-draw'
import type { AttemptRecord, OperationKind } from '../core/history/attempt'
import type { RandomStream } from '../core/random/stream'
import type { Strategy } from '../core/strategy/strategy'
import type { CommonFields } from '../core/workload/workload'
import type { Client, Clock, ProfileRecording, TrackedCaller } from './ports'
import { RecordedCall } from './recorded-call'

/** What all operations of an arm share during a window. */
export interface ArmWindow {
  arm: number
  clock: Clock
  client: Client
  members: number
  endpoints: CommonFields['endpoints']
  attemptTimeoutMs: number
  operationDeadlineMs: number
  /** Instant of the clock that is 0 in the records. */
  beginMs: number
  /** What becomes of an attempt that starts now, on the clock; null where nothing is ever lost. */
  drawLoss: ((operation: number, attempt: number, startMs: number) => ReturnType<typeof drawLoss>) | null
  /** Aborted when the trial is given up; operations then reject. */
  signal: AbortSignal
  record(attempt: AttemptRecord): void
  /** Null = the trial is not recorded with a profile. */
  profile: Pick<ProfileRecording, 'track'> | null
}

export interface Operation {
  number: number
  kind: OperationKind
  key: number
  /** A second key that is written in the same transaction. */
  also?: number
  /** On the clock. The caller's deadline counts from here. */
  intendedStartMs: number
  strategy: Strategy
  random: RandomStream
}

/** How an operation ended for its caller. */
export interface OperationEnd {
  ok: boolean
  /**
   * What its strategy still does behind the caller's back: work that leaked, or a deferred job. Rejects as
   * {@link runOperation} does. Null = nothing.
   */
  behind: Promise<void> | null
}

/** Runs an operation to its end. Rejects only when the window's signal is aborted, or by a bug. */
export async function runOperation(window: ArmWindow, operation: Operation): Promise<OperationEnd> {
  return window.profile
    ? window.profile.track(window.arm, (caller) => runTracked(window, operation, caller))
    : runForCaller(window, operation)
}

/** A deferred job is work that somebody still wants: its caller is gone when the job has ended. */
async function runTracked(
  window: ArmWindow,
  operation: Operation,
  caller: TrackedCaller,
): Promise<OperationEnd> {
  const end = await runForCaller(window, operation)
  if (operation.strategy.defers && end.behind) void end.behind.then(caller.gone, caller.gone)
  else caller.gone()
  return end
}

async function runForCaller(window: ArmWindow, operation: Operation): Promise<OperationEnd> {
  const call = new RecordedCall(window, operation)
  if (operation.strategy.ignoresCancellation) return runUntilCallerLeaves(window, operation, call)
  if (operation.strategy.defers) return runUntilDeferred(window, operation, call)
  return { ok: await drive(window, operation, call), behind: null }
}

/** Lets the strategy drive the call to its end. */
async function drive(window: ArmWindow, operation: Operation, call: RecordedCall): Promise<boolean> {
  try {
    const ending = await operation.strategy.run(call)
    window.signal.throwIfAborted()
    call.end(ending)
    return ending === 'succeeded'
  } finally {
    call.letGo()
  }
}

async function runUntilCallerLeaves(
  window: ArmWindow,
  operation: Operation,
  call: RecordedCall,
): Promise<OperationEnd> {
  const over = new AbortController()
  const driven = drive(window, operation, call).finally(() => over.abort())
  const left = window.clock
    .sleepUntil(operation.intendedStartMs + window.operationDeadlineMs, over.signal)
    .then(
      () => true,
      () => false,
    )
  const hasLeft = await Promise.race([left, driven.then(() => false)])
  if (!hasLeft || !call.leave()) return { ok: await driven, behind: null }
  return { ok: false, behind: driven.then(() => undefined) }
}

async function runUntilDeferred(
  window: ArmWindow,
  operation: Operation,
  call: RecordedCall,
): Promise<OperationEnd> {
  const deferred = new Promise<boolean>((resolve) => (call.onDeferred = () => resolve(true)))
  const driven = drive(window, operation, call)
  const isDeferred = await Promise.race([deferred, driven.then(() => false)])
  return isDeferred ? { ok: false, behind: driven.then(() => undefined) } : { ok: await driven, behind: null }
}
