/** Where instants stand in a drawing that is so many pixels wide. Pure. */
import { lengthOf, type Span } from './zoom'

/** Room for the values on the left, and for half a label on the right. */
export const PLOT_LEFT = 48
export const PLOT_RIGHT = 12

/** A press that moves less is no drag, in pixels. */
const DRAG_SLACK = 4

export function isDragBetween(fromX: number, toX: number): boolean {
  return Math.abs(toX - fromX) >= DRAG_SLACK
}

export interface Plot {
  span: Span
  /** Of the whole drawing, in pixels. */
  width: number
}

export function plotWidth({ width }: Plot): number {
  return Math.max(1, width - PLOT_LEFT - PLOT_RIGHT)
}

export function xOf(ms: number, plot: Plot): number {
  return PLOT_LEFT + (plotWidth(plot) * (ms - plot.span[0])) / lengthOf(plot.span)
}

/** Held within the plot. */
export function xWithin(ms: number, plot: Plot): number {
  return xOf(Math.min(plot.span[1], Math.max(plot.span[0], ms)), plot)
}

/** The instant at a pixel; held within what is shown. */
export function msAt(x: number, plot: Plot): number {
  const share = Math.min(1, Math.max(0, (x - PLOT_LEFT) / plotWidth(plot)))
  return plot.span[0] + share * lengthOf(plot.span)
}
