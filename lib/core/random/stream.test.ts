import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf } from './stream'

describe('streamOf', () => {
  it('gives the same numbers for the same path', () => {
    const draw = () => {
      const stream = streamOf(7, RANDOM_PURPOSE.backoff, 3, 1, 42)
      return Array.from({ length: 5 }, () => stream.next())
    }
    expect(draw()).toEqual(draw())
  })

  it('keeps the numbers of released versions, or stored seeds would mean something else', () => {
    const stream = streamOf(7, RANDOM_PURPOSE.backoff, 0, 0, 0)
    expect([stream.next(), stream.next()]).toMatchInlineSnapshot(`
      [
        0.45218662647894003,
        0.09254660556048899,
      ]
    `)
  })

  it('gives other numbers when any part of the path differs', () => {
    const first = (...path: number[]) => streamOf(1, ...path).next()
    const all = [
      first(1),
      first(2),
      first(1, 0),
      first(1, 1),
      first(0, 1),
      streamOf(2, 1).next(),
      streamOf(2 ** 32 + 1, 1).next(),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('is uniform over the first draws of neighbouring streams (chi-square, 99.9 %)', () => {
    const bins = new Array<number>(20).fill(0)
    for (let operation = 0; operation < 20_000; operation++) {
      const bin = Math.floor(streamOf(11, RANDOM_PURPOSE.backoff, 0, 0, operation).next() * 20)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(43.82)
  })
})
