/** What is kept of a fault window beside the ledger: when it began by the wall clock, and how the leader changed in it. */
import { z } from 'zod'
import { leaderChangeSchema } from '../fault/evidence'

export const trialWindowSchema = z.strictObject({
  /** The arm whose window it is where arms run one after the other; null = all at once. */
  arm: z.int().nullable(),
  /** Wall-clock time of the instant that is 0 in its records, ISO 8601. */
  startedAt: z.string(),
  /** Null where nobody looked. */
  leaderChanges: z.array(leaderChangeSchema).nullable(),
})
export type TrialWindow = z.output<typeof trialWindowSchema>

/** The window that an arm was loaded in; undefined for trials of versions that did not keep it. */
export function windowOf(windows: readonly TrialWindow[], arm: number): TrialWindow | undefined {
  return windows.find((window) => window.arm === null || window.arm === arm)
}
