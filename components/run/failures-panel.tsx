/** Why attempts failed, and why operations ended without success: the error classes and stop reasons behind the rates. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import { ERROR_CLASS_MEANING, type ErrorClass } from '@/lib/core/history/error-class'
import type { RunReport } from '@/lib/core/summary/report'
import { byFrequency, unsuccessfulStops } from './failure-words'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export function FailuresPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const rows = report.arms.flatMap((figures, arm) => {
    const look = looks[arm]
    const errors = byFrequency(figures.errors)
    const stops = unsuccessfulStops(figures.stops)
    return look && (errors.length > 0 || stops.length > 0) ? [{ look, errors, stops }] : []
  })
  if (rows.length === 0) return null
  const classes = [...new Set(rows.flatMap(({ errors }) => errors.map(({ name }) => name as ErrorClass)))]
  return (
    <Panel title="What failed" note="attempts by error class, and operations that ended without success">
      <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Table of failures">
        <table className={`${ui.table} ${styles.asList}`}>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col">Attempts</th>
              <th scope="col">Operations</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ look, errors, stops }) => (
              <tr key={look.label}>
                <th scope="row">
                  <StrategyName look={look} />
                </th>
                <td data-label="Attempts">{words(errors)}</td>
                <td data-label="Operations">{words(stops)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className={styles.thresholdDetails}>
        <summary>What the classes mean</summary>
        <dl className={styles.words}>
          {classes.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{ERROR_CLASS_MEANING[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Panel>
  )
}

function words(counts: readonly { name: string; count: number }[]): string {
  return counts.length === 0 ? '–' : counts.map(({ name, count: n }) => `${count(n)} ${name}`).join(' · ')
}
