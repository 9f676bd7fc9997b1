import { describe, expect, it } from 'vitest'
import { faultPoints, matrixSchema } from '@/lib/core/experiment/matrix'
import { heatAxes, variedDimensions } from './heat-axes'
import { evenColumns } from './map-columns'
import { HEAT_METRICS, heatClass, heatLegend, heatMetrics } from './heat-scale'

const points = faultPoints(
  matrixSchema.parse({ latencyMs: [0, 100], jitterMs: [0, 50], leaderSwitchesPerMinute: [0, 6, 12] }),
)

describe('heat scale', () => {
  it('spends most of its classes between 90 and 100 %', () => {
    const classes = [0.9, 0.95, 0.98, 0.995, 1].map((value) => heatClass(heatMetrics.success, value))
    expect(classes).toEqual([3, 4, 5, 6, 7])
    expect(heatClass(heatMetrics.success, 0.2)).toBe(0)
  })
  it('calls more attempts and more latency worse', () => {
    expect(heatClass(heatMetrics.amplification, 1)).toBe(7)
    expect(heatClass(heatMetrics.amplification, 5)).toBe(0)
    expect(heatClass(heatMetrics.p99, 10)).toBe(7)
    expect(heatClass(heatMetrics.p99, 9_000)).toBe(0)
  })
  it.each(HEAT_METRICS)('draws each class of %s once, from worst to best', (name) => {
    expect(heatLegend(heatMetrics[name]).map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
  it('names the class that a bound begins', () => {
    expect(heatLegend(heatMetrics.success).at(-1)?.label).toBe('≥ 99.9')
    expect(heatLegend(heatMetrics.amplification)[0]?.label).toBe('≥ 3')
  })
})

describe('heat axes', () => {
  it('puts every point on the map exactly once, whichever dimension goes across', () => {
    for (const across of variedDimensions(points)) {
      const placed = heatAxes(points, across).rows.flatMap((row) => row.points)
      expect([...placed].sort((a, b) => Number(a) - Number(b))).toEqual(points.map((_, index) => index))
    }
  })
  it('shows latency and jitter as rows and switches as columns', () => {
    const axes = heatAxes(points, 'leaderSwitchesPerMinute')
    expect(axes.rows.map((row) => row.label)).toEqual(['0 ± 0', '0 ± 50', '100 ± 0', '100 ± 50'])
    expect(axes.columns.map((column) => column.label)).toEqual(['0', '6', '12'])
  })
  it('offers only dimensions with more than one value', () => {
    expect(
      variedDimensions(
        faultPoints(matrixSchema.parse({ latencyMs: [5], jitterMs: [0, 1], leaderSwitchesPerMinute: [0] })),
      ),
    ).toEqual(['jitterMs'])
  })
})

describe('lines of maps', () => {
  it('are full, or lack one map at most', () => {
    expect([1, 2, 3, 4, 5, 6].map(evenColumns)).toEqual([
      [1],
      [2, 1],
      [3, 1],
      [4, 2, 1],
      [5, 3, 1],
      [6, 3, 2, 1],
    ])
  })
})
