import { describe, expect, it } from 'vitest'
import { Histogram } from './histogram'
import { shapeOf } from './shape'

function histogramOf(values: number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

describe('the shape of a distribution', () => {
  it('loses no value, also of those far beyond the rest', () => {
    const shape = shapeOf(histogramOf([...Array.from({ length: 999 }, (_, i) => i / 10), 5_000]))
    expect(shape?.bars.reduce((a, b) => a + b)).toBe(1_000)
    expect(shape?.to).toBeLessThan(110)
    // Evenly spread values make even bars; the last holds the one beyond.
    for (const bar of shape?.bars ?? []) expect(Math.abs(bar - 50)).toBeLessThan(12)
  })
  it('tells negative values from positive ones', () => {
    const shape = shapeOf(histogramOf([-100, -100, 50]))
    expect(shape?.bars[0]).toBe(2)
    expect(shape?.bars.at(-1)).toBe(1)
  })
  it('stands in the middle when all values are one, and is none of none', () => {
    expect(shapeOf(histogramOf([7, 7]))?.bars.findIndex((bar) => bar === 2)).toBeGreaterThan(5)
    expect(shapeOf(histogramOf([]))).toBeNull()
  })
})
