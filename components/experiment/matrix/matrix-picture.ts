/** The fault points as they lie in a picture: a grid of the two dimensions that vary first, and one such grid per value of the others. */
import { countPoints, faultPoints, AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import type { Matrix } from '@/lib/core/experiment/matrix'
import { axisTitles, valuesOf } from '@/lib/core/experiment/matrix-words'
import type { FaultPoint } from '@/lib/core/fault/fault-point'
import { counted } from '@/components/format/figures'
import {
  DIMENSIONS,
  dimensionTitles,
  heatAxes,
  pointTitle,
  variedDimensions,
  type Dimension,
  type HeatAxes,
} from '@/lib/core/summary/heat-axes'

/** More cells would be dust, and slow to draw while somebody types. */
const MOST_CELLS = 1_500

export interface MatrixPicture {
  points: readonly FaultPoint[]
  /** "2 latencies × 2 jitters = 4 fault points". */
  words: string
  /** What stands across, down, and from grid to grid; '' = nothing. */
  titles: { across: string; down: string; grids: string }
  /** Rows of grids, by the outermost dimension of four; null where the points are too many to be drawn. */
  bands: { label: string; grids: PictureGrid[] }[] | null
}

export interface PictureGrid {
  /** '' = there is only one. */
  label: string
  /** Cells are indices of the picture's points. */
  axes: Pick<HeatAxes, 'columns' | 'rows'>
}

export function matrixPicture(matrix: Matrix): MatrixPicture {
  const words = sizeWords(matrix)
  if (countPoints(matrix) > MOST_CELLS)
    return { points: [], words, titles: { across: '', down: '', grids: '' }, bands: null }
  const points = faultPoints(matrix)
  const varied = variedDimensions(points)
  const across = varied[0] ?? DIMENSIONS[0]
  // Chosen points leave places empty: in one grid it is seen which.
  const apart = matrix.points ? [] : varied.slice(2).reverse()
  const down = varied.filter((dimension) => dimension !== across && !apart.includes(dimension))
  const outer = apart.length > 1 ? apart[0] : undefined
  const inner = apart.at(-1)
  const gridOf = (label: string, places: number[]): PictureGrid => {
    const { columns, rows } = heatAxes(
      places.flatMap((place) => points[place] ?? []),
      across,
      matrix,
    )
    const own = (cell: number | null) => (cell === null ? null : (places[cell] ?? null))
    // Where nothing varies, a value under the only cell would say nothing.
    const named = varied.length === 0 ? columns.map((column) => ({ ...column, label: '' })) : columns
    return {
      label,
      axes: { columns: named, rows: rows.map((row) => ({ ...row, points: row.points.map(own) })) },
    }
  }
  const bands = groupsBy(
    points,
    points.map((_, index) => index),
    outer,
  ).map(({ label, places }) => ({
    label,
    grids: groupsBy(points, places, inner).map((group) => gridOf(group.label, group.places)),
  }))
  return {
    points,
    words,
    titles: {
      across: varied.length === 0 ? '' : dimensionTitles(matrix)[across],
      down: pointTitle(down, matrix),
      grids: pointTitle(apart, matrix),
    },
    bands,
  }
}

/** Places of points by the value of a dimension, ascending; all together without one. */
function groupsBy(
  points: readonly FaultPoint[],
  places: number[],
  by: Dimension | undefined,
): { label: string; places: number[] }[] {
  if (!by) return [{ label: '', places }]
  return valuesOf(points, by).map((value) => ({
    label: VALUE_WORDS[by](value),
    places: places.filter((place) => points[place]?.[by] === value),
  }))
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

/** A value with its dimension and unit, over a grid. */
const VALUE_WORDS: Record<Dimension, (value: number) => string> = {
  lossPercent: (value) => `loss ${value} %`,
  latencyMs: (value) => `latency ${value} ms`,
  jitterMs: (value) => `jitter ± ${value} ms`,
  leaderSwitchesPerMinute: (value) => `${value} switches/min`,
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
