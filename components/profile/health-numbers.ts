/** What the lines of heap and handles show, and the numbers behind them: one row per sample. Pure. */
import type { NumbersTable } from '@/components/charts/chart-panel'
import { count } from '@/components/format/figures'
import type { CsvTable } from '@/lib/core/export/csv'
import type { HealthSample } from '@/lib/core/profile/profile'

const MIB = 1024 * 1024

export const HEALTH_LINES: { title: string; unit: string; value: (sample: HealthSample) => number }[] = [
  { title: 'Heap of the thread', unit: ' MiB', value: ({ heapUsedBytes }) => heapUsedBytes / MIB },
  { title: 'Memory of the process', unit: ' MiB', value: ({ residentBytes }) => residentBytes / MIB },
  { title: 'Handles and requests open', unit: '', value: ({ handles }) => handles },
  { title: 'Timers pending', unit: '', value: ({ timers }) => timers },
  { title: 'Calls pending', unit: '', value: ({ calls }) => calls },
  { title: 'Promises pending', unit: '', value: ({ promises }) => promises },
  { title: 'For callers that had gone', unit: '', value: ({ abandoned }) => abandoned },
]

const HEADS = HEALTH_LINES.map(({ title, unit }) => (unit === '' ? title : `${title},${unit}`))

export function healthNumbers(health: readonly HealthSample[]): NumbersTable {
  return {
    head: ['From the window’s begin', ...HEADS],
    rows: health.map((sample, index) => ({
      key: String(index),
      name: seconds(sample.atMs),
      figures: HEALTH_LINES.map(({ unit, value }) =>
        unit === '' ? count(value(sample)) : value(sample).toFixed(1),
      ),
    })),
  }
}

export function healthCsv(health: readonly HealthSample[]): CsvTable {
  return {
    head: ['at, ms', ...HEADS],
    rows: health.map((sample) => [sample.atMs, ...HEALTH_LINES.map(({ value }) => value(sample))]),
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
