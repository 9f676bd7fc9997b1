/** Data of the retry-count distribution: share of operations by number of retries, the tail drawn together. */
import { percent, percentRange } from '@/components/format/figures'
import { wilson, type Estimate } from '@/lib/core/summary/interval'
import type { StrategyFigures } from '@/lib/core/summary/report'

/** Retry counts with a bar of their own; what lies above shares one. */
const OWN_BARS = 6

export interface RetryRow {
  /** "0", "1", … "6+". */
  retries: string
  /** Per arm; null when this arm had no operation at all. */
  shares: (Estimate | null)[]
  operations: number[]
  words: string[]
}

/** Rows from no retry to the most that any arm needed. */
export function retryRows(arms: readonly (StrategyFigures | null)[], labels: readonly string[]): RetryRow[] {
  const most = Math.max(0, ...arms.map((figures) => figures?.retryDistribution.at(-1)?.retries ?? 0))
  const last = Math.min(most, OWN_BARS)
  return Array.from({ length: last + 1 }, (_, retries) => {
    const open = retries === last && most > last
    const operations = arms.map((figures) =>
      (figures?.retryDistribution ?? [])
        .filter((bar) => (open ? bar.retries >= retries : bar.retries === retries))
        .reduce((sum, bar) => sum + bar.operations, 0),
    )
    const shares = arms.map((figures, arm) => wilson(operations[arm] ?? 0, figures?.operations ?? 0))
    const name = open ? `${retries}+` : `${retries}`
    return {
      retries: name,
      operations,
      shares,
      words: [
        `${name} ${name === '1' ? 'retry' : 'retries'}`,
        ...shares.map((share, arm) =>
          share
            ? `${labels[arm]}: ${percent(share.value)} (${percentRange(share, 1)})`
            : `${labels[arm]}: nothing measured`,
        ),
      ],
    }
  })
}
