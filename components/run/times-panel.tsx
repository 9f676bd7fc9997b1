/** How long operations took, and how long they were at it after their first failure; quantiles with their intervals. */
import { count, milliseconds, range } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

const COLUMNS: readonly { title: string; read(figures: StrategyFigures): Estimate | null }[] = [
  { title: 'Latency P50', read: ({ p50LatencyMs }) => p50LatencyMs },
  { title: 'P90', read: ({ p90LatencyMs }) => p90LatencyMs },
  { title: 'P99', read: ({ p99LatencyMs }) => p99LatencyMs },
  { title: 'P99.9', read: ({ p999LatencyMs }) => p999LatencyMs },
  { title: 'Retry time P50', read: ({ retryTime }) => retryTime.p50Ms },
  { title: 'P90 of it', read: ({ retryTime }) => retryTime.p90Ms },
  { title: 'P99 of it', read: ({ retryTime }) => retryTime.p99Ms },
]

export function TimesPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  if (report.trials.length === 0) return null
  return (
    <Panel
      title="Times"
      note="latency from the intended start; retry time from the first failure to the end; a dash where the sample cannot carry the quantile"
    >
      <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Table of times">
        <table className={`${ui.table} ${styles.asList}`}>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              {COLUMNS.map(({ title }) => (
                <th key={title} scope="col" className={ui.figure}>
                  {title}
                </th>
              ))}
              <th scope="col" className={ui.figure}>
                Operations with a failure
              </th>
              <th scope="col" className={ui.figure}>
                Waited per operation
              </th>
            </tr>
          </thead>
          <tbody>
            {report.arms.map((figures, arm) => {
              const look = looks[arm]
              return look ? (
                <tr key={look.label}>
                  <th scope="row">
                    <StrategyName look={look} />
                  </th>
                  {COLUMNS.map(({ title, read }) => (
                    <TimeCell key={title} title={title} estimate={read(figures)} />
                  ))}
                  <td className={ui.figure} data-label="Operations with a failure">
                    {count(figures.retryTime.operations)}
                  </td>
                  <td className={ui.figure} data-label="Waited per operation">
                    {milliseconds(figures.waitedMsPerOperation)}
                  </td>
                </tr>
              ) : null
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function TimeCell({ title, estimate }: { title: string; estimate: Estimate | null }) {
  return (
    <td className={ui.figure} data-label={title}>
      <span>
        {milliseconds(estimate?.value ?? null)}{' '}
        <span className={styles.soft}>{estimate ? range(estimate, '') : ''}</span>
      </span>
    </td>
  )
}
