/** Places of a trend and of whiskers against a limit. Pure. */
import type { BoardPoint, BoardThreshold } from '@/lib/core/runs/board'
import { isCount } from '@/lib/core/experiment/threshold'

/** A piece of an axis. */
export interface Span {
  from: number
  to: number
}

/** Room beyond the outermost value, as a share of the axis. */
const ROOM = 0.08

/** One axis for the latest runs of all strategies of a threshold: the same place means the same figure. */
export function whiskerSpan({ threshold, rows }: BoardThreshold): Span {
  const points = rows.map(({ points }) => points.at(-1) ?? null)
  return spanOf(points, [threshold.value], threshold.metric)
}

/** Whether an axis of the latest runs has a size: a limit alone has none. */
export function hasScale({ rows }: BoardThreshold): boolean {
  return rows.some(({ points }) => points.at(-1)?.measured)
}

/** The axis of one trend: its own, so that a change shows beside other strategies that are far away. */
export function trendSpan(
  { metric }: BoardThreshold['threshold'],
  points: readonly (BoardPoint | null)[],
): Span {
  return spanOf(
    points,
    points.flatMap((point) => (point ? [point.limit] : [])),
    metric,
  )
}

/** Where a value lies, from 0 to 1; what lies outside counts as the end. */
export function placeOn({ from, to }: Span, value: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)))
}

function spanOf(
  points: readonly (BoardPoint | null)[],
  limits: readonly number[],
  metric: BoardThreshold['threshold']['metric'],
): Span {
  const measured = points.flatMap((point) => (point?.measured ? [point.measured] : []))
  const values = [...limits, ...measured.flatMap(({ low, high }) => [low, high])]
  if (values.length === 0) return { from: 0, to: 1 }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // Of counts that are all the same, one more is a step that can be seen.
  const size = high > low ? high - low : isCount(metric) ? 1 : Math.max(Math.abs(high) * 0.01, 1e-6)
  const from = low - size * ROOM
  return { from: isCount(metric) ? Math.min(0, from) : from, to: high + size * ROOM }
}
