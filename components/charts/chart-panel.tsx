'use client'

/** Frame of a chart: title, one line with the formula, legend, the numbers behind a switch; the same height in all states. */
import { useRef, type ReactNode } from 'react'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Explain } from '@/components/words/explain'
import type { MetricName } from '@/lib/core/words/metric-heads'
import { useListedInAddress } from '@/components/ui/listed-in-address'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import type { CsvTable } from '@/lib/core/export/csv'
import { InTurn } from './in-turn'
import { NumbersSwitch } from './numbers-switch'
import styles from './charts.module.css'

export interface NumbersTable {
  head: string[]
  /** First entry names the row. */
  rows: { key: string; name: ReactNode; figures: string[] }[]
}

export function ChartPanel({
  title,
  metric,
  explanation,
  looks,
  numbers,
  csv,
  controls,
  drawingControls,
  empty,
  notes = [],
  children,
}: {
  title: string
  /** What the chart shows: its words stand behind the sign after the title. Names its table in the address: once per page. */
  metric: MetricName
  explanation: ReactNode
  looks: readonly StrategyLook[]
  numbers: NumbersTable
  /** The same numbers for a program. */
  csv: () => Promise<CsvTable>
  /** Of the chart and its numbers. */
  controls?: ReactNode
  /** Of the drawing alone: away while the numbers stand in its place. */
  drawingControls?: ReactNode
  /** What to say instead of a chart; null when there is something to draw. */
  empty: string | null
  /** Per strategy, figures beside its name in the legend; each stays in one piece. */
  notes?: readonly (readonly string[])[]
  children: ReactNode
}) {
  const [asTable, setAsTable] = useListedInAddress('numbers', metric)
  const words = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  return (
    <Panel
      title={title}
      explain={<Explain of={metric} />}
      isChart
      className={styles.chartPanel}
      // A table that is cut would be no help: its card takes the whole width.
      wide={asTable}
      side={
        <>
          <NumbersSwitch on={asTable} onChange={setAsTable} />
          {empty === null ? (
            <SaveMenu
              title={title}
              isDrawn={!asTable}
              picture={() => [words.current, body.current, legend.current]}
              csv={csv}
            />
          ) : null}
        </>
      }
    >
      <div ref={words} className={styles.explanation}>
        {explanation}
      </div>
      {/* Also without controls: parts of the cards share their rows, and each has its place. */}
      <div className={styles.controls}>
        {controls}
        {asTable ? null : drawingControls}
      </div>
      <div
        ref={body}
        className={styles.body}
        style={asTable ? {} : { height: Math.max(300, looks.length * 36 + 60) }}
      >
        {empty !== null ? (
          <p className={styles.emptyChart}>{empty}</p>
        ) : asTable ? (
          <Numbers title={title} table={numbers} />
        ) : (
          <InTurn>{children}</InTurn>
        )}
      </div>
      <ul ref={legend} className={styles.legend} aria-label="Strategies">
        {looks.map((look, arm) => (
          <li key={look.label}>
            <StrategyName look={look} />
            {(notes[arm] ?? []).map((note) => (
              <span key={note} className={styles.note}>
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The numbers behind a chart. */
export function Numbers({ title, table }: { title: string; table: NumbersTable }) {
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
