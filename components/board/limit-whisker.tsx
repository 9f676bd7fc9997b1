/** What was measured against its limit: a line for the interval, the strategy's mark for the value, the limit dashed. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Whisker, whiskerX } from '@/components/ui/whisker'
import type { BoardPoint } from '@/lib/core/runs/board'
import { placeOn, type Span } from './trend-data'
import styles from './board.module.css'

export function LimitWhisker({
  look,
  point,
  span,
  words,
}: {
  look: StrategyLook
  point: BoardPoint
  span: Span
  /** The same in words. */
  words: string
}) {
  const { measured, limit } = point
  const place = (value: number) => placeOn(span, value)
  return (
    <svg className={styles.whisker} role="img" aria-label={words}>
      <Whisker look={look} estimate={measured} y={18} place={place} />
      <line x1={whiskerX(place(limit))} x2={whiskerX(place(limit))} y1="0" y2="36" className={styles.limit} />
    </svg>
  )
}
