/**
 * Leader changes as spans of their own: from the moment at which the old leader was asked to go (or no majority named a
 * leader any more) until a majority named the new one. Linked with the operations that were in flight.
 */
import type { LeaderChange } from '../fault/evidence'
import { leaderChangeBegin } from '../fault/leader-change-begin'
import type { LedgerEntry } from '../fault/ledger'
import { closesOperation, type AttemptRecord } from '../history/attempt'
import { ATTRIBUTE } from './attributes'
import type { TraceSpan } from './span'
import { trialAttributes, type TraceContext } from './trace-context'
import { leaderChangeAddress, operationAddress } from './trace-ids'

/** As many as OpenTelemetry's SDKs keep by default (OTEL_SPAN_LINK_COUNT_LIMIT). */
export const MAX_LINKS = 128

export interface LeaderChangeSpan {
  /** Null = it concerns all arms. */
  arm: number | null
  change: LeaderChange
  span: TraceSpan
}

/** The leader changes of a trial; without links, until {@link linkInFlight} is told what was in flight. */
export function leaderChangeSpans(context: TraceContext): LeaderChangeSpan[] {
  return context.windows.flatMap(({ arm, leaderChanges }) => {
    const ledger = context.ledger.filter((entry) => entry.arm === arm)
    return (leaderChanges ?? []).map((change, index) => ({
      arm,
      change,
      span: spanOf(context, { arm, change, index, ledger, before: leaderChanges?.[index - 1] }),
    }))
  })
}

/** Whether something was going on while the leader changed. */
export function overlaps(
  { span }: LeaderChangeSpan,
  { startMs, endMs }: { startMs: number; endMs: number },
): boolean {
  return startMs <= span.endMs && endMs >= span.startMs
}

/**
 * Links each change with the operations that were in flight, among these attempts; what earlier calls found stays.
 * @param isExported by trace id; false = nothing must lead to it
 */
export function linkInFlight(
  changes: readonly LeaderChangeSpan[],
  attempts: Iterable<AttemptRecord>,
  { runId, trial }: Pick<TraceContext, 'runId' | 'trial'>,
  isExported: (traceId: string) => boolean = () => true,
): void {
  for (const attempt of attempts) {
    if (!closesOperation(attempt.stop)) continue
    const time = { startMs: attempt.intendedStartMs, endMs: attempt.operationEndMs }
    for (const change of changes) {
      const isOfArm = change.arm === null || change.arm === attempt.arm
      if (!isOfArm || !overlaps(change, time)) continue
      const { span } = change
      span.attributes[ATTRIBUTE.operationsInFlight] =
        Number(span.attributes[ATTRIBUTE.operationsInFlight]) + 1
      const address = operationAddress(runId, trial, attempt.arm, attempt.operation)
      if (!isExported(address.traceId)) continue
      if (span.links.length < MAX_LINKS) span.links.push({ ...address, attributes: {} })
      else span.droppedLinks += 1
    }
  }
}

function spanOf(
  context: TraceContext,
  {
    arm,
    change,
    index,
    ledger,
    before,
  }: {
    arm: number | null
    change: LeaderChange
    index: number
    ledger: readonly LedgerEntry[]
    before: LeaderChange | undefined
  },
): TraceSpan {
  const { seenMs, from, to, leaderlessMs } = change
  const { startMs, step } = leaderChangeBegin(change, before, ledger)
  return {
    ...leaderChangeAddress(context.runId, context.trial, arm, index),
    parentSpanId: null,
    name: 'leader change',
    kind: 'internal',
    startMs,
    endMs: seenMs,
    ...{ status: 'unset', statusMessage: '' },
    attributes: {
      ...trialAttributes(context),
      ...(from === null ? {} : { [ATTRIBUTE.leaderFrom]: from }),
      [ATTRIBUTE.leaderTo]: to,
      [ATTRIBUTE.leaderlessMs]: leaderlessMs,
      [ATTRIBUTE.operationsInFlight]: 0,
      ...(step === null ? {} : { [ATTRIBUTE.leaderStep]: step }),
    },
    ...{ events: [], links: [], droppedLinks: 0 },
  }
}
