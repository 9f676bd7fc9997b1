/** All spans of a finished trial, for an export: made from its stored attempts, operation by operation. */
import { attemptsOf } from '@/lib/core/history/attempt-columns'
import { closesOperation, type AttemptRecord } from '@/lib/core/history/attempt'
import { leaderChangeSpans, linkInFlight } from '@/lib/core/trace/leader-changes'
import { OperationGroups } from '@/lib/core/trace/operation-groups'
import { operationSpans } from '@/lib/core/trace/operation-spans'
import type { TraceSpan } from '@/lib/core/trace/span'
import { operationAddress } from '@/lib/core/trace/trace-ids'
import { windowOf } from '@/lib/core/trace/trial-window'
import { database, type Database } from './database'
import { readColumns } from './read-attempts'
import { readTraceContext } from './read-trace-context'

export interface SpanGroup {
  /** Wall-clock time that is 0 on the spans' own clock, milliseconds since 1970. */
  originMs: number
  spans: TraceSpan[]
}

/**
 * Spans of a trial: first the leader changes, then each operation with its attempts. Nothing when the trial is not there; attempts
 * of damaged batches are left out, and operations whose end was in one.
 * @param isSampled by trace id; what it refuses is left out, and nothing is linked with it
 */
export async function* readTrialSpans(
  runId: string,
  trialIndex: number,
  isSampled: (traceId: string) => boolean,
  db: Database = database(),
): AsyncGenerator<SpanGroup> {
  const trial = await readTraceContext(runId, trialIndex, db)
  if (!trial) return
  const { context, startedAt } = trial
  const originOf = (at: string | undefined) => Date.parse(at ?? startedAt)
  const changes = leaderChangeSpans(context)
  if (changes.length > 0) {
    for await (const attempts of batchesOf(runId, trialIndex, db))
      linkInFlight(changes, attempts, context, isSampled)
    for (const { arm, span } of changes) {
      const window = arm === null ? context.windows[0] : windowOf(context.windows, arm)
      if (isSampled(span.traceId)) yield { originMs: originOf(window?.startedAt), spans: [span] }
    }
  }
  const sampledChanges = changes.filter(({ span }) => isSampled(span.traceId))
  const groupOf = (attempts: AttemptRecord[]): SpanGroup[] => {
    const [first] = attempts
    // Its end was in a batch that is damaged.
    if (!first || !attempts.some(({ stop }) => closesOperation(stop))) return []
    const { arm, operation } = first
    if (!isSampled(operationAddress(runId, trialIndex, arm, operation).traceId)) return []
    const originMs = originOf(windowOf(context.windows, arm)?.startedAt)
    return [{ originMs, spans: operationSpans(attempts, context, sampledChanges) }]
  }
  const groups = new OperationGroups()
  for await (const attempts of batchesOf(runId, trialIndex, db))
    for (const attempt of attempts) {
      const own = groups.add(attempt)
      if (own) yield* groupOf(own)
    }
  for (const own of groups.rest()) yield* groupOf(own)
}

async function* batchesOf(runId: string, trialIndex: number, db: Database) {
  for await (const { columns } of (await readColumns(runId, trialIndex, db)) ?? [])
    if (columns) yield attemptsOf([columns])
}
