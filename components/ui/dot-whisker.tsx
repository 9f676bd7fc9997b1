/** An estimate with its interval on a small scale: a line for the interval, the strategy's mark for the value. */
import { percent, percentRange } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import { Whisker } from './whisker'
import styles from './ui.module.css'

/** `from` is the share at the left end; all whiskers that stand together use the same. */
export function DotWhisker({
  look,
  estimate,
  from,
}: {
  look: StrategyLook
  estimate: Estimate | null
  from: number
}) {
  const words = estimate
    ? `${look.label}: ${percent(estimate.value, 2)}, interval ${percentRange(estimate)}`
    : `${look.label}: no interval yet`
  return (
    <svg className={styles.whisker} role="img" aria-label={words}>
      <Whisker
        look={look}
        estimate={estimate}
        y={8}
        place={(share) => Math.max(0, (share - from) / (1 - from))}
      />
    </svg>
  )
}

/** Left end for whiskers that stand together: a round share below the lowest interval. */
export function whiskerStart(estimates: readonly (Estimate | null)[]): number {
  const lowest = Math.min(1, ...estimates.map((estimate) => estimate?.low ?? 1))
  for (const start of [0.98, 0.95, 0.9, 0.8, 0.5]) if (lowest >= start) return start
  return 0
}
