/** What went on over time in a trial, beside its attempts: one row per thing and arm or member. */
import { z } from 'zod'

/**
 * in-flight, in-backoff: the most operations at once within each step. refused-…: tries that a budget or throttle, or a breaker,
 * refused in each step. breaker: its state from then on (see {@link BREAKER_STATES}). connections-…: as sampled; waiting = without
 * a connection that should be there (channels), or attempts that wait for one (HTTP). proposals-pending, has-leader: as a member
 * says; proposals-failed: how many more since the sample before.
 */
export const SERIES_NAMES = [
  'in-flight',
  'in-backoff',
  'breaker',
  'refused-budget',
  'refused-breaker',
  'connections-open',
  'connections-waiting',
  'proposals-pending',
  'proposals-failed',
  'has-leader',
] as const
export type SeriesName = (typeof SERIES_NAMES)[number]

/** Their places are the values of the series `breaker`: never reorder. */
export const BREAKER_STATES = ['closed', 'half-open', 'open'] as const
export type BreakerStateName = (typeof BREAKER_STATES)[number]

export const trialSeriesSchema = z.strictObject({
  name: z.enum(SERIES_NAMES),
  /** Index of the strategy; of what members say: whose window it was, where arms run one after the other. Null = all. */
  arm: z.int().min(0).nullable(),
  /** Name of the member; null for what is an arm's own. */
  member: z.string().nullable(),
  /** Milliseconds from the window's begin, ascending, and the value; null = nobody knows. */
  points: z.array(z.tuple([z.number(), z.number().nullable()])),
})
export type TrialSeries = z.output<typeof trialSeriesSchema>

/** Changes of a breaker that are kept; what comes after them is unknown. */
export const MAX_CHANGES = 5_000
const STEPS_AT_MOST = 1_200
const SHORTEST_STEP_MS = 250

/** From one sample to the next: four a second, and fewer in long windows. */
export function seriesStepMs(windowMs: number): number {
  return Math.max(SHORTEST_STEP_MS, windowMs / STEPS_AT_MOST)
}

/** The highest value; null of no series, or where nothing was known. */
export function peakOf(series: readonly TrialSeries[], name: SeriesName, arm: number): number | null {
  const values = series
    .filter((one) => one.name === name && one.arm === arm)
    .flatMap(({ points }) => points.flatMap(([, value]) => value ?? []))
  return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value))
}
