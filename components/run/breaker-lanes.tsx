'use client'

/** Breakers over time, one lane each: closed a thin line, half-open a low bar, open a full one. */
import { Instant, instantAt, TIME_BOX, timeX } from '@/components/charts/time-lines'
import lines from '@/components/charts/time-lines.module.css'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { breakerWords, type BreakerSpan } from './series-data'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

const HEIGHT = 22
const SIZES = { closed: 2, 'half-open': 10, open: 20 } as const

export function BreakerLanes({
  breakers,
  domain,
  hoverMs,
  onHover,
}: {
  breakers: readonly { look: StrategyLook; spans: readonly BreakerSpan[] }[]
  domain: readonly [number, number]
  hoverMs: number | null
  onHover: (ms: number | null) => void
}) {
  return (
    <section className={styles.chart} aria-label="Breakers">
      <div className={styles.title}>
        <strong>Breakers</strong>
        <span className={ui.secondary}>thin = closed, low = half-open, high = open, dashed = unknown</span>
      </div>
      {breakers.map(({ look, spans }) => (
        <div key={look.label}>
          <div className={styles.legend}>
            <StrategyName look={look} />
            <span className={styles.value}>
              {hoverMs === null ? breakerWords(spans) : (stateAt(spans, hoverMs) ?? 'unknown')}
            </span>
          </div>
          <svg
            className={lines.drawing}
            viewBox={`0 0 ${TIME_BOX.width} ${HEIGHT}`}
            role="img"
            aria-label={`Breaker of ${look.label} over time: ${breakerWords(spans)}`}
            onPointerMove={(event) => onHover(instantAt(event, domain))}
            onPointerLeave={() => onHover(null)}
          >
            {spans.map(({ fromMs, toMs, state, words }) => {
              const size = state ? SIZES[state] : SIZES.closed
              const x = timeX(fromMs, domain)
              return (
                <rect
                  key={fromMs}
                  x={x}
                  // A probe takes less than a pixel, and is what matters.
                  width={Math.max(timeX(toMs, domain) - x, state === 'closed' ? 0 : 1.5)}
                  y={HEIGHT - size}
                  height={size}
                  fill={look.colour}
                  fillOpacity={state === 'half-open' ? 0.6 : state ? 1 : 0.25}
                  {...(state ? {} : { stroke: look.colour, strokeDasharray: '3 3' })}
                >
                  <title>{words}</title>
                </rect>
              )
            })}
            {hoverMs === null ? null : <Instant ms={hoverMs} domain={domain} />}
          </svg>
        </div>
      ))}
    </section>
  )
}

function stateAt(spans: readonly BreakerSpan[], atMs: number): string | null {
  return spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.state ?? null
}
