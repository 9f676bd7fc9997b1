'use client'

/** Frame of a chart: title, one line with the formula, legend, the numbers behind a switch; the same height in all states. */
import { Button } from '@mantine/core'
import { IconChartDots3, IconTable } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import styles from './charts.module.css'

export interface NumbersTable {
  head: string[]
  /** First entry names the row. */
  rows: { key: string; name: ReactNode; figures: string[] }[]
}

export function ChartPanel({
  title,
  explanation,
  looks,
  numbers,
  controls,
  empty,
  rows = 0,
  notes = [],
  children,
}: {
  title: string
  explanation: ReactNode
  looks: readonly StrategyLook[]
  numbers: NumbersTable
  controls?: ReactNode
  /** What to say instead of a chart; null when there is something to draw. */
  empty: string | null
  /** Rows that the chart stacks; many of them make it taller. */
  rows?: number
  /** Per strategy, beside its name in the legend. */
  notes?: readonly (string | null)[]
  children: ReactNode
}) {
  const [asTable, setAsTable] = useState(false)
  const Icon = asTable ? IconChartDots3 : IconTable
  return (
    <Panel
      title={title}
      className={styles.chartPanel}
      side={
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon size={14} aria-hidden="true" />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show chart' : 'Show numbers'}
        </Button>
      }
    >
      <div className={styles.explanation}>{explanation}</div>
      {controls ? <div className={styles.controls}>{controls}</div> : null}
      <div className={styles.body} style={{ height: Math.max(300, rows * 36 + 60) }}>
        {empty !== null ? (
          <p className={styles.emptyChart}>{empty}</p>
        ) : asTable ? (
          <Numbers title={title} table={numbers} />
        ) : (
          children
        )}
      </div>
      <ul className={styles.legend} aria-label="Strategies">
        {looks.map((look, arm) => (
          <li key={look.label}>
            <StrategyName look={look} />
            {notes[arm] ? <span className={styles.note}>{notes[arm]}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Numbers({ title, table }: { title: string; table: NumbersTable }) {
  return (
    <div className={styles.numbers} tabIndex={0} role="region" aria-label={`${title}: numbers`}>
      <table>
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {row.figures.map((figure, index) => (
                <td key={index}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
