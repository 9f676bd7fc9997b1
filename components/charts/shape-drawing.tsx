/** A distribution as a few bars, with P5, P50 and P95 as lines and in figures below. */
import { count, NO_INTERVAL, NO_INTERVAL_WORDS, number, range } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Quantiles } from '@/lib/core/summary/report'
import { distributionWords } from './delay-data'
import styles from './delays.module.css'

const WIDTH = 200
const HEIGHT = 84
const BASE = 68

export function ShapeDrawing({
  title,
  unit,
  quantiles,
  look,
}: {
  title: string
  unit: string
  quantiles: Quantiles | null
  look: StrategyLook
}) {
  return (
    <figure className={styles.shape}>
      <figcaption>
        {title}, {unit}
      </figcaption>
      {quantiles?.shape ? (
        <Bars
          quantiles={quantiles}
          shape={quantiles.shape}
          look={look}
          words={`${title} of ${look.label}: ${distributionWords(quantiles, unit)}`}
        />
      ) : (
        <p className={styles.none}>no retry</p>
      )}
      {quantiles ? (
        <ul className={styles.figures}>
          <li>n = {count(quantiles.count)}</li>
          {(['p5', 'p50', 'p95'] as const).map((name) => {
            const estimate = quantiles[name]
            return (
              <li key={name}>
                {name.toUpperCase()}{' '}
                {estimate ? (
                  <>
                    {number(estimate.value)}
                    <span className={styles.interval}> [{range(estimate, '')}]</span>
                  </>
                ) : (
                  <span className={styles.interval} title={NO_INTERVAL_WORDS}>
                    {NO_INTERVAL}
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      ) : null}
    </figure>
  )
}

function Bars({
  quantiles,
  shape: { from, to, bars },
  look,
  words,
}: {
  quantiles: Quantiles
  shape: NonNullable<Quantiles['shape']>
  look: StrategyLook
  words: string
}) {
  const most = Math.max(1, ...bars)
  const step = WIDTH / bars.length
  const x = (value: number) => Math.min(Math.max(((value - from) / (to - from)) * WIDTH, 0), WIDTH)
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      {bars.map((bar, index) => {
        // What there is at all is seen.
        const size = bar === 0 ? 0 : Math.max(1.5, (bar / most) * (BASE - 6))
        return (
          <rect
            key={index}
            x={index * step + 0.5}
            width={step - 1}
            y={BASE - size}
            height={size}
            fill={look.colour}
            fillOpacity={0.65}
          />
        )
      })}
      <line x1={0} x2={WIDTH} y1={BASE} y2={BASE} stroke="var(--rs-border-strong)" />
      {(['p5', 'p50', 'p95'] as const).map((name) => {
        const estimate = quantiles[name]
        return estimate ? (
          <line
            key={name}
            x1={x(estimate.value)}
            x2={x(estimate.value)}
            y1={name === 'p50' ? 2 : 14}
            y2={BASE}
            stroke="var(--rs-ink)"
            strokeWidth={name === 'p50' ? 2 : 1}
            strokeDasharray={name === 'p50' ? '' : '3 2'}
          />
        ) : null
      })}
      <text x={0} y={HEIGHT - 3}>
        {number(from)}
      </text>
      <text x={WIDTH} y={HEIGHT - 3} textAnchor="end">
        {number(to)}
      </text>
    </svg>
  )
}
