'use client'

/** Small multiples: one map per strategy, all on the same scale. */
import type { CSSProperties, ReactNode } from 'react'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { CellReport, RunReport } from '@/lib/core/summary/report'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { HeatCell } from './heat-cell'
import type { HeatAxes } from '@/lib/core/summary/heat-axes'
import type { HeatMetric } from './heat-scale'
import { mapColumnWidth } from './map-columns'
import { useRovingCell } from './use-roving-cell'
import styles from './heat-map.module.css'

export interface CellAddress {
  pointIndex: number
  arm: number
}

export interface HeatMapProps {
  report: Pick<RunReport, 'cells' | 'points' | 'spec'>
  looks: readonly StrategyLook[]
  metric: HeatMetric
  axes: HeatAxes
  selected?: CellAddress | null
  /** Without it, cells are no buttons. */
  onSelect?: (address: CellAddress) => void
  onPoint?: (address: CellAddress | null) => void
  /** On a phone under the map of the selected cell: what lies below all maps is out of sight there. */
  sentence?: ReactNode
}

export function HeatMaps({ looks, report, ...rest }: HeatMapProps) {
  const cells = new Map(report.cells.map((cell) => [`${cell.pointIndex}.${cell.arm}`, cell]))
  return (
    <div className={styles.maps} style={mapSizes(rest.axes, looks.length)}>
      {looks.map((look, arm) => (
        <OneMap key={look.label} arm={arm} look={look} cells={cells} report={report} {...rest} />
      ))}
    </div>
  )
}

/** Large matrices get smaller cells, so that maps still stand side by side. */
function mapSizes({ columns, rows }: HeatAxes, maps: number): CSSProperties {
  const cellWidth = columns.length > 3 ? 50 : 64
  const width = 80 + columns.length * cellWidth
  return {
    '--map-width': `${width}px`,
    '--map-column': mapColumnWidth(maps, width),
    '--cell-height': rows.length > 6 ? '26px' : '34px',
  } as CSSProperties
}

interface OneMapProps extends Omit<HeatMapProps, 'looks'> {
  arm: number
  look: StrategyLook
  cells: Map<string, CellReport>
}

function OneMap({
  arm,
  look,
  cells,
  report: { points, spec },
  metric,
  axes,
  selected,
  onSelect,
  onPoint,
  sentence,
}: OneMapProps) {
  const chosen = selected?.arm === arm ? selected.pointIndex : null
  const { stop, setStop, onKeyDown } = useRovingCell(axes, chosen)
  return (
    <div>
      <table className={styles.map} onKeyDown={onKeyDown}>
        <caption>
          <StrategyName look={look} />
        </caption>
        <thead>
          <tr>
            <td />
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
              {row.label === '' ? <td /> : <th scope="row">{row.label}</th>}
              {row.points.map((pointIndex, column) => {
                const point = pointIndex === null ? undefined : points[pointIndex]
                if (pointIndex === null || !point) return <td key={column} />
                const address = { pointIndex, arm }
                return (
                  <HeatCell
                    key={column}
                    cell={cells.get(`${pointIndex}.${arm}`)}
                    metric={metric}
                    name={`${look.label}, ${describeFaultPoint(point, spec.matrix.loss.mode)}`}
                    pointIndex={pointIndex}
                    tabStop={stop === pointIndex}
                    selected={chosen === pointIndex}
                    {...(onSelect ? { onSelect: () => onSelect(address) } : {})}
                    {...(onPoint
                      ? {
                          onPoint: (on: boolean) => onPoint(on ? address : null),
                          onFocus: () => setStop(pointIndex),
                        }
                      : {})}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen !== null && sentence ? <p className={styles.under}>{sentence}</p> : null}
    </div>
  )
}
