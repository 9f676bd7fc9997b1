'use client'

/** What lies behind every chart of a timeline: the drain, faults while they lasted, and changes of leader as dashed lines. */
import { createContext, useContext } from 'react'
import { PLOT_LEFT, plotWidth, xOf, xWithin, type Plot } from '@/components/timeline/axis/plot'
import { useAxis, usePlot, usePointing } from '@/components/timeline/axis/use-axis'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import type { FaultBand } from './fault-lanes'
import styles from './behind.module.css'

export interface Happened {
  bands: readonly FaultBand[]
  changes: readonly LeaderEvent[]
}

const HappenedContext = createContext<Happened>({ bands: [], changes: [] })
export const HappenedProvider = HappenedContext.Provider

export function useHappened(): Happened {
  return useContext(HappenedContext)
}

/** @param top of the plot @param height of the plot, in pixels */
export function Behind({ top, height }: { top: number; height: number }) {
  const { windowMs } = useAxis()
  const plot = usePlot()
  const { bands, changes } = useHappened()
  return (
    <g aria-hidden="true">
      <Stretch className={styles.drain} from={windowMs} to={plot.span[1]} {...{ plot, top, height }} />
      {bands.map(({ key, startMs, endMs }) => (
        <Stretch key={key} className={styles.fault} from={startMs} to={endMs} {...{ plot, top, height }} />
      ))}
      {changes.map(({ startMs, seenMs }) => (
        <g key={seenMs}>
          <Stretch className={styles.leaderless} from={startMs} to={seenMs} {...{ plot, top, height }} />
          {isShown(seenMs, plot) ? (
            <line
              className={styles.change}
              x1={xOf(seenMs, plot)}
              x2={xOf(seenMs, plot)}
              y1={0}
              y2={top + height}
            />
          ) : null}
        </g>
      ))}
    </g>
  )
}

export function isShown(ms: number, { span }: Plot): boolean {
  return ms >= span[0] && ms <= span[1]
}

function Stretch({
  className,
  from,
  to,
  plot,
  top,
  height,
}: {
  className: string | undefined
  from: number
  to: number
  plot: Plot
  top: number
  height: number
}) {
  if (to <= plot.span[0] || from >= plot.span[1] || to <= from) return null
  const x = xWithin(from, plot)
  return <rect className={className} x={x} width={xWithin(to, plot) - x} y={top} height={height} />
}

/** The instant that is pointed at in any of the charts, and what is being dragged over. */
export function Pointed({ height }: { height: number }) {
  const plot = usePlot()
  const { atMs, brush } = usePointing()
  return (
    <g aria-hidden="true" pointerEvents="none">
      {brush ? (
        <rect
          className={styles.brush}
          x={xWithin(brush[0], plot)}
          width={xWithin(brush[1], plot) - xWithin(brush[0], plot)}
          height={height}
        />
      ) : null}
      {atMs !== null && isShown(atMs, plot) ? (
        <line className={styles.pointed} x1={xOf(atMs, plot)} x2={xOf(atMs, plot)} y2={height} />
      ) : null}
    </g>
  )
}

/** The right end of a plot. */
export function plotEnd(plot: Plot): number {
  return PLOT_LEFT + plotWidth(plot)
}
