/** The most at once: of operations in flight and waiting in a backoff, of connections open and waiting. */
import { z } from 'zod'
import { peakOf, type TrialSeries } from '../history/series'

const count = z.int().min(0).nullable()

/** Each null where nobody could tell. */
export const peaksSchema = z.strictObject({
  inFlight: count,
  inBackoff: count,
  connectionsOpen: count,
  connectionsWaiting: count,
})
export type Peaks = z.output<typeof peaksSchema>

/** Of an arm in one trial. */
export function peaksOf(series: readonly TrialSeries[], arm: number): Peaks {
  return {
    inFlight: peakOf(series, 'in-flight', arm),
    inBackoff: peakOf(series, 'in-backoff', arm),
    connectionsOpen: peakOf(series, 'connections-open', arm),
    connectionsWaiting: peakOf(series, 'connections-waiting', arm),
  }
}

/** Of several trials the highest; null where one of them did not keep it, or could not tell. */
export function mergePeaks(all: readonly (Peaks | null)[]): Peaks | null {
  const kept = all.flatMap((peaks) => peaks ?? [])
  if (kept.length === 0 || kept.length < all.length) return null
  const most = (pick: (peaks: Peaks) => number | null) => {
    const known = kept.flatMap((peaks) => pick(peaks) ?? [])
    return known.length < kept.length ? null : Math.max(...known)
  }
  return {
    inFlight: most(({ inFlight }) => inFlight),
    inBackoff: most(({ inBackoff }) => inBackoff),
    connectionsOpen: most(({ connectionsOpen }) => connectionsOpen),
    connectionsWaiting: most(({ connectionsWaiting }) => connectionsWaiting),
  }
}
