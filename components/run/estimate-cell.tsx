/** An estimate with its interval as it stands in a table; says why where much was measured and there is none. */
import { NO_INTERVAL, NO_INTERVAL_WORDS, range, type RangeUnit } from '@/components/format/figures'
import type { Estimate } from '@/lib/core/summary/interval'
import styles from './run.module.css'

/** What the missing interval of a quantile means and what to do. */
export const NO_QUANTILE_WORDS =
  'Too few values lie beyond this quantile, too few seconds were measured, or the slow operations lie in too few of them, to say how far it may be off. Longer trials or more repetitions give an interval.'

export function EstimateCell({
  estimate,
  of,
  write,
  unit,
  why = NO_INTERVAL_WORDS,
}: {
  estimate: Estimate | null
  /** How many values there are to estimate from: of none there is nothing to say. */
  of: number
  write: (value: number) => string
  /** Of the interval's ends. */
  unit: RangeUnit
  /** Why there may be no interval. */
  why?: string
}) {
  if (estimate)
    return (
      <span>
        {write(estimate.value)} <span className={styles.soft}>{range(estimate, unit)}</span>
      </span>
    )
  return of === 0 ? (
    '–'
  ) : (
    <span className={styles.soft} title={why}>
      {NO_INTERVAL}
    </span>
  )
}
