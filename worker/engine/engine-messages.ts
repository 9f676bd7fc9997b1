/** What the supervisor and the engine's thread say to each other. Both ends are built from this file. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { TrialPhase } from '@/lib/core/summary/report'
import type { TrialInput, TrialResult } from '@/lib/engine/trial'
import type { OrderAnswer, OrderMessage } from './program-bridge'

export type ToEngine =
  | { type: 'run'; input: TrialInput }
  /** The entries are stored: faults may be injected. `problem` = they could not be. */
  | { type: 'intended'; problem: string | null }
  | OrderAnswer
  /** End the trial under way: heal, then say `failed`. */
  | { type: 'abort' }

export type FromEngine =
  | { type: 'phase'; phase: TrialPhase }
  | { type: 'attempts'; columns: AttemptColumns }
  /** To be stored and answered before anything is injected. */
  | { type: 'intend'; entries: LedgerEntry[] }
  | { type: 'ledger'; entry: LedgerEntry }
  /** To be carried out by the lab's watchdog, and answered. */
  | OrderMessage
  | { type: 'finished'; result: TrialResult }
  | {
      type: 'failed'
      aborted: boolean
      isLabError: boolean
      isOwnStrategyError: boolean
      message: string
      stack: string
    }
