'use client'

/** The whole trial in one strip, with the part that the charts show: drag it, drag its edges, or drag a new one. */
import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { spanWords } from '@/components/format/instants'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import { isDragBetween, msAt, PLOT_LEFT, plotWidth, xOf, xWithin, type Plot } from './plot'
import { gripAt, movedBy, type Grip } from './strip-grip'
import { keySpan } from './strip-keys'
import { useAxis, useShownSpan } from './use-axis'
import { isSame, panned, type Span } from './zoom'
import styles from './axis.module.css'

export interface OverviewInput {
  /** Successes and failures of all strategies over time: when each step begins, and what there was in it. */
  steps: readonly { startMs: number; good: number; bad: number }[]
  bands: readonly { key: string; startMs: number; endMs: number }[]
  changes: readonly Pick<LeaderEvent, 'seenMs'>[]
}

const HEIGHT = 40
/** Of an edge of the part in sight. */
const EDGE = 7

export function OverviewStrip({ steps, bands, changes }: OverviewInput) {
  const { store, width } = useAxis()
  const span = useShownSpan()
  const { whole } = store
  const plot = useMemo((): Plot => ({ span: whole, width }), [whole, width])
  const [from, to] = [xOf(span[0], plot), xOf(span[1], plot)]
  const isAll = isSame(span, whole)
  const press = useRef<{ grip: Grip; x: number; span: Span; isDrag: boolean } | null>(null)
  const xIn = (event: PointerEvent<SVGSVGElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left

  const onKeyDown = (event: KeyboardEvent) => {
    const next = keySpan(event, span, whole)
    if (!next) return
    event.preventDefault()
    store.show(next)
  }
  return (
    <svg
      className={styles.strip}
      width="100%"
      height={HEIGHT}
      role="slider"
      tabIndex={0}
      aria-label="Part of the trial that the charts show"
      aria-valuemin={Math.round(whole[0])}
      aria-valuemax={Math.round(whole[1])}
      aria-valuenow={Math.round(span[0])}
      aria-valuetext={isAll ? 'the whole trial' : spanWords(span)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const x = xIn(event)
        press.current = { grip: gripAt(x, { from, to, isAll, edge: EDGE }), x, span, isDrag: false }
      }}
      onPointerMove={(event) => {
        // It may have been let go where nobody was told.
        if (event.buttons === 0) press.current = null
        const own = press.current
        if (!own) return
        const x = xIn(event)
        own.isDrag ||= isDragBetween(own.x, x)
        if (!own.isDrag) return
        const by = { fromMs: msAt(own.x, plot), toMs: msAt(x, plot) }
        // A new part that is taken back leaves the one before.
        const isBack = own.grip === 'new' && !isDragBetween(own.x, x)
        store.show(isBack ? own.span : movedBy(own.grip, own.span, whole, by))
      }}
      onPointerUp={() => {
        const own = press.current
        press.current = null
        // A press without a drag beside the part brings it there.
        if (own?.grip === 'new' && !isAll && !own.isDrag)
          store.show(panned(own.span, whole, msAt(own.x, plot) - (own.span[0] + own.span[1]) / 2))
      }}
      onPointerCancel={() => (press.current = null)}
    >
      {width === 0 ? null : (
        <>
          <Whole {...{ steps, bands, changes, plot }} />
          <rect className={styles.away} x={PLOT_LEFT} width={Math.max(0, from - PLOT_LEFT)} height={HEIGHT} />
          <rect
            className={styles.away}
            x={to}
            width={Math.max(0, PLOT_LEFT + plotWidth(plot) - to)}
            height={HEIGHT}
          />
          <rect
            className={styles.part}
            x={from}
            y={0.5}
            width={Math.max(2, to - from)}
            height={HEIGHT - 1}
            data-all={isAll || undefined}
          />
          {isAll
            ? null
            : [from, to].map((x, end) => (
                <g key={end} className={styles.edge}>
                  <rect x={x - EDGE} width={2 * EDGE} height={HEIGHT} />
                  <line x1={x} x2={x} y1={HEIGHT / 2 - 7} y2={HEIGHT / 2 + 7} />
                </g>
              ))}
        </>
      )}
    </svg>
  )
}

/** What happened in the whole trial, small; it stays as it is while one zooms and pans. */
const Whole = memo(function Whole({ steps, bands, changes, plot }: OverviewInput & { plot: Plot }) {
  const most = Math.max(1, ...steps.map(({ good, bad }) => good + bad))
  const y = (value: number) => HEIGHT - 3 - ((HEIGHT - 8) * value) / most
  const area = (of: (step: (typeof steps)[number]) => number) =>
    `M${PLOT_LEFT} ${HEIGHT - 3}${steps
      .map((step) => `H${xWithin(step.startMs, plot).toFixed(1)}V${y(of(step)).toFixed(1)}`)
      .join('')}H${PLOT_LEFT + plotWidth(plot)}V${HEIGHT - 3}Z`
  return (
    <>
      <rect className={styles.ground} x={PLOT_LEFT} width={plotWidth(plot)} height={HEIGHT} />
      {bands.map(({ key, startMs, endMs }) => {
        const x = xWithin(startMs, plot)
        return (
          <rect key={key} className={styles.band} x={x} width={xWithin(endMs, plot) - x} height={HEIGHT} />
        )
      })}
      <path className={styles.allOps} d={area(({ good, bad }) => good + bad)} />
      <path className={styles.badOps} d={area(({ bad }) => bad)} />
      {changes.map(({ seenMs }) => (
        <line
          key={seenMs}
          className={styles.change}
          x1={xWithin(seenMs, plot)}
          x2={xWithin(seenMs, plot)}
          y2={HEIGHT}
        />
      ))}
    </>
  )
})
