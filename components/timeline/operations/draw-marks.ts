/** Draws the operations of a trial on a canvas, and the attempts of those that are looked at from near. */
import { OUTCOMES } from '@/lib/core/history/attempt'
import type { AttemptSpans, OperationColumns } from '@/lib/core/trace/operation-columns'
import { PLOT_LEFT, plotWidth, xWithin, type Plot } from '../axis/plot'
import { forEachMark } from './each-mark'
import { halfOf, type MarkPaint, type MarkSprites, radiusFor } from './mark-sprites'
import { isWanted, placesIn, yOf, type LatencyScale, type Wanted } from './operation-marks'

export interface Drawing {
  columns: OperationColumns
  /** Operations with their attempts, where one is near enough to see them. */
  close: { columns: OperationColumns; spans: AttemptSpans } | null
  wanted: Wanted
  plot: Plot
  scale: LatencyScale
  /** Of the canvas in CSS pixels. */
  height: number
  /** Device pixels per CSS pixel. */
  density: number
}

const OK = OUTCOMES.indexOf('ok')
const FAIL = OUTCOMES.indexOf('fail')

/** With more marks in sight, they are copied pixel by pixel, once for many frames of a pan: a canvas takes too long over thousands of small pictures. */
const MANY = 600

export function drawMarks(
  context: CanvasRenderingContext2D,
  sprites: MarkSprites,
  paint: MarkPaint,
  drawing: Drawing,
): void {
  const { columns, close, plot, height, density } = drawing
  const marks = close?.columns ?? columns
  const [first, end] = placesIn(marks, plot.span)
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, plot.width, height)
  const radius = radiusFor(end - first)
  if (end - first > MANY) {
    sprites.strip.draw(context, { ...drawing, marks, radius })
    return
  }
  context.save()
  context.beginPath()
  context.rect(PLOT_LEFT - 6, 0, plotWidth(plot) + 12, height)
  context.clip()
  if (close) drawAttempts(context, paint, close, drawing)
  const half = halfOf(radius)
  forEachMark({ ...drawing, marks }, (arm, outcome, x, y) => {
    context.drawImage(sprites.of(arm, outcome, radius), x - half, y - half, 2 * half, 2 * half)
  })
  context.restore()
}

/** Each operation as a thin line from its intended start to its end, its attempts as bars on it; a failed one ends with a stroke. */
function drawAttempts(
  context: CanvasRenderingContext2D,
  { colours, bad, unsure }: MarkPaint,
  { columns, spans }: NonNullable<Drawing['close']>,
  { wanted, plot, scale }: Drawing,
): void {
  const yAt = (place: number) => yOf((columns.latencyUs[place] ?? 0) / 1000, scale)
  context.lineWidth = 1
  context.globalAlpha = 0.6
  for (let place = 0; place < columns.startUs.length; place++) {
    if (!isWanted(columns, place, wanted)) continue
    const startUs = columns.startUs[place] ?? 0
    context.strokeStyle = colours[columns.arm[place] ?? 0] ?? bad
    context.beginPath()
    context.moveTo(xWithin(startUs / 1000, plot), yAt(place))
    context.lineTo(xWithin((startUs + (columns.latencyUs[place] ?? 0)) / 1000, plot), yAt(place))
    context.stroke()
  }
  context.globalAlpha = 1
  for (let row = 0; row < spans.of.length; row++) {
    const place = spans.of[row] ?? 0
    const [startMs, endMs] = [(spans.startUs[row] ?? 0) / 1000, (spans.endUs[row] ?? 0) / 1000]
    if (endMs < plot.span[0] || startMs > plot.span[1] || !isWanted(columns, place, wanted)) continue
    const [from, to, y] = [xWithin(startMs, plot), xWithin(endMs, plot), yAt(place)]
    const outcome = spans.outcome[row] ?? OK
    context.globalAlpha = outcome === OK ? 0.9 : 0.45
    context.fillStyle = colours[columns.arm[place] ?? 0] ?? bad
    context.fillRect(from, y - 2, Math.max(1, to - from), 4)
    context.globalAlpha = 1
    if (outcome === OK || endMs > plot.span[1]) continue
    context.fillStyle = outcome === FAIL ? bad : unsure
    context.fillRect(to - 1, y - 5, 2, 10)
  }
}
