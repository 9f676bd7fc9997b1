/** How much was done and how much of it was good: per second of the window, and per attempt. */
import { count, number, percent } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { EstimateCell } from './estimate-cell'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'

interface Row {
  look: StrategyLook
  arm: StrategyFigures
}

const COLUMNS: readonly StrategyColumn<Row>[] = [
  {
    ...rate('Throughput, operations/s', ({ throughputPerSecond }) => throughputPerSecond),
    explain: 'throughput',
  },
  { ...rate('Goodput, operations/s', ({ goodputPerSecond }) => goodputPerSecond), explain: 'goodput' },
  {
    title: 'Success per attempt',
    explain: 'successPerAttempt',
    isFigure: true,
    cell: ({ arm: { successRatePerAttempt, attempts } }) => (
      <EstimateCell estimate={successRatePerAttempt} of={attempts} write={percent} unit="%" />
    ),
  },
  { title: 'Attempts', isFigure: true, cell: ({ arm }) => count(arm.attempts) },
  { title: 'Refused tries', isFigure: true, cell: ({ arm }) => count(arm.refused) },
  { title: 'Shed', isFigure: true, cell: ({ arm }) => count(arm.shed) },
]

export function WorkPanel({ looks, shown }: { looks: readonly StrategyLook[]; shown: ShownFigures }) {
  return (
    <FiguresPanel
      shown={shown}
      title="Throughput"
      note="operations that began in the window; goodput counts those that succeeded; refused by the strategy’s own breaker, budget or throttle"
    >
      <StrategyTable label="Table of throughput" rows={strategyRows(shown.arms, looks)} columns={COLUMNS} />
    </FiguresPanel>
  )
}

function rate(title: string, read: (figures: StrategyFigures) => Estimate | null): StrategyColumn<Row> {
  return {
    title,
    isFigure: true,
    cell: ({ arm }) => <EstimateCell estimate={read(arm)} of={arm.operations} write={number} unit="" />,
  }
}
