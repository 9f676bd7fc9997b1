/** What the spans of a finished trial share, from its stored row and its run's spec. */
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import { traceContextOf, type TraceContext } from '@/lib/core/trace/trace-context'
import { windowsWith } from '@/lib/core/trace/trial-window'
import { database, query, type Database } from './database'
import { leaderEventsSchema, ledgerSchema, readStored, windowsSchema } from './stored-json'

/**
 * @returns null when the run has no such finished trial. `startedAt` is the wall-clock time of its first window's begin;
 * `keptWindows` says whether it kept its windows: trials of earlier versions did not.
 */
export async function readTraceContext(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<{ context: TraceContext; startedAt: string; keptWindows: boolean } | null> {
  const trial = await query(db, (prisma) =>
    prisma.trial.findUnique({
      where: { runId_index: { runId, index: trialIndex } },
      select: {
        ...{ ledger: true, windows: true, leaderEvents: true, startedAt: true },
        run: { select: { id: true, number: true, spec: true } },
      },
    }),
  )
  if (!trial) return null
  const what = `Trial ${trialIndex} of run ${trial.run.number}`
  const windows = readStored(windowsSchema, trial.windows, what)
  const events = readStored(leaderEventsSchema.nullable(), trial.leaderEvents, what)
  const spec = readStored(frozenSpecSchema, trial.run.spec, what)
  const ledger = readStored(ledgerSchema, trial.ledger, what)
  return {
    context: traceContextOf(
      { id: trial.run.id, number: trial.run.number, spec },
      { index: trialIndex, ledger, windows: windowsWith(events, windows ?? []) },
    ),
    startedAt: trial.startedAt.toISOString(),
    keptWindows: windows !== null,
  }
}
