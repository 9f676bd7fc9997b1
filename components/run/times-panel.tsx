/** How long operations took, and how long they were at it after their first failure; quantiles with their intervals. */
import { count, milliseconds, range } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'
import styles from './run.module.css'

interface Row {
  look: StrategyLook
  arm: StrategyFigures
}

const COLUMNS: readonly StrategyColumn<Row>[] = [
  { ...quantile('Latency P50', ({ p50LatencyMs }) => p50LatencyMs), explain: 'latency' },
  quantile('P90', ({ p90LatencyMs }) => p90LatencyMs),
  quantile('P99', ({ p99LatencyMs }) => p99LatencyMs),
  quantile('P99.9', ({ p999LatencyMs }) => p999LatencyMs),
  { ...quantile('Retry time P50', ({ retryTime }) => retryTime?.p50Ms ?? null), explain: 'retryTime' },
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
    explain: 'waited',
    isFigure: true,
    cell: ({ arm }) => milliseconds(arm.waitedMsPerOperation),
  },
]

export function TimesPanel({ looks, shown }: { looks: readonly StrategyLook[]; shown: ShownFigures }) {
  return (
    <FiguresPanel
      shown={shown}
      title="Times"
      note="latency from the intended start; retry time from the first failure to the end; a dash where the sample cannot carry the quantile"
    >
      <StrategyTable label="Table of times" rows={strategyRows(shown.arms, looks)} columns={COLUMNS} />
    </FiguresPanel>
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
