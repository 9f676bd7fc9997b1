/** Points of a line over time that a drawing of a part of it needs: those in sight, the one before and the one after. Pure. */

type Point = readonly [atMs: number, value: number | null]

/** @param points in the order of time */
export function shownPoints<Points extends readonly Point[]>(
  points: Points,
  [fromMs, toMs]: readonly [number, number],
): readonly Point[] {
  const first = points.findLastIndex(([ms]) => ms <= fromMs)
  const last = points.findIndex(([ms]) => ms >= toMs)
  return points.slice(Math.max(0, first), last < 0 ? points.length : last + 1)
}
