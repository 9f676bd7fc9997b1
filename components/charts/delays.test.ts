import { describe, expect, it } from 'vitest'
import type { DelayLaw } from '@/lib/core/strategy/delay-law'
import { delayNumbers } from '@/lib/core/summary/delay-figures'
import { DELAY_BOX, drawDelays } from './delay-data'

const law: DelayLaw = {
  note: null,
  rows: [100, 200, 400].map((nominalMs, index) => ({
    retry: index + 1,
    nominalMs,
    minMs: 0,
    maxMs: nominalMs,
    quantiles: { p5Ms: 0.05 * nominalMs, p50Ms: 0.5 * nominalMs, p95Ms: 0.95 * nominalMs },
  })),
}
const point = (retry: number, plannedMs: number, actualMs = plannedMs + 1) => ({
  ...{ retry, nominalMs: 100 * 2 ** (retry - 1), plannedMs, actualMs },
})
const BOTTOM = DELAY_BOX.height - DELAY_BOX.bottom

describe('the drawing of delays', () => {
  it('puts the band of each retry from its shortest to its longest delay, with the median between', () => {
    const { bands } = drawDelays(law, [])
    expect(bands).toHaveLength(3)
    expect(bands.map(({ minY }) => minY)).toEqual([BOTTOM, BOTTOM, BOTTOM])
    const [first, , last] = bands
    expect(last?.maxY).toBe(DELAY_BOX.top)
    const height = BOTTOM - DELAY_BOX.top
    expect(first?.quantiles?.p50Y).toBeCloseTo(BOTTOM - height / 8, 0)
  })
  it('puts each drawn delay in the column of its retry, and the waited one above it', () => {
    const { bands, marks } = drawDelays(law, [point(2, 100, 150)])
    const [mark] = marks
    expect(Math.abs((mark?.x ?? 0) - (bands[1]?.x ?? 0))).toBeLessThanOrEqual(bands[1]?.half ?? 0)
    expect(mark?.actualY).toBeLessThan(mark?.drawnY ?? 0)
    expect(mark?.words).toContain('timer +50 ms')
  })
  it('draws what has no law, and counts what has no place', () => {
    const drawing = drawDelays({ rows: [], note: 'unknown' }, [point(1, 5), point(13, 5)])
    expect(drawing.bands).toEqual([])
    expect([drawing.marks.length, drawing.later]).toEqual([1, 1])
  })
  it('does not let a cap far away press the marks flat', () => {
    const far: DelayLaw = {
      note: '',
      rows: [{ retry: 1, nominalMs: 10, minMs: 0, maxMs: 5_000, quantiles: null }],
    }
    const [mark] = drawDelays(far, [point(1, 80)]).marks
    expect(mark?.drawnY).toBeLessThan(BOTTOM - 50)
  })
  it('does not let a late timer press the band flat', () => {
    const { bands, marks } = drawDelays(law, [point(1, 50, 9_000)])
    expect(bands.at(-1)?.maxY).toBeLessThan((BOTTOM + DELAY_BOX.top) / 2)
    expect(marks[0]?.actualY).toBe(DELAY_BOX.top)
  })
  it('counts drawn delays beyond the band in the table', () => {
    const [first, second] = delayNumbers(law, [point(1, 50), point(1, 101), point(2, 30)])
    expect([first?.sampled, first?.inside, first?.medianDrawnMs, first?.medianTimerMs]).toEqual([2, 1, 50, 1])
    expect([second?.sampled, second?.inside]).toEqual([1, 1])
  })
})
