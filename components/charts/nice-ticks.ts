/** Round ticks for an axis of any range. */

/** Intervals between ticks, at most: labels of a narrow card must not touch. */
const INTERVALS = 4

/**
 * Round ticks around both ends and zero; the first and the last are the ends of the axis.
 * @returns at least two, ascending
 */
export function niceTicks(low: number, high: number): number[] {
  const [from, to] = [Math.min(0, low), Math.max(0, high)]
  if (from === to) return [0, 1]
  const rough = (to - from) / INTERVALS
  const unit = 10 ** Math.floor(Math.log10(rough))
  // A range across zero can need one interval more than its length says, so a step is tried before it is taken.
  const step =
    [1, 2, 2.5, 5, 10, 20, 25, 50]
      .map((factor) => factor * unit)
      .find((size) => Math.ceil(to / size) - Math.floor(from / size) <= INTERVALS) ?? 100 * unit
  const first = Math.floor(from / step)
  const count = Math.max(1, Math.ceil(to / step) - first)
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}
