'use client'

/** Round instants below the charts. */
import { PLOT_LEFT, plotWidth, xOf } from './plot'
import { timeTicks } from './time-ticks'
import { usePlot } from './use-axis'
import styles from '../behind/behind.module.css'

export function AxisTicks() {
  const plot = usePlot()
  const end = PLOT_LEFT + plotWidth(plot)
  return (
    <svg className={styles.ticks} width="100%" height={24} aria-hidden="true" data-plot>
      {plot.width === 0 ? null : (
        <>
          <line x1={PLOT_LEFT} x2={end} y1={0.5} y2={0.5} />
          {timeTicks(plot.span, plotWidth(plot)).map(({ ms, label }) => {
            const x = xOf(ms, plot)
            return (
              <g key={ms}>
                <line x1={x} x2={x} y1={0} y2={5} />
                <text x={x} y={18} textAnchor={x > end - 24 ? 'end' : 'middle'}>
                  {label}
                </text>
              </g>
            )
          })}
        </>
      )}
    </svg>
  )
}
