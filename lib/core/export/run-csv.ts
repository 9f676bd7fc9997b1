/** A run's figures as CSV: one row per fault point and strategy, each metric as value and both ends of its 95 % interval. */
import { CELL_METRICS, cellMetrics } from '../summary/cell-metrics'
import type { RunReport } from '../summary/report'
import { csvText, type CsvValue } from './csv'

export const POINT_COLUMNS = ['lossPercent', 'latencyMs', 'jitterMs', 'leaderSwitchesPerMinute'] as const
const COUNT_COLUMNS = ['operations', 'ok', 'fail', 'info', 'attempts', 'retries'] as const
/** Behind the name of a metric: rates are shares of 1, times milliseconds. */
const UNIT_NAMES = { percent: '', times: '', ms: 'Ms', 'per-second': 'PerSecond' }

/** Only cells that were measured; an estimate that the sample cannot carry is empty. */
export function runCsv({
  number,
  points,
  cells,
  spec,
}: Pick<RunReport, 'number' | 'points' | 'cells' | 'spec'>): string {
  const head = [
    ...['run', ...POINT_COLUMNS, 'lossMode', 'strategy', 'trials', 'suspectTrials', ...COUNT_COLUMNS],
    ...CELL_METRICS.flatMap((name) => {
      const column = `${name}${UNIT_NAMES[cellMetrics[name].unit]}`
      return [column, `${column}Low`, `${column}High`]
    }),
  ]
  const rows = cells.map(({ pointIndex, arm, trials, suspectTrials, figures }): CsvValue[] => {
    const point = points[pointIndex]
    return [
      number,
      ...POINT_COLUMNS.map((name) => point?.[name] ?? null),
      spec.matrix.loss.mode,
      spec.strategies[arm]?.label ?? `strategy ${arm + 1}`,
      trials,
      suspectTrials,
      ...COUNT_COLUMNS.map((name) => figures[name]),
      ...CELL_METRICS.flatMap((name) => {
        const estimate = cellMetrics[name].read(figures)
        return estimate ? [estimate.value, estimate.low, estimate.high] : [null, null, null]
      }),
    ]
  })
  return csvText({ head, rows })
}
