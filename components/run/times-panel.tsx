/** How long operations took, and how long they were at it after their first failure; quantiles with their intervals. */
import { count, milliseconds, range } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'
import styles from './run.module.css'

interface Row {
  look: StrategyLook
  arm: StrategyFigures
}

const COLUMNS: readonly StrategyColumn<Row>[] = [
  quantile('Latency P50', ({ p50LatencyMs }) => p50LatencyMs),
  quantile('P90', ({ p90LatencyMs }) => p90LatencyMs),
  quantile('P99', ({ p99LatencyMs }) => p99LatencyMs),
  quantile('P99.9', ({ p999LatencyMs }) => p999LatencyMs),
  quantile('Retry time P50', ({ retryTime }) => retryTime?.p50Ms ?? null),
  quantile('Retry time P90', ({ retryTime }) => retryTime?.p90Ms ?? null),
  quantile('Retry time P99', ({ retryTime }) => retryTime?.p99Ms ?? null),
  quantile('Retry time P99.9', ({ retryTime }) => retryTime?.p999Ms ?? null),
  {
    title: 'With a failure',
    isFigure: true,
    cell: ({ arm }) => (arm.retryTime ? count(arm.retryTime.operations) : '–'),
  },
  {
    title: 'Waited per operation',
    isFigure: true,
    cell: ({ arm }) => milliseconds(arm.waitedMsPerOperation),
  },
]

export function TimesPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  if (report.trials.length === 0) return null
  return (
    <Panel
      title="Times"
      note="latency from the intended start; retry time from the first failure to the end; a dash where the sample cannot carry the quantile"
    >
      <StrategyTable label="Table of times" rows={strategyRows(report.arms, looks)} columns={COLUMNS} />
    </Panel>
  )
}

function quantile(title: string, read: (figures: StrategyFigures) => Estimate | null): StrategyColumn<Row> {
  return { title, isFigure: true, cell: ({ arm }) => <Quantile estimate={read(arm)} /> }
}

function Quantile({ estimate }: { estimate: Estimate | null }) {
  return (
    <span>
      {milliseconds(estimate?.value ?? null)}{' '}
      <span className={styles.soft}>{estimate ? range(estimate, '') : ''}</span>
    </span>
  )
}
