'use client'

/** Breakers over time, one lane each: closed a thin line, half-open a low bar, open a full one. */
import lines from '@/components/charts/time-lines.module.css'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { xWithin } from '@/components/timeline/axis/plot'
import { usePlot, usePointing } from '@/components/timeline/axis/use-axis'
import { Behind, Pointed } from '@/components/timeline/behind/behind'
import { StrategyName } from '@/components/ui/strategy-name'
import { breakerWords, type BreakerSpan } from './series-data'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

const HEIGHT = 22
const SIZES = { closed: 2, 'half-open': 10, open: 20 } as const

interface Breaker {
  look: StrategyLook
  spans: readonly BreakerSpan[]
}

export function BreakerLanes({ breakers }: { breakers: readonly Breaker[] }) {
  return (
    <section className={styles.chart} aria-label="Breakers">
      <div className={styles.title}>
        <strong>Breakers</strong>
        <span className={ui.secondary}>thin = closed, low = half-open, high = open, dashed = unknown</span>
      </div>
      {breakers.map((breaker) => (
        <div key={breaker.look.label}>
          <div className={styles.legend}>
            <StrategyName look={breaker.look} />
            <StateWords spans={breaker.spans} />
          </div>
          <Lane {...breaker} />
        </div>
      ))}
    </section>
  )
}

function StateWords({ spans }: Pick<Breaker, 'spans'>) {
  const { atMs } = usePointing()
  return (
    <span className={styles.value}>
      {atMs === null ? breakerWords(spans) : (stateAt(spans, atMs) ?? 'unknown')}
    </span>
  )
}

function Lane({ look, spans }: Breaker) {
  const plot = usePlot()
  return (
    <svg
      className={lines.drawing}
      width="100%"
      height={HEIGHT}
      role="img"
      aria-label={`Breaker of ${look.label} over time: ${breakerWords(spans)}`}
      data-plot
    >
      {plot.width === 0 ? null : (
        <>
          <Behind top={0} height={HEIGHT} />
          {spans
            .filter(({ fromMs, toMs }) => toMs >= plot.span[0] && fromMs <= plot.span[1])
            .map(({ fromMs, toMs, state, words }) => {
              const size = state ? SIZES[state] : SIZES.closed
              const x = xWithin(fromMs, plot)
              return (
                <rect
                  key={fromMs}
                  x={x}
                  // A probe takes less than a pixel, and is what matters.
                  width={Math.max(xWithin(toMs, plot) - x, state === 'closed' ? 0 : 1.5)}
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
          <Pointed height={HEIGHT} />
        </>
      )}
    </svg>
  )
}

function stateAt(spans: readonly BreakerSpan[], atMs: number): string | null {
  return spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.state ?? null
}
