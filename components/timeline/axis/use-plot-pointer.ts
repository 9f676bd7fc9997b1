'use client'

/**
 * What the pointer does in any chart of a timeline: pointing marks the instant in all, dragging zooms to what was dragged over, with
 * Shift it pans. A wheel that goes sideways (or with Shift) pans, with Ctrl or two fingers it zooms; upwards and downwards it scrolls
 * the page as everywhere.
 */
import { useEffect, useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import type { AxisStore } from './axis-store'
import { isDragBetween, msAt, plotWidth, type Plot } from './plot'
import { lengthOf, MIN_SPAN_MS, panned, zoomed, type Span } from './zoom'

const PIXELS_OF_A_LINE = 16

interface Press {
  pointer: number
  x: number
  span: Span
  isPan: boolean
  isDrag: boolean
}

export function usePlotPointer(root: RefObject<HTMLElement | null>, store: AxisStore, width: number) {
  const press = useRef<Press | null>(null)
  const hasDragged = useRef(false)
  const xIn = (clientX: number) => clientX - (root.current?.getBoundingClientRect().left ?? 0)
  const plot = (span = store.span()): Plot => ({ span, width })

  useEffect(() => {
    const element = root.current
    const onWheel = (event: WheelEvent) => {
      if (!isInPlot(event.target)) return
      const unit = event.deltaMode === 1 ? PIXELS_OF_A_LINE : 1
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
      const at = { span: store.span(), width }
      if (event.ctrlKey) {
        const x = event.clientX - (element?.getBoundingClientRect().left ?? 0)
        store.show(zoomed(at.span, store.whole, Math.exp((-event.deltaY * unit) / 200), msAt(x, at)))
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        store.show(panned(at.span, store.whole, (sideways * unit * lengthOf(at.span)) / plotWidth(at)))
      else return
      event.preventDefault()
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [root, store, width])

  const brushOf = ({ x, span }: Press, to: number): Span => {
    const [a, b] = [msAt(x, plot(span)), msAt(to, plot(span))]
    return [Math.min(a, b), Math.max(a, b)]
  }
  return {
    onPointerDown(event: PointerEvent) {
      hasDragged.current = false
      if (event.button !== 0 || !isInPlot(event.target)) return
      press.current = {
        ...{ pointer: event.pointerId, x: xIn(event.clientX), span: store.span() },
        ...{ isPan: event.shiftKey, isDrag: false },
      }
    },
    onPointerMove(event: PointerEvent) {
      const x = xIn(event.clientX)
      // It was let go where nobody was told.
      if (press.current?.pointer === event.pointerId && event.buttons === 0) {
        press.current = null
        store.point({ brush: null })
      }
      const own = press.current
      if (own?.pointer !== event.pointerId) {
        store.point({ atMs: isInPlot(event.target) ? msAt(x, plot()) : null })
        return
      }
      if (!own.isDrag) {
        if (!isDragBetween(own.x, x)) return
        own.isDrag = true
        // It goes on outside of the chart.
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      if (own.isPan) {
        const byMs = ((own.x - x) * lengthOf(own.span)) / plotWidth(plot())
        store.show(panned(own.span, store.whole, byMs))
      } else store.point({ atMs: msAt(x, plot(own.span)), brush: brushOf(own, x) })
    },
    onPointerUp(event: PointerEvent) {
      const own = press.current
      press.current = null
      if (own?.pointer !== event.pointerId || !own.isDrag) return
      hasDragged.current = true
      store.point({ brush: null })
      const brush = brushOf(own, xIn(event.clientX))
      if (!own.isPan && lengthOf(brush) >= MIN_SPAN_MS / 2) store.show(brush)
    },
    onPointerCancel() {
      press.current = null
      store.point({ atMs: null, brush: null })
    },
    onPointerLeave() {
      if (press.current === null) store.point({ atMs: null })
    },
    /** The click that ends a drag opens nothing. */
    onClickCapture(event: MouseEvent) {
      if (!hasDragged.current) return
      hasDragged.current = false
      event.stopPropagation()
    },
  }
}

/** Drawings with this mark lie on the axis. */
function isInPlot(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-plot]') !== null
}
