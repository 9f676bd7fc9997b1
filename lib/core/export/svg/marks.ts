/** What charts are made of: a strategy's mark, a whisker, words. Colours are CSS custom properties, so that both schemes fit. */
import { tag, text, type Attributes, type Markup } from './markup'

/** Colour and mark of a strategy, as the pages have them. */
export interface ChartLook {
  label: string
  colour: string
  mark: 'circle' | 'square' | 'triangle' | 'diamond'
}

export function markOf({ colour, mark }: ChartLook, x: number, y: number, size: number, words = ''): Markup {
  const r = size / 2
  const title = words === '' ? [] : [tag('title', {}, text(words))]
  const path = (d: string) => tag('g', { fill: colour }, ...title, tag('path', { d }))
  const [left, right, top, bottom] = [x - r, x + r, y - r, y + r].map(
    (value) => Math.round(value * 100) / 100,
  )
  switch (mark) {
    case 'circle':
      return tag('g', { fill: colour }, ...title, tag('circle', { cx: x, cy: y, r }))
    case 'square':
      return path(`M${left} ${top}H${right}V${bottom}H${left}Z`)
    case 'triangle':
      return path(`M${x} ${top}L${right} ${bottom}H${left}Z`)
    case 'diamond':
      return path(`M${x} ${top}L${right} ${y}L${x} ${bottom}L${left} ${y}Z`)
  }
}

/** Upright, with a short bar at both ends. */
export function whisker(x: number, low: number, high: number, stroke: string): Markup {
  const bar = (y: number) => line(x - 3, y, x + 3, y, { stroke })
  return tag('g', {}, line(x, low, x, high, { stroke }), bar(low), bar(high))
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): Markup {
  return tag('line', { x1, y1, x2, y2, 'stroke-width': 1.3, ...attributes })
}

export function label(x: number, y: number, words: string, attributes: Attributes = {}): Markup {
  return tag('text', { x, y, fill: SOFT, 'font-size': 14, ...attributes }, text(words))
}

export const SOFT = 'var(--rs-ink-soft)'
export const INK = 'var(--rs-ink)'
export const GRID = 'var(--rs-grid)'
