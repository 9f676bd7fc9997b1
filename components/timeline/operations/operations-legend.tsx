/** What the marks of operations mean: a shape and a colour per strategy, a sign per outcome. */
import type { ReactNode } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { markShapes } from './mark-shapes'
import styles from './operations-chart.module.css'

export function OperationsLegend({
  looks,
  withAttempts,
}: {
  looks: readonly StrategyLook[]
  withAttempts: boolean
}) {
  const shapes = markShapes(looks)
  return (
    <ul className={styles.legend} aria-label="Marks of operations">
      {looks.map(({ label, colour }, arm) => (
        <Entry key={label} words={label}>
          <path d={shapes[arm]?.(5)} fill={colour} />
        </Entry>
      ))}
      <Entry words="failed">
        <path d="M-5 -5L5 5M5 -5L-5 5" stroke="var(--rs-bad)" strokeWidth="2" />
      </Entry>
      <Entry words="in doubt">
        <path d="M0 -6V6" stroke="var(--rs-unsure)" strokeWidth="2" />
      </Entry>
      {withAttempts ? (
        <Entry words="its attempts; a stroke ends one that failed">
          <path d="M-6 -2h11v4h-11Z" fill="var(--rs-ink-soft)" />
          <path d="M5 -5V5" stroke="var(--rs-bad)" strokeWidth="2" />
        </Entry>
      ) : null}
    </ul>
  )
}

function Entry({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li>
      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
        {children}
      </svg>
      {words}
    </li>
  )
}
