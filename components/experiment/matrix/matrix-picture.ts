/** The fault points as they lie in a picture: a grid of the two dimensions that vary first, and one such grid per value of the others. */
import { countPoints, faultPoints, AXIS_NAMES, type Matrix } from '@/lib/core/experiment/matrix'
import { axisTitles, valuesOf } from '@/lib/core/experiment/matrix-words'
import type { FaultPoint } from '@/lib/core/fault/fault-point'
import { counted } from '@/components/format/figures'
import {
  DIMENSIONS,
  dimensionTitles,
  heatAxes,
  pointName,
  pointTitle,
  variedDimensions,
  type HeatAxes,
} from '@/components/heat-map/heat-axes'

/** More cells would be dust, and slow to draw while somebody types. */
const MOST_CELLS = 1_500

export interface MatrixPicture {
  points: readonly FaultPoint[]
  /** "2 latencies × 2 jitters = 4 fault points". */
  words: string
  /** What stands across, down, and from grid to grid; '' = nothing. */
  titles: { across: string; down: string; grids: string }
  /** Null where the points are too many to be drawn. Cells are indices of `points`. */
  grids: { label: string; axes: Pick<HeatAxes, 'columns' | 'rows'> }[] | null
}

export function matrixPicture(matrix: Matrix): MatrixPicture {
  const words = sizeWords(matrix)
  if (countPoints(matrix) > MOST_CELLS)
    return { points: [], words, titles: { across: '', down: '', grids: '' }, grids: null }
  const points = faultPoints(matrix)
  const varied = variedDimensions(points)
  const across = varied[0] ?? DIMENSIONS[0]
  // Chosen points leave places empty: in one grid it is seen which.
  const apart = matrix.points ? [] : varied.slice(2)
  const down = varied.filter((dimension) => dimension !== across && !apart.includes(dimension))
  const groups = new Map<string, number[]>()
  for (const [index, point] of points.entries()) {
    const label = pointName(point, apart)
    groups.set(label, [...(groups.get(label) ?? []), index])
  }
  const grids = [...groups].map(([label, places]) => {
    const { columns, rows } = heatAxes(
      places.flatMap((place) => points[place] ?? []),
      across,
      matrix,
    )
    const own = (cell: number | null) => (cell === null ? null : (places[cell] ?? null))
    return { label, axes: { columns, rows: rows.map((row) => ({ ...row, points: row.points.map(own) })) } }
  })
  return {
    points,
    words,
    titles: {
      across: varied.length === 0 ? '' : dimensionTitles(matrix)[across],
      down: pointTitle(down, matrix),
      grids: pointTitle(apart, matrix),
    },
    grids,
  }
}

/** "2 latencies × 2 jitters = 4 fault points", "7 chosen fault points". */
function sizeWords(matrix: Matrix): string {
  const points = counted(countPoints(matrix), 'fault point')
  if (matrix.points) return `${points}, chosen one by one`
  const sizes = AXIS_NAMES.filter((name) => matrix[name].length > 1).map(
    (name) => `${matrix[name].length} × ${SHORT[name]}`,
  )
  return sizes.length === 0 ? points : `${points} = ${sizes.join(' · ')}`
}

const SHORT = {
  lossPercent: 'loss',
  latencyMs: 'latency',
  jitterMs: 'jitter',
  leaderSwitchesPerMinute: 'leader switches',
}

/** "request loss per attempt 5 %, latency 100 ms …": a point in words, for those who cannot see where it lies. */
export function extentWords(matrix: Matrix, points: readonly FaultPoint[]): string {
  const titles = axisTitles(matrix)
  return AXIS_NAMES.map((name) => {
    const values = valuesOf(points, name)
    return `${titles[name]} ${values.length > 1 ? `${values[0]} to ${values.at(-1)}` : (values[0] ?? 0)}`
  }).join(', ')
}
