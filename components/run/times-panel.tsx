/** How long operations took, and how long they were at it after their first failure; quantiles with their intervals. */
import { count, milliseconds } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RetryTimeFigures, StrategyFigures } from '@/lib/core/summary/report'
import { EstimateCell, NO_QUANTILE_WORDS } from './estimate-cell'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'

interface Row {
  look: StrategyLook
  arm: StrategyFigures
}

const latency = (title: string, read: (figures: StrategyFigures) => Estimate | null) =>
  quantile(title, read, ({ operations }) => operations)
const retryTime = (title: string, read: (times: RetryTimeFigures) => Estimate | null) =>
  quantile(
    title,
    (figures) => figures.retryTime && read(figures.retryTime),
    (figures) => figures.retryTime?.operations ?? 0,
  )

const COLUMNS: readonly StrategyColumn<Row>[] = [
  { ...latency('Latency P50', ({ p50LatencyMs }) => p50LatencyMs), explain: 'latency' },
  latency('P90', ({ p90LatencyMs }) => p90LatencyMs),
  latency('P99', ({ p99LatencyMs }) => p99LatencyMs),
  latency('P99.9', ({ p999LatencyMs }) => p999LatencyMs),
  { ...retryTime('Retry time P50', ({ p50Ms }) => p50Ms), explain: 'retryTime' },
  retryTime('Retry time P90', ({ p90Ms }) => p90Ms),
  retryTime('Retry time P99', ({ p99Ms }) => p99Ms),
  retryTime('Retry time P99.9', ({ p999Ms }) => p999Ms),
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
      note="latency from the intended start; retry time from the first failure to the end; “no interval” where the sample cannot carry the quantile; a dash where nothing was measured, or it was not kept then"
    >
      <StrategyTable label="Table of times" rows={strategyRows(shown.arms, looks)} columns={COLUMNS} />
    </FiguresPanel>
  )
}

/** @param of how many values there are of what it is a quantile of */
function quantile(
  title: string,
  read: (figures: StrategyFigures) => Estimate | null,
  of: (figures: StrategyFigures) => number,
): StrategyColumn<Row> {
  return {
    title,
    isFigure: true,
    cell: ({ arm }) => (
      <EstimateCell estimate={read(arm)} of={of(arm)} write={milliseconds} unit="" why={NO_QUANTILE_WORDS} />
    ),
  }
}
