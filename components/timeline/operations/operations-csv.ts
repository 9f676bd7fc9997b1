/** The operations that are drawn, for a program. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { CsvTable } from '@/lib/core/export/csv'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { markAt } from './mark-words'

export function operationsCsv(columns: OperationColumns, looks: readonly StrategyLook[]): CsvTable {
  return {
    head: ['strategy', 'operation', 'intended_start_ms', 'latency_ms', 'attempts', 'outcome'],
    rows: columns.operation.map((_, place) => {
      const { arm, operation, startMs, latencyMs, attempts, outcome } = markAt(columns, place)
      return [looks[arm]?.label ?? '', operation, startMs, latencyMs, attempts, outcome]
    }),
  }
}
