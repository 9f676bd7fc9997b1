/** The course of a trial's windows: when each began, and the changes of leader with what they cost. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { leaderEvents, type LeaderEvent } from '@/lib/core/summary/leader-impact'
import type { TrialWindow } from '@/lib/core/trace/trial-window'
import type { TrialResult } from '@/lib/engine/trial'

/** Null where nobody looked. Where arms run one after the other, each has a window, and leaders, of its own. */
export function leaderEventsOf(
  { evidence, ledger }: Pick<TrialResult, 'evidence' | 'ledger'>,
  byArm: readonly AttemptRecord[][],
  windowMs: number,
): LeaderEvent[] | null {
  const looked = evidence.flatMap(({ arm, leaderChanges }) => (leaderChanges ? [{ arm, leaderChanges }] : []))
  if (looked.length === 0) return null
  return looked.flatMap(({ arm, leaderChanges }) =>
    leaderEvents(
      leaderChanges,
      byArm,
      arm === null ? [...byArm.keys()] : [arm],
      windowMs,
      ledger.filter((entry) => entry.arm === arm),
    ),
  )
}

export function windowsOf({ evidence, windowsStartedAt, startedAt }: TrialResult): TrialWindow[] {
  return evidence.map(({ arm, leaderChanges }, index) => ({
    ...{ arm, leaderChanges },
    startedAt: windowsStartedAt[index] ?? startedAt,
  }))
}
