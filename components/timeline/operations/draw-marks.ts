/**
 * Draws the operations of a trial on a canvas: each mark is painted once and copied, and of successes that fall on the same pixel one
 * is drawn, so that ten thousand can be moved. Failures and operations in doubt are drawn last, over the others.
 */
import { OUTCOMES } from '@/lib/core/history/attempt'
import type { AttemptSpans, OperationColumns } from '@/lib/core/trace/operation-columns'
import { PLOT_LEFT, plotWidth, xOf, xWithin, type Plot } from '../axis/plot'
import { isWanted, placesIn, yOf, type LatencyScale, type Wanted } from './operation-marks'

export interface MarkPaint {
  /** Per strategy: a colour that a canvas knows. */
  colours: readonly string[]
  shapes: readonly ((radius: number) => string)[]
  bad: string
  unsure: string
  surface: string
}

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

/** Marks are the smaller the more there are. */
export function radiusFor(marks: number): number {
  return marks > 4_000 ? 2.5 : marks > 800 ? 3.5 : 5
}

/** Painted marks of one paint and density. */
export class MarkSprites {
  readonly #paint: MarkPaint
  readonly #density: number
  readonly #sprites = new Map<string, HTMLCanvasElement>()

  constructor(paint: MarkPaint, density: number) {
    this.#paint = paint
    this.#density = density
  }

  of(arm: number, outcome: number, radius: number): HTMLCanvasElement {
    const key = `${arm}/${outcome}/${radius}`
    const known = this.#sprites.get(key)
    if (known) return known
    const sprite = document.createElement('canvas')
    const half = radius + 3
    sprite.width = sprite.height = Math.ceil(2 * half * this.#density)
    const context = sprite.getContext('2d')
    if (context) {
      context.scale(this.#density, this.#density)
      context.translate(half, half)
      this.#paintMark(context, arm, outcome, radius)
    }
    this.#sprites.set(key, sprite)
    return sprite
  }

  #paintMark(context: CanvasRenderingContext2D, arm: number, outcome: number, radius: number): void {
    const { colours, shapes, bad, unsure, surface } = this.#paint
    const shape = new Path2D(shapes[arm]?.(radius) ?? '')
    const colour = colours[arm] ?? bad
    if (outcome === OK) {
      context.globalAlpha = 0.75
      context.fillStyle = colour
      context.fill(shape)
      return
    }
    // Hollow, with a sign of its own: a cross for what failed, a bar for what nobody knows.
    context.fillStyle = surface
    context.fill(shape)
    context.lineWidth = 1.2
    context.strokeStyle = colour
    context.stroke(shape)
    context.strokeStyle = outcome === FAIL ? bad : unsure
    context.lineWidth = Math.max(1.4, radius / 2.6)
    const r = radius * 0.95
    context.stroke(
      new Path2D(outcome === FAIL ? `M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}` : `M0 ${-r - 1}V${r + 1}`),
    )
  }
}

/** @returns how many marks stand in the part in sight */
export function drawMarks(
  context: CanvasRenderingContext2D,
  sprites: MarkSprites,
  paint: MarkPaint,
  drawing: Drawing,
): number {
  const { columns, close, wanted, plot, scale, height, density } = drawing
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, plot.width, height)
  context.save()
  context.beginPath()
  context.rect(PLOT_LEFT - 6, 0, plotWidth(plot) + 12, height)
  context.clip()
  if (close) drawAttempts(context, paint, close, drawing)
  const marks = close?.columns ?? columns
  const [first, end] = placesIn(marks, plot.span)
  const radius = radiusFor(end - first)
  const half = radius + 3
  const taken = new Uint32Array(Math.ceil(plot.width) * Math.ceil(height))
  const wide = Math.ceil(plot.width)
  const later: number[] = []
  let shown = 0
  const put = (place: number, outcome: number) => {
    const x = xOf((marks.startUs[place] ?? 0) / 1000, plot)
    const y = yOf((marks.latencyUs[place] ?? 0) / 1000, scale)
    const arm = marks.arm[place] ?? 0
    if (outcome === OK) {
      const pixel = Math.round(y) * wide + Math.round(x)
      const bit = 1 << (arm % 32)
      if (((taken[pixel] ?? 0) & bit) !== 0) return
      taken[pixel] = (taken[pixel] ?? 0) | bit
    }
    context.drawImage(sprites.of(arm, outcome, radius), x - half, y - half, 2 * half, 2 * half)
  }
  for (let place = first; place < end; place++) {
    if (!isWanted(marks, place, wanted)) continue
    shown += 1
    const outcome = marks.outcome[place] ?? OK
    if (outcome === OK) put(place, outcome)
    else later.push(place)
  }
  for (const place of later) put(place, marks.outcome[place] ?? OK)
  context.restore()
  return shown
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
