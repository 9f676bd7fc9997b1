'use client'

/** What a chart of the timeline asks of the axis that it shares. */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { AxisStore, Pointing } from './axis-store'
import type { Plot } from './plot'
import type { Span } from './zoom'

export interface Axis {
  store: AxisStore
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
  const { store } = useAxis()
  return useSyncExternalStore(store.onSpan, store.span, store.span)
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
