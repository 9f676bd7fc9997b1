/** A strategy's mark and name, wherever it is mentioned. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from './mark-shape'
import styles from './ui.module.css'

export function StrategyName({ look }: { look: StrategyLook }) {
  return (
    <span className={styles.strategy}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <MarkShape look={look} x={6} y={6} size={10} />
      </svg>
      <span>{look.label}</span>
    </span>
  )
}
