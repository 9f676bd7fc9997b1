/** What the worker tells the outside of its work, by the way: metrics for Prometheus and spans by OTLP. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { TrialPhase } from '@/lib/core/summary/report'
import type { ClaimedRun } from '@/lib/db/claim-run'
import type { Database } from '@/lib/db/database'
import { readTrialSpans } from '@/lib/db/read-trial-spans'
import type { FinishedTrial } from '@/lib/db/record-trial'
import { traceSampler } from '@/lib/telemetry/sampling'
import type { SpanExport } from '@/lib/telemetry/span-export'
import type { WorkerMetrics } from '@/lib/telemetry/worker-metrics'

/** Told of everything as it happens; never throws and is never waited for. */
export interface Telemetry {
  phase(phase: TrialPhase): void
  /** Attempts that the measuring thread has handed over. */
  attempts(columns: AttemptColumns): void
  /** So many of them are in the database. */
  stored(attempts: number): void
  fault(entry: LedgerEntry): void
  trialStored(run: Pick<ClaimedRun, 'runId' | 'number'>, trial: FinishedTrial): void
  runEnded(end: string): void
  /** Sends what waits for at most so long. */
  close(withinMs: number): Promise<void>
}

/** Tells nobody. */
export const noTelemetry: Telemetry = {
  ...{ phase: nothing, attempts: nothing, stored: nothing, fault: nothing },
  ...{ trialStored: nothing, runEnded: nothing, close: () => Promise.resolve() },
}

function nothing(): void {
  // Nobody is told.
}

/** While these last, the machine belongs to the measurement. */
const MEASURING: readonly TrialPhase[] = ['inject', 'window', 'drain']

/** @param traces null = nothing is exported */
export function telemetryTo(
  db: Database,
  metrics: WorkerMetrics,
  traces: { spans: SpanExport; ratio: number } | null,
): Telemetry {
  const isSampled = traceSampler(traces?.ratio ?? 0)
  return {
    phase(phase) {
      if (MEASURING.includes(phase)) traces?.spans.hold()
      else traces?.spans.release()
      if (phase === 'set-up') metrics.trialBegins()
      if (phase === 'record') metrics.trialEnds()
    },
    attempts: (columns) => metrics.attempts(columns),
    stored: (attempts) => metrics.stored(attempts),
    fault: (entry) => metrics.fault(entry),
    trialStored({ runId, number }, { report, arms, windows }) {
      metrics.trialStored(report.quality, report.longestStallMs)
      if (!traces) return
      const changes = windows.reduce((sum, { leaderChanges }) => sum + (leaderChanges?.length ?? 0), 0)
      const inAll = arms.reduce(
        (sum, arm) => sum + arm.operations + arm.attempts + arm.auxiliaryRequests,
        changes,
      )
      traces.spans.add({
        what: `trial ${report.index + 1} of run ${number}`,
        spans: Math.round(inAll * traces.ratio),
        read: () => readTrialSpans(runId, report.index, isSampled, db),
      })
    },
    runEnded: (end) => metrics.runEnded(end),
    close: async (withinMs) => traces?.spans.close(withinMs),
  }
}
