/** Why attempts failed, and why operations ended without success: the error classes and stop reasons behind the rates. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { ERROR_CLASS_MEANING, type ErrorClass } from '@/lib/core/history/error-class'
import type { RunReport } from '@/lib/core/summary/report'
import { byFrequency, unsuccessfulStops } from './failure-words'
import { strategyRows, StrategyTable } from './strategy-table'
import styles from './run.module.css'

export function FailuresPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const rows = strategyRows(report.arms, looks)
    .map(({ look, arm }) => ({ look, errors: byFrequency(arm.errors), stops: unsuccessfulStops(arm.stops) }))
    .filter(({ errors, stops }) => errors.length > 0 || stops.length > 0)
  if (rows.length === 0) return null
  const classes = [...new Set(rows.flatMap(({ errors }) => errors.map(({ name }) => name as ErrorClass)))]
  return (
    <Panel title="What failed" note="attempts by error class, and operations that ended without success">
      <StrategyTable
        label="Table of failures"
        rows={rows}
        columns={[
          { title: 'Attempts', cell: ({ errors }) => words(errors) },
          { title: 'Operations', cell: ({ stops }) => words(stops) },
        ]}
      />
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
