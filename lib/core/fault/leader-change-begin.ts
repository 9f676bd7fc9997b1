/** When a change of leader began: the same for tables, charts and spans. */
import type { LeaderChange } from './evidence'
import type { LedgerEntry } from './ledger'

/** A switch that was asked for longer ago than this is not the cause of a change. An election takes one to two seconds. */
const CAUSE_WITHIN_MS = 5_000

/**
 * A change begins when the old leader was asked to go, by the schedule of its own window; where nobody asked, or no majority named a
 * leader before that, when none did. `step` is the one that asked; null = the change came by itself.
 * @param ledger entries of that window, in the order of the schedule
 * @param before the change before it
 */
export function leaderChangeBegin(
  { seenMs, leaderlessMs }: LeaderChange,
  before: LeaderChange | undefined,
  ledger: readonly LedgerEntry[],
): { startMs: number; step: string | null } {
  const sinceMs = Math.max(before?.seenMs ?? -Infinity, seenMs - CAUSE_WITHIN_MS)
  const cause = ledger.findLast(
    ({ fault, actsMs }) =>
      fault === 'leader-transfer' && actsMs !== null && actsMs > sinceMs && actsMs <= seenMs,
  )
  return { startMs: Math.min(cause?.actsMs ?? Infinity, seenMs - leaderlessMs), step: cause?.step ?? null }
}
