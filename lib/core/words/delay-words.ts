/** Figures of delays before retries, retry by retry, as tables on pages and in files show them. */
import type { DelayNumbers } from '../summary/delay-figures'
import { count } from './counts'
import { number, signed } from './figures'

/** What {@link delayCells} are, one by one. */
export const DELAY_COLUMNS = [
  ...['nominal, ms', 'shortest', 'P5', 'P50', 'P95', 'longest'],
  ...['drawn, sampled', 'within the band', 'drawn, median ms', 'timer error, median ms'],
]

/** Of one retry; a dash where nothing is known. */
export function delayCells({ law, sampled, inside, medianDrawnMs, medianTimerMs }: DelayNumbers): string[] {
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(value)
  return [
    ...[law?.nominalMs, law?.minMs].map(ms),
    ...[law?.quantiles?.p5Ms, law?.quantiles?.p50Ms, law?.quantiles?.p95Ms, law?.maxMs].map(ms),
    count(sampled),
    inside === null ? '–' : `${count(inside)} of ${count(sampled)}`,
    ms(medianDrawnMs),
    medianTimerMs === null ? '–' : signed(medianTimerMs),
  ]
}
