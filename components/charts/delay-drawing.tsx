/** One strategy's delays by retry: the law as a band, each drawn delay a mark over it, the timer's part a stalk above it. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
import { DELAY_BOX, type DelayBand, type DelayDrawing } from './delay-data'
import { RetryAxes } from './retry-axes'
import styles from './delays.module.css'

const { width, height } = DELAY_BOX

export function DelayDrawingSvg({
  drawing,
  look,
  words,
}: {
  drawing: DelayDrawing
  look: StrategyLook
  words: string
}) {
  const { bands, marks, ticksX, ticksY } = drawing
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <RetryAxes box={DELAY_BOX} ticksX={ticksX} ticksY={ticksY}>
        {bands.map((band) => (
          <Band key={band.x} band={band} colour={look.colour} />
        ))}
        {marks.map(({ x, drawnY, actualY, words: told }, index) => (
          <g key={index}>
            <title>{told}</title>
            <line x1={x} x2={x} y1={drawnY} y2={actualY} stroke="var(--rs-bad)" strokeWidth={1.5} />
            <MarkShape look={look} x={x} y={drawnY} size={5} opacity={0.75} />
          </g>
        ))}
        {bands.map(({ x, half, quantiles }) =>
          quantiles ? (
            <line
              key={x}
              x1={x - half}
              x2={x + half}
              y1={quantiles.p50Y}
              y2={quantiles.p50Y}
              stroke="var(--rs-ink)"
              strokeWidth={2}
            />
          ) : null,
        )}
      </RetryAxes>
    </svg>
  )
}

/** From shortest to longest, darker from P5 to P95; the nominal delay dotted. A band without height is a line. */
function Band({
  band: { x, half, minY, maxY, nominalY, quantiles },
  colour,
}: {
  band: DelayBand
  colour: string
}) {
  const box = (upper: number, lower: number) => ({
    x: x - half,
    width: 2 * half,
    y: upper,
    height: Math.max(lower - upper, 1),
  })
  return (
    <g fill={colour}>
      <rect {...box(maxY, minY)} fillOpacity={0.14} stroke={colour} strokeOpacity={0.5} />
      {quantiles ? <rect {...box(quantiles.p95Y, quantiles.p5Y)} fillOpacity={0.16} /> : null}
      <line
        x1={x - half}
        x2={x + half}
        y1={nominalY}
        y2={nominalY}
        stroke="var(--rs-ink-soft)"
        strokeDasharray="2 3"
        strokeWidth={1.5}
      />
    </g>
  )
}
