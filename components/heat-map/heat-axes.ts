/** Which fault points stand where: one dimension across, the others down. */
import type { FaultPoint } from '@/lib/core/fault/fault-point'

export const DIMENSIONS = ['leaderSwitchesPerMinute', 'jitterMs', 'latencyMs'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export const DIMENSION_TITLES: Record<Dimension, string> = {
  leaderSwitchesPerMinute: 'leader switches per minute',
  jitterMs: 'jitter, ms',
  latencyMs: 'latency, ms',
}

export interface HeatAxes {
  columnTitle: string
  rowTitle: string
  columns: { value: number; label: string }[]
  rows: {
    label: string
    /** Point index per column; null where the matrix has no such point. */ points: (number | null)[]
  }[]
}

/** The dimensions that have more than one value; all there is to choose from. */
export function variedDimensions(points: readonly FaultPoint[]): Dimension[] {
  return DIMENSIONS.filter((dimension) => distinct(points.map((point) => point[dimension])).length > 1)
}

/** Lays the points out with `across` as columns and every combination of the other two as rows. */
export function heatAxes(points: readonly FaultPoint[], across: Dimension): HeatAxes {
  const columns = distinct(points.map((point) => point[across]))
  const rows = new Map<string, (number | null)[]>()
  points.forEach((point, index) => {
    const label = rowLabel(point, across)
    const row = rows.get(label) ?? columns.map(() => null)
    row[columns.indexOf(point[across])] = index
    rows.set(label, row)
  })
  return {
    columnTitle: DIMENSION_TITLES[across],
    rowTitle: rowTitle(across),
    columns: columns.map((value) => ({ value, label: columnLabel(value, across) })),
    rows: [...rows].map(([label, row]) => ({ label, points: row })),
  }
}

function rowTitle(across: Dimension): string {
  if (across === 'leaderSwitchesPerMinute') return 'latency ± jitter, ms'
  return across === 'jitterMs' ? 'latency, ms · switches/min' : '± jitter, ms · switches/min'
}

function rowLabel(point: FaultPoint, across: Dimension): string {
  const { latencyMs, jitterMs, leaderSwitchesPerMinute } = point
  if (across === 'leaderSwitchesPerMinute') return `${latencyMs} ± ${jitterMs}`
  return across === 'jitterMs'
    ? `${latencyMs} · ${leaderSwitchesPerMinute}`
    : `± ${jitterMs} · ${leaderSwitchesPerMinute}`
}

function columnLabel(value: number, across: Dimension): string {
  return across === 'jitterMs' ? `±${value}` : `${value}`
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)]
}
