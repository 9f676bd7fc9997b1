/** The numbers behind the arrivals: the steps in which any strategy sent something. Pure. */
import { count } from '@/components/format/figures'
import type { NumbersTable } from '@/components/charts/chart-panel'
import type { CsvTable } from '@/lib/core/export/csv'
import { ARRIVAL_WIDTH_MS, type Arrivals } from '@/lib/core/published/arrivals'

/** @param labels of the strategies, in the run's order */
export function arrivalNumbers({ arms }: Pick<Arrivals, 'arms'>, labels: readonly string[]): NumbersTable {
  return {
    head: [`From, ms after the failure (${ARRIVAL_WIDTH_MS} ms each)`, ...labels],
    rows: steps(arms).map((step) => ({
      key: String(step),
      name: count(step * ARRIVAL_WIDTH_MS),
      figures: labels.map((_, arm) => count(arms[arm]?.[step] ?? 0)),
    })),
  }
}

/** One row per strategy and step. */
export function arrivalsCsv({ arms }: Pick<Arrivals, 'arms'>, labels: readonly string[]): CsvTable {
  return {
    head: ['strategy', 'from, ms after the failure', 'width, ms', 'requests'],
    rows: labels.flatMap((label, arm) =>
      steps(arms).map((step) => [label, step * ARRIVAL_WIDTH_MS, ARRIVAL_WIDTH_MS, arms[arm]?.[step] ?? 0]),
    ),
  }
}

function steps(arms: Arrivals['arms']): number[] {
  const most = Math.max(0, ...arms.map((bins) => bins.length))
  return Array.from({ length: most }, (_, step) => step).filter((step) =>
    arms.some((bins) => (bins[step] ?? 0) > 0),
  )
}
