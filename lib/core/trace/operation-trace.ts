/** One operation as its waterfall shows it: the spans that are exported, and the leader changes in that time. */
import type { AttemptRecord } from '../history/attempt'
import { leaderChangeSpans, overlaps } from './leader-changes'
import { closingOf } from './operation-outcome'
import { operationSpans } from './operation-spans'
import type { TraceSpan } from './span'
import type { TraceContext } from './trace-context'
import { windowOf } from './trial-window'

export interface OperationTrace {
  traceId: string
  arm: number
  operation: number
  /** Wall-clock time that is 0 on the spans' clock, ISO 8601. */
  startedAt: string
  /** Its own first, then its attempts in the order in which they began. */
  spans: TraceSpan[]
  /** While any of its spans lasted, also after its caller had left. */
  leaderChanges: TraceSpan[]
  /** False: nobody watched the leader, or its changes were not kept, so none means nothing. */
  leaderWatched: boolean
}

/** @param startedAt of the trial's first window, for trials that did not keep their windows */
export function operationTrace(
  attempts: readonly AttemptRecord[],
  context: TraceContext,
  startedAt: string,
): OperationTrace {
  const { arm, operation, intendedStartMs } = closingOf(attempts)
  const changes = leaderChangeSpans(context).filter((change) => change.arm === null || change.arm === arm)
  const spans = operationSpans(attempts, context, changes)
  const time = { startMs: intendedStartMs, endMs: Math.max(...spans.map(({ endMs }) => endMs)) }
  const window = windowOf(context.windows, arm)
  return {
    ...{ traceId: spans[0]?.traceId ?? '', arm, operation, spans },
    startedAt: window?.startedAt ?? startedAt,
    leaderChanges: changes.filter((change) => overlaps(change, time)).map(({ span }) => span),
    leaderWatched: (window?.leaderChanges ?? null) !== null,
  }
}
