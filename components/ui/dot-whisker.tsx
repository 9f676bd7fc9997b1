/** An estimate with its interval on a small scale: a line for the interval, the strategy's mark for the value. */
import { percent, percentRange } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import { MarkShape } from './mark-shape'
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
  // In percent of the width, so that the line stretches and the mark keeps its shape; a margin for marks at the ends.
  const place = (share: number) => `${3 + Math.max(0, (share - from) / (1 - from)) * 94}%`
  const words = estimate
    ? `${look.label}: ${percent(estimate.value, 2)}, interval ${percentRange(estimate)}`
    : `${look.label}: nothing measured yet`
  return (
    <svg className={styles.whisker} role="img" aria-label={words}>
      <rect x="0" y="6" width="100%" height="4" rx="2" fill="var(--rs-sunken)" />
      {estimate ? (
        <>
          <line
            x1={place(estimate.low)}
            x2={place(estimate.high)}
            y1="8"
            y2="8"
            stroke={look.colour}
            strokeWidth="2"
          />
          <svg x={place(estimate.value)} y="8" overflow="visible">
            <MarkShape look={look} x={0} y={0} size={10} />
          </svg>
        </>
      ) : null}
    </svg>
  )
}

/** Left end for whiskers that stand together: a round share below the lowest interval. */
export function whiskerStart(estimates: readonly (Estimate | null)[]): number {
  const lowest = Math.min(1, ...estimates.map((estimate) => estimate?.low ?? 1))
  for (const start of [0.98, 0.95, 0.9, 0.8, 0.5]) if (lowest >= start) return start
  return 0
}
