/** The engine as the supervisor sees it; tests put another one in its place. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { TrialPhase } from '@/lib/core/summary/report'
import type { TrialInput, TrialResult } from '@/lib/engine/trial'

export interface TrialListener {
  phase(phase: TrialPhase): void
  attempts(columns: AttemptColumns): void
  /** Stores what is about to be injected; nothing is before it has resolved. */
  intend(entries: readonly LedgerEntry[]): Promise<void>
  ledger(entry: LedgerEntry): void
}

export interface Engine {
  /**
   * Runs one trial. When the signal is aborted the trial ends within two seconds, faults are gone, and the signal's
   * reason is thrown.
   */
  runTrial(input: TrialInput, listener: TrialListener, signal: AbortSignal): Promise<TrialResult>
  close(): Promise<void>
}

/** The engine stopped because of a mistake in Retryscope itself. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
}
