/** An estimate on a scale, inside an svg as wide as its place: a line for the interval, the strategy's mark for the value. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Estimate } from '@/lib/core/summary/interval'
import { MarkShape } from './mark-shape'

/**
 * @param y the middle, pixels
 * @param place where a value stands, 0 to 1; in percent of the width, so that the line stretches and the mark keeps its shape
 */
export function Whisker({
  look,
  estimate,
  y,
  place,
}: {
  look: StrategyLook
  estimate: Estimate | null
  y: number
  place: (value: number) => number
}) {
  return (
    <>
      <rect x="0" y={y - 2} width="100%" height="4" rx="2" fill="var(--rs-sunken)" />
      {estimate ? (
        <>
          <line
            x1={whiskerX(place(estimate.low))}
            x2={whiskerX(place(estimate.high))}
            y1={y}
            y2={y}
            stroke={look.colour}
            strokeWidth="2"
          />
          <svg x={whiskerX(place(estimate.value))} y={y} overflow="visible">
            <MarkShape look={look} x={0} y={0} size={10} />
          </svg>
        </>
      ) : null}
    </>
  )
}

/** A margin for marks at the ends. */
export function whiskerX(place: number): string {
  return `${3 + place * 94}%`
}
