/** The fault points of a matrix: all combinations of its axes, or those that were chosen. Apart from its schema, which pages do without. */
import type { FaultPoint } from '../fault/fault-point'
import type { Matrix } from './matrix'

/** The axes by name, for forms. */
export const AXIS_NAMES = ['lossPercent', 'latencyMs', 'jitterMs', 'leaderSwitchesPerMinute'] as const
export type AxisName = (typeof AXIS_NAMES)[number]

/** How many points the matrix has, without making them. */
export function countPoints(matrix: Matrix): number {
  return matrix.points?.length ?? AXIS_NAMES.reduce((product, name) => product * matrix[name].length, 1)
}

/** What one axis takes on, without making the points. */
export function axisValues(matrix: Matrix, name: AxisName): readonly number[] {
  return matrix.points?.map((point) => point[name]) ?? matrix[name]
}

/** All fault points: those chosen, or every combination, loss outermost, then latency, jitter and leader switches. */
export function faultPoints(matrix: Matrix): FaultPoint[] {
  if (matrix.points) return matrix.points
  return matrix.lossPercent.flatMap((lossPercent) =>
    matrix.latencyMs.flatMap((latencyMs) =>
      matrix.jitterMs.flatMap((jitterMs) =>
        matrix.leaderSwitchesPerMinute.map((leaderSwitchesPerMinute) => ({
          lossPercent,
          latencyMs,
          jitterMs,
          leaderSwitchesPerMinute,
        })),
      ),
    ),
  )
}
