/** A cell in one sentence: figure, interval, and how much it rests on. */
import {
  NO_INTERVAL_WORDS,
  counted,
  milliseconds,
  count,
  number,
  percent,
  percentRange,
  range,
  times,
} from '@/components/format/figures'
import type { CellReport } from '@/lib/core/summary/report'
import type { HeatMetric } from './heat-scale'

export const NOT_RUN_WORDS = 'no trial has ended here yet'

/** "Success rate 98.0 %, interval 97.1–98.6 %; 1,234 operations in 3 trials; 1 of 3 trials is suspect". */
export function cellWords(cell: CellReport | undefined, metric: HeatMetric): string {
  if (!cell) return NOT_RUN_WORDS
  const estimate = metric.read(cell.figures)
  const basis = `${counted(cell.figures.operations, 'operation')} in ${counted(cell.trials, 'trial')}`
  const suspect = suspectWords(cell)
  // Whoever shows it ends the last sentence.
  if (!estimate)
    return `no estimate; ${count(cell.figures.ok)} of ${basis} succeeded${suspect}. ${NO_INTERVAL_WORDS.replace(/\.$/, '')}`
  const { value, low, high } = estimate
  const figure =
    metric.unit === '%'
      ? `${percent(value, 2)}, interval ${percentRange(estimate)}`
      : metric.unit === '×'
        ? `${times(value)}, interval ${times(low)}–${times(high)}`
        : metric.unit === '/s'
          ? `${number(value)} a second, interval ${range(estimate, '')}`
          : `${milliseconds(value)}, interval ${milliseconds(low)}–${milliseconds(high)}`
  return `${metric.title} ${figure}; ${basis}${suspect}`
}

/** Which trials are suspect, and not which operations. */
function suspectWords({ trials, suspectTrials }: Pick<CellReport, 'trials' | 'suspectTrials'>): string {
  if (suspectTrials === 0) return ''
  if (trials === 1) return '; the trial is suspect'
  return `; ${suspectTrials} of ${trials} trials ${suspectTrials === 1 ? 'is' : 'are'} suspect`
}
