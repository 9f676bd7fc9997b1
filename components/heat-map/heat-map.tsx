'use client'

/** Small multiples: one map per strategy, all on the same scale. */
import { memo, useMemo, type CSSProperties, type SyntheticEvent } from 'react'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { CellAddress } from '@/lib/core/runs/cell-address'
import type { CellReport, RunReport } from '@/lib/core/summary/report'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { HeatCell } from './heat-cell'
import type { HeatAxes } from '@/lib/core/summary/heat-axes'
import type { HeatMetric } from './heat-scale'
import { mapColumnWidth } from './map-columns'
import { useRovingCell } from './use-roving-cell'
import styles from './heat-map.module.css'

export interface HeatMapProps {
  report: Pick<RunReport, 'cells' | 'points' | 'spec'>
  looks: readonly StrategyLook[]
  metric: HeatMetric
  axes: HeatAxes
  selected?: CellAddress | null
  /** Without it, cells cannot be chosen. Null = the chosen cell was chosen once more. Must stay the same, like the other props. */
  onSelect?: (address: CellAddress | null) => void
  onPoint?: (address: CellAddress | null) => void
  /** Open threads, by cell as addresses name it. Must stay the same as long as they do. */
  threads?: ReadonlyMap<string, number>
}

export const HeatMaps = memo(function HeatMaps({
  looks,
  report: { cells, points, spec },
  selected = null,
  ...rest
}: HeatMapProps) {
  const byAddress = useMemo(
    () => new Map(cells.map((cell) => [`${cell.pointIndex}.${cell.arm}`, cell])),
    [cells],
  )
  const { mode } = spec.matrix.loss
  const names = useMemo(() => points.map((point) => describeFaultPoint(point, mode)), [points, mode])
  return (
    <div className={styles.maps} style={mapSizes(rest.axes, looks.length)}>
      {looks.map((look, arm) => (
        <OneMap
          key={look.label}
          arm={arm}
          look={look}
          cells={byAddress}
          names={names}
          chosen={selected?.arm === arm ? selected.pointIndex : null}
          {...rest}
        />
      ))}
    </div>
  )
})

/** Large matrices get smaller cells, so that maps still stand side by side. */
function mapSizes({ columns, rows }: HeatAxes, maps: number): CSSProperties {
  const cellWidth = columns.length > 3 ? 50 : 64
  const cellHeight = rows.length > 6 ? 26 : 34
  const width = 80 + columns.length * cellWidth
  return {
    '--map-width': `${width}px`,
    '--map-column': mapColumnWidth(maps, width),
    '--cell-height': `${cellHeight}px`,
    '--map-height': `${51 + rows.length * (cellHeight + 3)}px`,
  } as CSSProperties
}

interface OneMapProps extends Omit<HeatMapProps, 'looks' | 'report' | 'selected'> {
  arm: number
  look: StrategyLook
  cells: ReadonlyMap<string, CellReport>
  /** Of the fault points. */
  names: readonly string[]
  /** The fault point of the chosen cell, when it is of this map. */
  chosen: number | null
}

/** The fault point of the cell that something was done to. */
function pointOf(target: EventTarget): number | null {
  const cell = target instanceof Element ? target.closest('[data-cell]') : null
  return cell ? Number(cell.getAttribute('data-cell')) : null
}

const OneMap = memo(function OneMap({
  arm,
  look,
  cells,
  names,
  metric,
  axes,
  chosen,
  onSelect,
  onPoint,
  threads,
}: OneMapProps) {
  const choose = ({ target }: SyntheticEvent) => {
    const pointIndex = pointOf(target)
    if (pointIndex !== null) onSelect?.(pointIndex === chosen ? null : { pointIndex, arm })
  }
  const { stop, setStop, onKeyDown } = useRovingCell(axes, chosen, choose)
  const point = (pointIndex: number | null) => onPoint?.(pointIndex === null ? null : { pointIndex, arm })
  return (
    <div className={styles.own}>
      <table
        className={styles.map}
        role={onSelect ? 'grid' : undefined}
        onKeyDown={onKeyDown}
        onClick={choose}
        onPointerOver={({ target }) => point(pointOf(target))}
        onPointerLeave={() => point(null)}
        onFocus={({ target }) => {
          const pointIndex = pointOf(target)
          point(pointIndex)
          if (pointIndex !== null) setStop(pointIndex)
        }}
        onBlur={() => point(null)}
      >
        <caption>
          <StrategyName look={look} />
        </caption>
        <thead>
          <tr>
            <td aria-hidden="true" />
            {axes.columns.map((column) => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axes.rows.map((row) => (
            <tr key={row.label}>
              {row.label === '' ? <td aria-hidden="true" /> : <th scope="row">{row.label}</th>}
              {row.points.map((pointIndex, column) =>
                pointIndex === null ? (
                  <td key={column} aria-hidden="true" />
                ) : (
                  <HeatCell
                    key={column}
                    cell={cells.get(`${pointIndex}.${arm}`)}
                    metric={metric}
                    name={`${look.label}, ${names[pointIndex] ?? ''}`}
                    pointIndex={pointIndex}
                    tabStop={stop === pointIndex}
                    selected={chosen === pointIndex}
                    canBeChosen={onSelect !== undefined}
                    threads={threads?.get(`${pointIndex}.${arm}`) ?? 0}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
})
