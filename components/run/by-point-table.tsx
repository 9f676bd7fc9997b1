/** A row per fault point, a column per strategy. */
import type { ReactNode } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import ui from '@/components/ui/ui.module.css'

export function ByPointTable({
  label,
  points,
  looks,
  className = '',
  cell,
}: {
  /** What the table is, for readers who do not see it. */
  label: string
  points: readonly { pointIndex: number; name: string }[]
  looks: readonly StrategyLook[]
  className?: string | undefined
  /** A `td` for a fault point and a column's place. */
  cell: (pointIndex: number, column: number) => ReactNode
}) {
  return (
    <div className={ui.tableScroll} tabIndex={0} role="region" aria-label={label}>
      <table className={`${ui.table} ${className}`}>
        <thead>
          <tr>
            <th scope="col">Fault point</th>
            {looks.map((look) => (
              <th key={look.label} scope="col">
                <StrategyName look={look} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ pointIndex, name }) => (
            <tr key={pointIndex}>
              <th scope="row">{name}</th>
              {looks.map((_, column) => cell(pointIndex, column))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
