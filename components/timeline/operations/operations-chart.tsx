'use client'

/** The operations of a trial as marks over time and latency on a canvas; grid, faults and the pointer lie in drawings below and above it. */
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { isModified } from '@/components/keys/modified'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { AxisTicks } from '../axis/axis-ticks'
import { PLOT_LEFT, xOf, type Plot } from '../axis/plot'
import { useAxis, usePlot } from '../axis/use-axis'
import { Behind, isShown, plotEnd, Pointed } from '../behind/behind'
import { drawMarks, type Drawing } from './draw-marks'
import { markShapes } from './mark-shapes'
import { MarkSprites, type MarkPaint } from './mark-sprites'
import { markByKey, numberOfMark } from './mark-keys'
import { markAt, markWords, type MarkedOperation } from './mark-words'
import {
  closeScale,
  latencyScale,
  latencyTicks,
  nearestMark,
  yOf,
  type LatencyScale,
  type Wanted,
} from './operation-marks'
import styles from './operations-chart.module.css'

const HEIGHT = 280
const TOP = 10
const BOTTOM = 10
/** Pixels around a mark that belong to it. */
const REACH = 14

export function OperationsChart({
  columns,
  close,
  wanted,
  looks,
  marked,
  onMark,
  onOpen,
}: {
  columns: OperationColumns
  close: Drawing['close']
  wanted: Wanted
  looks: readonly StrategyLook[]
  /** The mark that is pointed at, or that keys have gone to. */
  marked: MarkedOperation | null
  onMark: (mark: MarkedOperation | null) => void
  onOpen: (mark: MarkedOperation) => void
}) {
  const { store } = useAxis()
  const plot = usePlot()
  const help = useId()
  const canvas = useRef<HTMLCanvasElement>(null)
  const scale = useMemo(() => {
    const [top, height] = [TOP, HEIGHT - TOP - BOTTOM]
    return close ? closeScale(close.columns, top, height) : latencyScale(columns, top, height)
  }, [columns, close])
  const scheme = useComputedColorScheme('light')
  const painted = useRef<{ key: string; paint: MarkPaint; sprites: MarkSprites } | null>(null)

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || plot.width === 0) return
    const density = window.devicePixelRatio
    const [wide, high] = [Math.round(plot.width * density), Math.round(HEIGHT * density)]
    // A new size empties it, also the same one.
    if (element.width !== wide) element.width = wide
    if (element.height !== high) element.height = high
    const key = `${scheme}/${density}/${looks.map(({ colour }) => colour).join()}`
    if (painted.current?.key !== key) {
      const paint = paintOf(element, looks)
      painted.current = { key, paint, sprites: new MarkSprites(paint, density) }
    }
    const { paint, sprites } = painted.current
    drawMarks(context, sprites, paint, { columns, close, wanted, plot, scale, height: HEIGHT, density })
  }, [columns, close, wanted, plot, scale, looks, scheme])

  const marks = close?.columns ?? columns
  const markUnder = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - box.left, y: event.clientY - box.top }
    const place = nearestMark(marks, { wanted, plot, scale }, at, REACH)
    return place === null ? null : markAt(marks, place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && marked && !isModified(event)) onOpen(marked)
    else {
      const next = markByKey(event, { columns, wanted }, marked, { span: plot.span, whole: store.whole })
      if (!next) return
      onMark(next.mark)
      store.show(next.span)
    }
    event.preventDefault()
  }
  return (
    <>
      <div
        className={styles.chart}
        style={{ height: HEIGHT }}
        role="slider"
        tabIndex={0}
        aria-label="Operations, one mark each"
        aria-describedby={help}
        aria-valuemin={0}
        aria-valuemax={columns.startUs.length}
        aria-valuenow={numberOfMark(columns, marked)}
        aria-valuetext={
          marked ? `${looks[marked.arm]?.label ?? ''}, ${markWords(marked)}` : 'no operation is chosen'
        }
        data-plot
        onKeyDown={onKeyDown}
        onMouseMove={(event) => onMark(event.buttons === 0 ? markUnder(event) : null)}
        onClick={(event) => {
          const mark = markUnder(event)
          if (mark) onOpen(mark)
        }}
      >
        <Ground plot={plot} scale={scale} />
        <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
        <svg className={styles.over} width="100%" height={HEIGHT} aria-hidden="true">
          {plot.width === 0 ? null : (
            <>
              <Pointed height={HEIGHT} />
              {marked && isShown(marked.startMs, plot) ? (
                <circle
                  className={styles.marked}
                  cx={xOf(marked.startMs, plot)}
                  cy={yOf(marked.latencyMs, scale)}
                  r={8}
                />
              ) : null}
            </>
          )}
        </svg>
      </div>
      <AxisTicks />
      <p id={help} className={styles.help}>
        Arrow keys go from mark to mark, Enter or a click opens the waterfall of one.
      </p>
    </>
  )
}

function Ground({ plot, scale }: { plot: Plot; scale: LatencyScale }) {
  return (
    <svg className={styles.ground} width="100%" height={HEIGHT} aria-hidden="true">
      {plot.width === 0 ? null : (
        <>
          <Behind top={0} height={HEIGHT} />
          {latencyTicks(scale).map((ms) => {
            const y = yOf(ms, scale)
            return (
              <g key={ms}>
                <line x1={PLOT_LEFT} x2={plotEnd(plot)} y1={y} y2={y} />
                <text x={PLOT_LEFT - 6} y={y + 4} textAnchor="end">
                  {ms >= 1_000 ? `${ms / 1_000} s` : ms}
                </text>
              </g>
            )
          })}
        </>
      )}
    </svg>
  )
}

/** A canvas knows no custom properties: their values at its place on the page, in the scheme of now. */
function paintOf(element: HTMLElement, looks: readonly StrategyLook[]): MarkPaint {
  const style = getComputedStyle(element)
  const valueOf = (colour: string) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1]
    return name === undefined ? colour : style.getPropertyValue(name).trim()
  }
  return {
    colours: looks.map(({ colour }) => valueOf(colour)),
    shapes: markShapes(looks),
    bad: valueOf('var(--rs-bad)'),
    unsure: valueOf('var(--rs-unsure)'),
    surface: valueOf('var(--rs-surface)'),
  }
}
