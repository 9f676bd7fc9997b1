/** Which fault points stand where: one dimension across, every combination of the other varied ones down. */
import { AXIS_NAMES, type AxisName } from '../experiment/fault-points'
import type { Matrix } from '../experiment/matrix'
import { axisTitles, AXIS_UNITS, valuesOf } from '../experiment/matrix-words'
import type { FaultPoint } from '../fault/fault-point'

/** The first one that varies stands across unless somebody chooses another. */
export const DIMENSIONS = [
  'leaderSwitchesPerMinute',
  'jitterMs',
  'latencyMs',
  'lossPercent',
] as const satisfies readonly AxisName[]
export type Dimension = (typeof DIMENSIONS)[number]

/** What loss and latency mean in this matrix. */
export type MatrixWays = Pick<Matrix, 'loss' | 'latency'>

export interface HeatAxes {
  columnTitle: string
  /** Empty when only one dimension varies. */
  rowTitle: string
  columns: { value: number; label: string }[]
  /** Point index per column; null where the matrix has no such point. */
  rows: { label: string; points: (number | null)[] }[]
  /** What every place of the map has in common, "30 % ack loss"; empty where nothing but what varies is disturbed. */
  everywhere: string
  /** Whether chosen points leave places empty. */
  hasHoles: boolean
}

/** "request loss per attempt, %", "leader switches per minute". */
export function dimensionTitles(ways: MatrixWays): Record<Dimension, string> {
  const titles = axisTitles(ways)
  const withUnit = (name: Dimension) =>
    name === 'leaderSwitchesPerMinute'
      ? `${titles[name]} ${AXIS_UNITS[name]}`
      : `${titles[name]}, ${AXIS_UNITS[name]}`
  return {
    lossPercent: withUnit('lossPercent'),
    latencyMs: withUnit('latencyMs'),
    jitterMs: withUnit('jitterMs'),
    leaderSwitchesPerMinute: withUnit('leaderSwitchesPerMinute'),
  }
}

/** For where there is little room; links and units are told elsewhere, the mode of the loss always. */
export function shortDimension(name: Dimension, mode: Matrix['loss']['mode']): string {
  const words: Record<Dimension, string> = {
    lossPercent: `${mode} loss`,
    latencyMs: 'latency',
    jitterMs: 'jitter',
    leaderSwitchesPerMinute: 'leader switches',
  }
  return words[name]
}

/** The dimensions that have more than one value; all there is to choose from. */
export function variedDimensions(points: readonly FaultPoint[]): Dimension[] {
  return DIMENSIONS.filter((dimension) => valuesOf(points, dimension).length > 1)
}

/** Lays the points out with `across` as columns; what does not vary is not shown. */
export function heatAxes(points: readonly FaultPoint[], across: Dimension, ways: MatrixWays): HeatAxes {
  const values = valuesOf(points, across)
  const down = variedDimensions(points).filter((dimension) => dimension !== across)
  const inOrder = points
    .map((point, index) => ({ point, index }))
    .sort((a, b) => comparePoints(a.point, b.point, down))
  const rows = new Map<string, (number | null)[]>()
  for (const { point, index } of inOrder) {
    const label = pointName(point, down)
    const row = rows.get(label) ?? values.map(() => null)
    row[values.indexOf(point[across])] = index
    rows.set(label, row)
  }
  return {
    columnTitle: dimensionTitles(ways)[across],
    rowTitle: pointTitle(down, ways),
    columns: values.map((value) => ({ value, label: columnLabel(value, across) })),
    rows: [...rows].map(([label, row]) => ({ label, points: row })),
    everywhere: everywhereOf(points, ways.loss.mode),
    hasHoles: [...rows.values()].some((row) => row.includes(null)),
  }
}

/** The faults that are the same at all points. */
function everywhereOf(points: readonly FaultPoint[], mode: Matrix['loss']['mode']): string {
  const [first] = points
  if (!first) return ''
  const varied = variedDimensions(points)
  const common = AXIS_NAMES.filter((name) => !varied.includes(name) && first[name] > 0)
  const parts: Record<AxisName, string> = {
    lossPercent: `${first.lossPercent} % ${mode} loss`,
    latencyMs: `latency ${first.latencyMs} ms`,
    jitterMs: `jitter ± ${first.jitterMs} ms`,
    leaderSwitchesPerMinute: `${first.leaderSwitchesPerMinute} leader switches per minute`,
  }
  return common.map((name) => parts[name]).join(' · ')
}

function comparePoints(a: FaultPoint, b: FaultPoint, by: readonly Dimension[]): number {
  for (const name of AXIS_NAMES) if (by.includes(name) && a[name] !== b[name]) return a[name] - b[name]
  return 0
}

/** "5 % · 100 ± 50 · 6/min", of these dimensions only; empty without any. */
export function pointName(point: FaultPoint, of: readonly Dimension[]): string {
  const { lossPercent, latencyMs, jitterMs, leaderSwitchesPerMinute } = point
  const parts: string[] = []
  if (of.includes('lossPercent')) parts.push(`${lossPercent} %`)
  if (of.includes('latencyMs') && of.includes('jitterMs')) parts.push(`${latencyMs} ± ${jitterMs}`)
  else if (of.includes('latencyMs')) parts.push(`${latencyMs}`)
  else if (of.includes('jitterMs')) parts.push(`± ${jitterMs}`)
  if (of.includes('leaderSwitchesPerMinute'))
    parts.push(of.length > 1 ? `${leaderSwitchesPerMinute}/min` : `${leaderSwitchesPerMinute}`)
  return parts.join(' · ')
}

/** What the parts of {@link pointName} are. */
export function pointTitle(of: readonly Dimension[], ways: MatrixWays): string {
  const titles = dimensionTitles(ways)
  const withJitter = of.includes('latencyMs') && of.includes('jitterMs')
  return AXIS_NAMES.filter((name) => of.includes(name) && !(withJitter && name === 'jitterMs'))
    .map((name) =>
      withJitter && name === 'latencyMs' ? `${axisTitles(ways).latencyMs} ± jitter, ms` : titles[name],
    )
    .join(' · ')
}

function columnLabel(value: number, across: Dimension): string {
  if (across === 'lossPercent') return `${value} %`
  return across === 'jitterMs' ? `± ${value}` : `${value}`
}
