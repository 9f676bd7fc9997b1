/** The delays of the form for a program: one row per retry. */
import type { CsvTable } from '@/lib/core/export/csv'
import type { Schedule } from '@/lib/core/strategy/schedule'

export function scheduleCsv({ attempts }: Pick<Schedule, 'attempts'>, label: string): CsvTable {
  return {
    head: ['strategy', 'retry', 'nominal, ms', 'from, ms', 'to, ms', 'drawn, ms', 'refused'],
    rows: attempts
      .slice(1)
      .map(({ attempt, nominalMs, minMs, maxMs, drawnMs, refused }) => [
        ...[label, attempt - 1, nominalMs, minMs, maxMs, drawnMs, refused],
      ]),
  }
}
