/**
 * One operation as spans: its own, and one per request that went out. Waits, refused tries, and what happened to its caller
 * are events. The same function feeds the export and the waterfall, so that both show the same.
 */
import { isAuxiliary, STOP_REASON_MEANING, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'
import { operationWord } from '../workload/registry'
import { attemptSpan } from './attempt-span'
import { ATTRIBUTE, EVENT } from './attributes'
import { overlaps, type LeaderChangeSpan } from './leader-changes'
import { closingOf, outcomeOf } from './operation-outcome'
import type { Attributes, SpanEvent, SpanLink, TraceSpan } from './span'
import { trialAttributes, type TraceContext } from './trace-context'
import { operationAddress } from './trace-ids'

/**
 * Spans of an operation, its own first, then those of its attempts in the order in which they began.
 * @param attempts all records of one operation, in any order; at least the one that closes it
 * @param changes leader changes of the trial, as {@link import('./leader-changes').leaderChangeSpans} makes them
 */
export function operationSpans(
  attempts: readonly AttemptRecord[],
  context: TraceContext,
  changes: readonly LeaderChangeSpan[],
): TraceSpan[] {
  const ordered = attempts.toSorted((a, b) => a.attempt - b.attempt)
  const root = rootSpan(ordered, context, changes)
  const sent = ordered.filter(({ errorClass }) => !isRefusal(errorClass))
  const spans = sent.map((attempt, index) => {
    const before = sent.slice(0, index).filter(({ kind }) => !isAuxiliary(kind)).length
    return attemptSpan(attempt, { root, target: context.spec.target.kind, resends: before })
  })
  return [root, ...spans]
}

function rootSpan(
  ordered: readonly AttemptRecord[],
  context: TraceContext,
  changes: readonly LeaderChangeSpan[],
): TraceSpan {
  const closing = closingOf(ordered)
  const { arm, operation, intendedStartMs: startMs, operationEndMs: endMs, stop } = closing
  const outcome = outcomeOf(ordered)
  const met = changes.filter(
    (change) => (change.arm === null || change.arm === arm) && overlaps(change, { startMs, endMs }),
  )
  return {
    ...operationAddress(context.runId, context.trial, arm, operation),
    parentSpanId: null,
    name: `operation ${operationWord(context.spec.workload.kind, kindOf(ordered))}`,
    kind: 'internal',
    startMs,
    endMs,
    status: outcome === 'ok' ? 'ok' : 'error',
    statusMessage: outcome === 'ok' ? '' : STOP_REASON_MEANING[stop],
    attributes: {
      ...trialAttributes(context),
      ...operationAttributes(ordered, closing, context),
      [ATTRIBUTE.outcome]: outcome,
      ...(outcome === 'ok' ? {} : { [ATTRIBUTE.errorType]: closing.errorClass }),
    },
    events: eventsOf(ordered, closing, met),
    links: met.map(linkTo),
    droppedLinks: 0,
  }
}

function operationAttributes(
  ordered: readonly AttemptRecord[],
  { arm, operation, intendedStartMs, stop }: AttemptRecord,
  { spec }: TraceContext,
): Attributes {
  const strategy = spec.strategies[arm]
  const attempts = ordered.filter(({ kind, errorClass }) => !isAuxiliary(kind) && !isRefusal(errorClass))
  return {
    [ATTRIBUTE.strategy]: strategy?.label ?? `strategy ${arm + 1}`,
    [ATTRIBUTE.strategyUse]: strategy?.use ?? 'unknown',
    [ATTRIBUTE.operation]: operation,
    [ATTRIBUTE.operationKind]: operationWord(spec.workload.kind, kindOf(ordered)),
    [ATTRIBUTE.attempts]: attempts.length,
    [ATTRIBUTE.startLatenessMs]: rounded((ordered[0]?.startMs ?? intendedStartMs) - intendedStartMs),
    [ATTRIBUTE.deadlineMs]: spec.operationDeadlineMs,
    [ATTRIBUTE.stopReason]: stop,
  }
}

/** What was asked for: a transaction stands for a put, and reads that a strategy adds stand for nothing. */
function kindOf(ordered: readonly AttemptRecord[]): 'put' | 'get' {
  return ordered.some(({ kind }) => kind === 'put' || kind === 'txn') ||
    ordered.every((attempt) => isAuxiliary(attempt.kind))
    ? 'put'
    : 'get'
}

function eventsOf(
  ordered: readonly AttemptRecord[],
  { stop, operationEndMs, endMs }: AttemptRecord,
  met: readonly LeaderChangeSpan[],
): SpanEvent[] {
  const events = [
    ...ordered.flatMap(backoffBefore),
    ...ordered.filter(({ errorClass }) => isRefusal(errorClass)).map(refusal),
    ...met.map(({ span, change }) => ({
      name: EVENT.leaderChange,
      atMs: change.seenMs,
      attributes: leaderWords(span),
    })),
  ]
  const goesOn = ordered.some((attempt) => attempt.endMs > operationEndMs)
  if (stop === 'deferred') events.push({ name: EVENT.deferred, atMs: operationEndMs, attributes: {} })
  else if (goesOn || endMs > operationEndMs)
    events.push({ name: EVENT.callerLeft, atMs: operationEndMs, attributes: {} })
  return events.toSorted((a, b) => a.atMs - b.atMs)
}

/** What the event on an operation says of a change; its span has the rest. */
function leaderWords({ attributes }: TraceSpan): Attributes {
  const names = [ATTRIBUTE.leaderFrom, ATTRIBUTE.leaderTo, ATTRIBUTE.leaderlessMs]
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.some((own) => own === name)))
}

/** The wait before an attempt, at the moment at which it began; none where nothing was waited for. */
function backoffBefore(attempt: AttemptRecord): SpanEvent[] {
  const { nominalDelayMs, plannedDelayMs, actualDelayMs } = attempt
  if (attempt.attempt === 1 || (nominalDelayMs === 0 && plannedDelayMs === 0 && actualDelayMs === 0))
    return []
  return [
    {
      name: EVENT.backoff,
      atMs: attempt.startMs - actualDelayMs,
      attributes: {
        [ATTRIBUTE.attempt]: attempt.attempt,
        [ATTRIBUTE.backoffNominalMs]: nominalDelayMs,
        [ATTRIBUTE.backoffPlannedMs]: plannedDelayMs,
        [ATTRIBUTE.backoffActualMs]: actualDelayMs,
      },
    },
  ]
}

function refusal({ attempt, startMs, errorClass }: AttemptRecord): SpanEvent {
  return {
    name: EVENT.refused,
    atMs: startMs,
    attributes: {
      [ATTRIBUTE.attempt]: attempt,
      [ATTRIBUTE.errorType]: errorClass,
    },
  }
}

function linkTo({ span: { traceId, spanId } }: LeaderChangeSpan): SpanLink {
  return { traceId, spanId, attributes: {} }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
