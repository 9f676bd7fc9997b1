/** What is kept of a fault window beside the ledger: when it began by the wall clock, and how the leader changed in it. */
import { z } from 'zod'
import { leaderChangeSchema } from '../fault/evidence'
import type { LeaderEvent } from '../summary/leader-impact'

const trialWindowSchema = z.strictObject({
  /** The arm whose window it is where arms run one after the other; null = all at once. */
  arm: z.int().nullable(),
  /** Wall-clock time of the instant that is 0 in its records, ISO 8601. */
  startedAt: z.string(),
  /** Null where nobody looked. */
  leaderChanges: z.array(leaderChangeSchema).nullable(),
})
export type TrialWindow = z.output<typeof trialWindowSchema>

/** As it is stored: its changes stand in the trial's events alone. Trials of earlier versions have them in both. */
export const storedWindowSchema = trialWindowSchema.partial({ leaderChanges: true })
export type StoredWindow = z.output<typeof storedWindowSchema>

/** The windows of a trial, each with its changes. @param events null where nobody looked */
export function windowsWith(
  events: readonly LeaderEvent[] | null,
  windows: readonly StoredWindow[],
): TrialWindow[] {
  const changesOf = (arm: number | null) =>
    events &&
    events
      .filter(({ impacts }) => arm === null || impacts.some((impact) => impact.arm === arm))
      .map(({ seenMs, from, to, leaderlessMs }) => ({ seenMs, from, to, leaderlessMs }))
  return windows.map(({ leaderChanges, ...window }) => ({
    ...window,
    leaderChanges: leaderChanges === undefined ? changesOf(window.arm) : leaderChanges,
  }))
}

/** The window that an arm was loaded in; undefined for trials of versions that did not keep it. */
export function windowOf(windows: readonly TrialWindow[], arm: number): TrialWindow | undefined {
  return windows.find((window) => window.arm === null || window.arm === arm)
}
