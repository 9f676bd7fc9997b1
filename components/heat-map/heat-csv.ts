/** One metric of the heat map as plain numbers, a row per fault point and strategy. */
import type { CsvTable } from '@/lib/core/export/csv'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import { cellMetrics, type CellMetricName } from '@/lib/core/summary/cell-metrics'
import type { RunReport } from '@/lib/core/summary/report'

/** Shares are parts of 1, times milliseconds. Only cells that were measured; empty where the sample carries no interval. */
export function heatCsv(
  { points, cells, spec }: Pick<RunReport, 'points' | 'cells' | 'spec'>,
  metric: CellMetricName,
): CsvTable {
  const { title, read } = cellMetrics[metric]
  return {
    head: [
      ...AXIS_NAMES,
      'strategy',
      'metric',
      'value',
      'low',
      'high',
      'operations',
      'trials',
      'suspectTrials',
    ],
    rows: cells.map(({ pointIndex, arm, figures, trials, suspectTrials }) => {
      const estimate = read(figures)
      return [
        ...AXIS_NAMES.map((name) => points[pointIndex]?.[name] ?? null),
        ...[spec.strategies[arm]?.label ?? '', title],
        ...(estimate ? [estimate.value, estimate.low, estimate.high] : [null, null, null]),
        ...[figures.operations, trials, suspectTrials],
      ]
    }),
  }
}
