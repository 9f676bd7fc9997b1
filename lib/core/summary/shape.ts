/** The shape of a distribution for drawing: a few bars of equal width. */
import type { Histogram } from './histogram'

const BARS = 20
/** The share of values at each end that may lie beyond the drawn range: they are counted in the outermost bars. */
const BEYOND = 0.005

export interface Shape {
  from: number
  to: number
  /** From low to high, equally wide; the outermost hold what lies beyond them, too. */
  bars: number[]
}

/** Null of no values. */
export function shapeOf(histogram: Histogram): Shape | null {
  const low = histogram.quantile(BEYOND)
  const high = histogram.quantile(1 - BEYOND)
  if (low === null || high === null) return null
  // All values are one: a bar in the middle of something.
  const reach = high > low ? 0 : Math.max(0.5, Math.abs(low) * 0.01)
  const [from, to] = [low - reach, high + reach]
  const bars = Array.from({ length: BARS }, () => 0)
  for (const [value, count] of histogram.values()) {
    const place = Math.floor(((value - from) / (to - from)) * BARS)
    const bar = Math.min(Math.max(place, 0), BARS - 1)
    bars[bar] = (bars[bar] ?? 0) + count
  }
  return { from, to, bars }
}
