/** What was measured against its limit: a line for the interval, the strategy's mark for the value, the limit dashed. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
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
  const place = (value: number) => `${3 + placeOn(span, value) * 94}%`
  return (
    <svg className={styles.whisker} role="img" aria-label={words}>
      <rect x="0" y="16" width="100%" height="4" rx="2" fill="var(--rs-sunken)" />
      <line x1={place(limit)} x2={place(limit)} y1="0" y2="36" className={styles.limit} />
      {measured ? (
        <>
          <line
            x1={place(measured.low)}
            x2={place(measured.high)}
            y1="18"
            y2="18"
            stroke={look.colour}
            strokeWidth="2"
          />
          <svg x={place(measured.value)} y="18" overflow="visible">
            <MarkShape look={look} x={0} y={0} size={10} />
          </svg>
        </>
      ) : null}
    </svg>
  )
}
