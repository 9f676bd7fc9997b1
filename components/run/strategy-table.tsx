/** A table with one row per strategy; a list on a phone. Scrolls within its card where it is too wide. */
import type { ReactNode } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { Explain } from '@/components/words/explain'
import type { MetricName, MetricWords } from '@/lib/core/words/metric-words'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export interface StrategyColumn<Row> {
  title: string
  /** What it means, behind a sign after the title. */
  explain?: MetricName | MetricWords
  /** Figures stand at the right. */
  isFigure?: boolean
  cell(row: Row): ReactNode
}

export function StrategyTable<Row extends { look: StrategyLook }>({
  label,
  rows,
  columns,
}: {
  /** What the table is, for readers who do not see it. */
  label: string
  rows: readonly Row[]
  columns: readonly StrategyColumn<Row>[]
}) {
  const classOf = ({ isFigure = false }: StrategyColumn<Row>) => (isFigure ? ui.figure : undefined)
  return (
    <div className={ui.tableScroll} tabIndex={0} role="region" aria-label={label}>
      <table className={`${ui.table} ${styles.asList}`}>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title} {column.explain ? <Explain of={column.explain} /> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.look.label}>
              <th scope="row">
                <StrategyName look={row.look} />
              </th>
              {columns.map((column) => (
                <td key={column.title} data-label={column.title} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The arms that have a look and figures, each with what is to be shown of it. */
export function strategyRows<Arm>(
  arms: readonly (Arm | null)[],
  looks: readonly StrategyLook[],
): { look: StrategyLook; arm: Arm }[] {
  return arms.flatMap((arm, index) => {
    const look = looks[index]
    return look && arm !== null ? [{ look, arm }] : []
  })
}
