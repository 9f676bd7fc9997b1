/** What a strategy had in hand at once, and what it refused by itself: peaks over all trials, and counts. */
import { count } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'

interface Row {
  look: StrategyLook
  arm: StrategyFigures
}

const COLUMNS: readonly StrategyColumn<Row>[] = [
  figure('In flight, most', ({ peaks }) => peaks?.inFlight ?? null),
  figure('Waiting in a backoff, most', ({ peaks }) => peaks?.inBackoff ?? null),
  figure('Connections open, most', ({ peaks }) => peaks?.connectionsOpen ?? null),
  figure('Connections waiting, most', ({ peaks }) => peaks?.connectionsWaiting ?? null),
  figure('Budget refusals', ({ errors }) => (errors['budget-empty'] ?? 0) + (errors.throttled ?? 0)),
  figure('Breaker refusals', ({ errors }) => errors['breaker-open'] ?? 0),
]

export function LoadPanel({ looks, shown }: { looks: readonly StrategyLook[]; shown: ShownFigures }) {
  return (
    <FiguresPanel
      shown={shown}
      title="In hand at once"
      explain="inHand"
      note="the most in any trial; counts of refused tries; a dash where nobody could tell, or it was not kept then"
    >
      <StrategyTable
        label="Table of what was in hand"
        rows={strategyRows(shown.arms, looks)}
        columns={COLUMNS}
      />
    </FiguresPanel>
  )
}

function figure(title: string, read: (figures: StrategyFigures) => number | null): StrategyColumn<Row> {
  return {
    title,
    isFigure: true,
    cell: ({ arm }) => {
      const value = read(arm)
      return value === null ? '–' : count(value)
    },
  }
}
