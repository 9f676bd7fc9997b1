/** A picture that small ones are copied into pixel by pixel: thousands of them in a few milliseconds, also without a graphics card. */
import { PLOT_LEFT, PLOT_RIGHT } from '../axis/plot'

/** A square of pixels, each four bytes as ImageData has them. */
export interface SpritePixels {
  size: number
  data: Uint32Array
}

/** Fainter pixels are edges: they never cover what is there. */
const COVERS = 96
/** Marks may stand out of the plot by so much, in CSS pixels. */
export const OUTSIDE = 6

export class PixelPicture {
  readonly image: ImageData
  readonly #pixels: Uint32Array
  readonly #from: number
  readonly #to: number

  constructor(width: number, height: number, density: number) {
    this.image = new ImageData(width, height)
    this.#pixels = new Uint32Array(this.image.data.buffer)
    this.#from = Math.round((PLOT_LEFT - OUTSIDE) * density)
    this.#to = Math.round(width - (PLOT_RIGHT - OUTSIDE) * density)
  }

  /** Copies a square with its middle at x, y. */
  put({ size, data }: SpritePixels, x: number, y: number): void {
    const { width, height } = this.image
    const [left, top] = [Math.round(x - size / 2), Math.round(y - size / 2)]
    const [fromColumn, toColumn] = [Math.max(0, this.#from - left), Math.min(size, this.#to - left)]
    const [fromRow, toRow] = [Math.max(0, -top), Math.min(size, height - top)]
    for (let row = fromRow; row < toRow; row++) {
      let source = row * size + fromColumn
      let target = (top + row) * width + left + fromColumn
      for (let column = fromColumn; column < toColumn; column++, source++, target++) {
        const pixel = data[source] ?? 0
        // The opacity is the highest byte.
        if (pixel >>> 24 >= COVERS || (pixel !== 0 && this.#pixels[target] === 0))
          this.#pixels[target] = pixel
      }
    }
  }
}
