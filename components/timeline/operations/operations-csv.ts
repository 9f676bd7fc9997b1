/** The operations that are drawn, for a program, and what their file is called. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { CsvTable } from '@/lib/core/export/csv'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { markAt } from './mark-words'
import { isWanted, type Wanted } from './operation-marks'

/** "Operations of trial 1", "…, an even sample of 20,000 of 81,000": nobody takes a sample for all of them. */
export function operationsCsvTitle({ startUs, total }: OperationColumns, trial: number): string {
  const title = `Operations of trial ${trial + 1}`
  return startUs.length < total
    ? `${title}, an even sample of ${count(startUs.length)} of ${count(total)}`
    : title
}

/** Cut down as what is drawn. */
export function operationsCsv(
  columns: OperationColumns,
  wanted: Wanted,
  looks: readonly StrategyLook[],
): CsvTable {
  return {
    head: ['strategy', 'operation', 'intended_start_ms', 'latency_ms', 'attempts', 'outcome'],
    rows: columns.operation.flatMap((_, place) => {
      if (!isWanted(columns, place, wanted)) return []
      const { arm, operation, startMs, latencyMs, attempts, outcome } = markAt(columns, place)
      return [[looks[arm]?.label ?? '', operation, startMs, latencyMs, attempts, outcome]]
    }),
  }
}
