'use client'

/** What a chart of the timeline asks of the axis that it shares. */
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type RefObject } from 'react'
import type { AxisStore, Pointing } from './axis-store'
import type { Plot } from './plot'
import { SpanInSight, type ShownSpan } from './span-in-sight'
import type { Span } from './zoom'

export interface Axis {
  store: AxisStore
  /** The part that this chart shows: the axis' own, or late while the chart is out of sight. */
  shown: ShownSpan
  /** Of all drawings, in pixels; 0 until it is known. */
  width: number
  /** What lies after it is shaded: the drain. */
  windowMs: number
}

const AxisContext = createContext<Axis | null>(null)
export const AxisProvider = AxisContext.Provider

export function useAxis(): Axis {
  const axis = useContext(AxisContext)
  if (!axis) throw new Error('a chart over time stands in a TimeAxis')
  return axis
}

/** The part of the trial that is looked at. */
export function useShownSpan(): Span {
  const { shown } = useAxis()
  return useSyncExternalStore(shown.onSpan, shown.span, shown.span)
}

/** The axis for what stands in this element: out of sight it waits until the axis rests. */
export function useAxisInSight(element: RefObject<Element | null>): Axis {
  const axis = useAxis()
  const shown = useMemo(() => new SpanInSight(axis.store), [axis.store])
  useEffect(() => {
    // Without a margin: what is just below the edge would cost every frame of a pan as much as what is seen.
    const observer = new IntersectionObserver((seen) => shown.see(seen.at(-1)?.isIntersecting === true))
    if (element.current) observer.observe(element.current)
    const stop = shown.follow()
    return () => {
      observer.disconnect()
      stop()
    }
  }, [shown, element])
  return useMemo(() => ({ ...axis, shown }), [axis, shown])
}

/** Where instants stand in a drawing now. */
export function usePlot(): Plot {
  const { width } = useAxis()
  const span = useShownSpan()
  return useMemo(() => ({ span, width }), [span, width])
}

/** What is pointed at in any of the charts. */
export function usePointing(): Pointing {
  const { store } = useAxis()
  return useSyncExternalStore(store.onPointing, store.pointing, store.pointing)
}
