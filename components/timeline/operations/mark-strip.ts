/** Marks of more of the trial than is seen, as one picture: while one pans, it is moved, and drawn anew only where it ends. */
import { PLOT_LEFT, PLOT_RIGHT, plotWidth, xOf, type Plot } from '../axis/plot'
import { covers, lengthOf, type Span } from '../axis/zoom'
import { forEachMark, type Marks } from './each-mark'
import { OUTSIDE, PixelPicture, type SpritePixels } from './pixel-picture'

/** Of what is seen, drawn on each side of it. */
const BESIDE = 0.5

export interface StripDrawing extends Marks {
  /** Of a mark, in CSS pixels. */
  radius: number
  /** Device pixels per CSS pixel. */
  density: number
}

export class MarkStrip {
  readonly #pixelsOf: (arm: number, outcome: number, radius: number) => SpritePixels
  #drawn: { drawing: StripDrawing; plot: Plot; canvas: HTMLCanvasElement } | null = null

  constructor(pixelsOf: (arm: number, outcome: number, radius: number) => SpritePixels) {
    this.#pixelsOf = pixelsOf
  }

  draw(context: CanvasRenderingContext2D, drawing: StripDrawing): void {
    const { plot, height, density } = drawing
    if (!this.#drawn || !isShownBy(this.#drawn, drawing)) this.#drawn = this.#drawAnew(drawing)
    const { canvas, plot: wide } = this.#drawn
    // Whole pixels: a picture between two would be blurred.
    const shift = Math.round((xOf(plot.span[0], wide) - PLOT_LEFT) * density)
    const [left, width] = [(PLOT_LEFT - OUTSIDE) * density, (plotWidth(plot) + 2 * OUTSIDE) * density]
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(canvas, left + shift, 0, width, height * density, left, 0, width, height * density)
  }

  #drawAnew(drawing: StripDrawing): { drawing: StripDrawing; plot: Plot; canvas: HTMLCanvasElement } {
    const { height, density, radius } = drawing
    const plot = widened(drawing.plot)
    const picture = new PixelPicture(Math.ceil(plot.width * density), Math.ceil(height * density), density)
    forEachMark({ ...drawing, plot }, (arm, outcome, x, y) =>
      picture.put(this.#pixelsOf(arm, outcome, radius), x * density, y * density),
    )
    const canvas = document.createElement('canvas')
    canvas.width = picture.image.width
    canvas.height = picture.image.height
    canvas.getContext('2d')?.putImageData(picture.image, 0, 0)
    return { drawing, plot, canvas }
  }
}

/** A plot at the same scale that reaches further on both sides. */
export function widened({ span, width }: Plot): Plot {
  const beside = BESIDE * lengthOf(span)
  const whole: Span = [span[0] - beside, span[1] + beside]
  return { span: whole, width: PLOT_LEFT + PLOT_RIGHT + plotWidth({ span, width }) * (1 + 2 * BESIDE) }
}

/** Nothing but the place has changed, and that not further than the picture reaches. */
export function isShownBy(
  { drawing: before, plot: wide }: { drawing: StripDrawing; plot: Plot },
  now: StripDrawing,
): boolean {
  const length = lengthOf(now.plot.span)
  return (
    (['marks', 'wanted', 'scale', 'height', 'density', 'radius'] as const).every(
      (name) => before[name] === now[name],
    ) &&
    before.plot.width === now.plot.width &&
    // Moving it leaves rounding errors.
    Math.abs(lengthOf(before.plot.span) - length) < 1e-6 * length &&
    covers(wide.span, now.plot.span)
  )
}
