'use client'

/** What a person looks at on a run page, kept in its address: a link shows what its sender saw. */
import { createParser, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import { cellText, readCellAddress, type CellAddress } from '@/lib/core/runs/cell-address'
import type { RunReport } from '@/lib/core/summary/report'
import type { FaultPoint } from '@/lib/core/fault/fault-point'
import { DIMENSIONS, variedDimensions, type Dimension } from '@/lib/core/summary/heat-axes'
import { HEAT_METRICS, type HeatMetricName } from './heat-scale'

/** A cell as `<point>.<strategy>`, both from 0. */
const parseAsCell = createParser<CellAddress>({
  parse: readCellAddress,
  serialize: cellText,
  eq: (a, b) => a.pointIndex === b.pointIndex && a.arm === b.arm,
})

const parsers = {
  metric: parseAsStringLiteral(HEAT_METRICS),
  columns: parseAsStringLiteral(DIMENSIONS),
}

type Cells = Pick<RunReport, 'points' | 'spec'>

/** The cell that an address names; null when this run has none of that name. */
export function cellOf(text: string, report: Cells): CellAddress | null {
  return known(parseAsCell.parse(text), report)
}

function known(cell: CellAddress | null, { points, spec }: Cells): CellAddress | null {
  return cell && cell.pointIndex < points.length && cell.arm < spec.strategies.length ? cell : null
}

export interface RunView {
  metricName: HeatMetricName
  across: Dimension
  cell: CellAddress | null
  setMetric(name: HeatMetricName | undefined): void
  setAcross(dimension: Dimension | undefined): void
  setCell(cell: CellAddress | null): void
}

/** Where nothing varies, the first of what is disturbed: its value heads the only column. */
function onlyDimension([point]: readonly FaultPoint[]): Dimension {
  return DIMENSIONS.find((name) => (point?.[name] ?? 0) > 0) ?? 'leaderSwitchesPerMinute'
}

/** The view with defaults filled in; an address that points outside this run counts as none (tabs/address-notice.tsx says so). */
export function useRunView(report: Cells): RunView {
  const [state, setState] = useQueryStates(parsers, { history: 'replace' })
  const varied = variedDimensions(report.points)
  const across = state.columns ?? varied[0] ?? onlyDimension(report.points)
  return {
    metricName: state.metric ?? 'success',
    across,
    ...useChosenCell(report),
    setMetric: (metric) => void setState({ metric: metric === 'success' ? null : (metric ?? null) }),
    setAcross: (dimension) =>
      void setState({ columns: dimension === varied[0] ? null : (dimension ?? null) }),
  }
}

/**
 * The chosen cell alone: what depends on nothing else is not drawn again when the metric changes.
 * @returns a setter that stays the same from one drawing to the next
 */
export function useChosenCell(report: Cells): Pick<RunView, 'cell' | 'setCell'> {
  const [cell, set] = useQueryState('cell', parseAsCell.withOptions({ history: 'replace' }))
  const setCell = useCallback((next: CellAddress | null) => void set(next), [set])
  return { cell: known(cell, report), setCell }
}
