/** Marks of operations as small pictures, each painted once: per strategy, outcome and size. */
import { OUTCOMES } from '@/lib/core/history/attempt'
import { MarkStrip } from './mark-strip'
import type { SpritePixels } from './pixel-picture'

export interface MarkPaint {
  /** Per strategy: a colour that a canvas knows. */
  colours: readonly string[]
  shapes: readonly ((radius: number) => string)[]
  bad: string
  unsure: string
  surface: string
}

const OK = OUTCOMES.indexOf('ok')
const FAIL = OUTCOMES.indexOf('fail')

/** Marks are the smaller the more there are. */
export function radiusFor(marks: number): number {
  return marks > 4_000 ? 2.5 : marks > 800 ? 3.5 : 5
}

/** Thousands are looked up for each drawing: a number is quicker than a text. Radii are whole halves below 8. */
function keyOf(arm: number, outcome: number, radius: number): number {
  return (arm * OUTCOMES.length + outcome) * 16 + radius * 2
}

/** Half the side of a mark's picture: room for its sign, too. */
export function halfOf(radius: number): number {
  return radius + 3
}

/** Painted marks of one paint and density. */
export class MarkSprites {
  readonly #paint: MarkPaint
  readonly #density: number
  readonly #sprites = new Map<number, HTMLCanvasElement>()
  readonly #pixels = new Map<number, SpritePixels>()
  /** Many of them in one picture. */
  readonly strip = new MarkStrip((...which) => this.pixelsOf(...which))

  constructor(paint: MarkPaint, density: number) {
    this.#paint = paint
    this.#density = density
  }

  of(arm: number, outcome: number, radius: number): HTMLCanvasElement {
    const key = keyOf(arm, outcome, radius)
    const known = this.#sprites.get(key)
    if (known) return known
    const sprite = document.createElement('canvas')
    const half = halfOf(radius)
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

  /** The same as pixels. */
  pixelsOf(arm: number, outcome: number, radius: number): SpritePixels {
    const key = keyOf(arm, outcome, radius)
    const known = this.#pixels.get(key)
    if (known) return known
    const sprite = this.of(arm, outcome, radius)
    const image = sprite.getContext('2d')?.getImageData(0, 0, sprite.width, sprite.height)
    const pixels = {
      size: sprite.width,
      data: image ? new Uint32Array(image.data.buffer) : new Uint32Array(0),
    }
    this.#pixels.set(key, pixels)
    return pixels
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
