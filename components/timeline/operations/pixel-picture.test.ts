import { afterEach, expect, it, vi } from 'vitest'
import { PixelPicture } from './pixel-picture'

class Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Uint8ClampedArray(width * height * 4)
  }
}

afterEach(() => vi.unstubAllGlobals())

/** Columns 50 to 53 of all rows, by the lowest byte. */
function partOf({ image }: PixelPicture): number[][] {
  const pixels = new Uint32Array(image.data.buffer)
  return Array.from({ length: image.height }, (_, row) =>
    Array.from({ length: 4 }, (_, column) => (pixels[row * image.width + 50 + column] ?? 0) & 255),
  )
}

function valueAt({ image }: PixelPicture, column: number): number {
  return (new Uint32Array(image.data.buffer)[column] ?? 0) & 255
}

it('marks are copied over each other, their faint edges only where nothing is, and what stands out is cut', () => {
  vi.stubGlobal('ImageData', Picture)
  const picture = new PixelPicture(80, 3, 1)
  const solid = (value: number) => ((255 << 24) | value) >>> 0
  const faint = (value: number) => ((40 << 24) | value) >>> 0
  const mark = { size: 2, data: Uint32Array.of(solid(1), solid(2), faint(3), 0) }
  picture.put(mark, 51, 1)
  expect(partOf(picture)).toEqual([
    [1, 2, 0, 0],
    [3, 0, 0, 0],
    [0, 0, 0, 0],
  ])
  picture.put({ size: 2, data: Uint32Array.of(faint(7), solid(8), faint(9), faint(6)) }, 52, 1)
  expect(partOf(picture)).toEqual([
    [1, 2, 8, 0],
    [3, 9, 6, 0],
    [0, 0, 0, 0],
  ])
  // Half above the picture, and far beside it.
  picture.put(mark, 53, 0)
  picture.put(mark, -40, 1)
  picture.put(mark, 500, 1)
  expect(partOf(picture)[0]).toEqual([1, 2, 8, 0])
  // At both ends of what may be drawn on, half of a mark is left.
  picture.put(mark, 42, 1)
  picture.put(mark, 74, 1)
  expect([41, 42, 73, 74].map((column) => valueAt(picture, column))).toEqual([0, 2, 1, 0])
})
