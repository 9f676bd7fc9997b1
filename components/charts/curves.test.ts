/** Data of the latency curve and of throughput against error rate. */
import { describe, expect, it } from 'vitest'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { decadesAround, latencyCurves } from './latency-data'
import { tradeoffMark, undrawnMarks } from './tradeoff-data'

const estimate = (value: number, low: number, high: number) => ({ value, low, high })
const figures = (part: Partial<StrategyFigures>) =>
  ({
    p50LatencyMs: null,
    p90LatencyMs: null,
    p99LatencyMs: null,
    p999LatencyMs: null,
    ...part,
  }) as StrategyFigures

describe('the latency curve', () => {
  const curves = latencyCurves(
    [figures({ p50LatencyMs: estimate(20, 18, 25), p99LatencyMs: estimate(400, 300, 900) }), null],
    ['a', 'b'],
  )
  it('has the quantiles that are known, whiskers as distances', () => {
    expect(curves.map((marks) => marks.map(({ y, whisker }) => [y, ...whisker]))).toEqual([
      [
        [20, 2, 5],
        [400, 100, 500],
      ],
      [],
    ])
    for (const [index, place] of [0, 2].entries())
      expect(Math.abs((curves[0]?.[index]?.x ?? NaN) - place)).toBeLessThan(0.5)
  })
  it('spans whole decades around all whiskers', () => {
    expect(decadesAround(curves.flat())).toEqual([10, 100, 1000])
    expect(decadesAround([])).toEqual([1, 10])
    expect(decadesAround([{ x: 0, y: 0.4, whisker: [0.4, 0.1], words: [] }])).toEqual([0.1, 1])
  })
})

describe('throughput against error rate', () => {
  const successRate = estimate(0.9, 0.85, 0.98)
  const throughputPerSecond = estimate(50, 40, 55)
  it('turns the interval of the success rate round', () => {
    const mark = tradeoffMark({ successRate, throughputPerSecond }, ['a'])
    expect(mark?.x).toBeCloseTo(10)
    expect(mark?.xWhisker[0]).toBeCloseTo(8)
    expect(mark?.xWhisker[1]).toBeCloseTo(5)
    expect(mark?.yWhisker).toEqual([10, 5])
    expect(mark?.words[0]).toBe('a')
  })
  it('has no mark where one of the two has no interval', () => {
    expect(tradeoffMark({ successRate: null, throughputPerSecond }, [])).toBeNull()
    expect(tradeoffMark({ successRate, throughputPerSecond: null }, [])).toBeNull()
  })
})

it('tells which strategies have no mark of throughput against error rate', () => {
  const estimate = { value: 0.5, low: 0.4, high: 0.6 }
  const mark = tradeoffMark({ successRate: estimate, throughputPerSecond: estimate }, [])
  if (!mark) throw new Error('both are known')
  const marks = [
    { all: mark, points: [] },
    { all: null, points: [mark] },
    { all: null, points: [] },
    { all: null, points: [] },
  ]
  const measured = { operations: 100 }
  expect(undrawnMarks(marks, [measured, measured, measured, null])).toEqual([
    ...[[], ['no interval in all: single fault points only'], ['no interval'], []],
  ])
})
