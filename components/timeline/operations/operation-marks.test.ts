import { describe, expect, it } from 'vitest'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { PLOT_LEFT, PLOT_RIGHT } from '../axis/plot'
import {
  closeScale,
  isWanted,
  latencyScale,
  latencyTicks,
  nearestMark,
  placesIn,
  stepMark,
  tileOf,
  yOf,
  type Wanted,
} from './operation-marks'
import { markShapes } from './mark-shapes'
import { markAt, markWords, placeOfMark } from './mark-words'

/** At 0, 100, … 400 ms, with outcomes ok, ok, fail, info, ok. */
const columns: OperationColumns = {
  total: 5,
  arm: [0, 1, 0, 1, 0],
  operation: [0, 0, 1, 1, 2],
  startUs: [0, 100_000, 200_000, 300_000, 400_000],
  latencyUs: [1_000, 10_000, 100_000, 900_000, 1_000],
  outcome: [0, 0, 1, 2, 0],
  attempts: [1, 3, 2, 1, 1],
}
const all: Wanted = { filter: 'all', arm: null }
const plot = { span: [0, 400] as const, width: PLOT_LEFT + 400 + PLOT_RIGHT }
const scale = latencyScale(columns, 10, 300)
const wantedOf = (wanted: Partial<Wanted>) =>
  columns.startUs.flatMap((_, place) => (isWanted(columns, place, { ...all, ...wanted }) ? [place] : []))

describe('marks of operations', () => {
  it('are cut down as the list of operations is', () => {
    expect(wantedOf({})).toEqual([0, 1, 2, 3, 4])
    expect(wantedOf({ filter: 'failed' })).toEqual([2, 3])
    expect(wantedOf({ filter: 'in-doubt' })).toEqual([3])
    expect(wantedOf({ filter: 'retried' })).toEqual([1, 2])
    expect(wantedOf({ arm: 1 })).toEqual([1, 3])
  })

  it('in sight are those that were meant to start in the part that is shown, both ends included', () => {
    expect(placesIn(columns, [100, 300])).toEqual([1, 4])
    expect(placesIn(columns, [101, 299])).toEqual([2, 3])
    expect(placesIn(columns, [500, 900])).toEqual([5, 5])
  })

  it('stand the higher the longer they took, a power of ten apart by the same distance', () => {
    expect(scale.lowMs).toBe(1)
    expect(latencyTicks(scale)).toEqual([1, 10, 100, 1_000])
    expect(yOf(1, scale)).toBe(310)
    expect(yOf(10, scale) - yOf(100, scale)).toBeCloseTo(yOf(1, scale) - yOf(10, scale))
    // Below what clocks tell it stays on the axis.
    expect(yOf(0, scale)).toBe(310)
    expect(latencyTicks(latencyScale({ ...columns, latencyUs: [] }, 0, 100))).toEqual([0.1, 0.2, 0.5, 1])
  })

  it('use the whole height where few of them are looked at', () => {
    const close = closeScale({ ...columns, latencyUs: [400_000, 600_000] }, 10, 300)
    expect(latencyTicks(close)).toEqual([500])
    expect(yOf(600, close)).toBeLessThan(120)
    expect(yOf(400, close)).toBeGreaterThan(190)
    expect(latencyTicks(closeScale({ ...columns, latencyUs: [3_000, 60_000] }, 10, 300))).toEqual([
      5, 10, 20, 50,
    ])
  })

  it('are found by a pointer that is near enough, the nearest first', () => {
    const at = (ms: number, latencyMs: number, wanted = all, reach = 12) =>
      nearestMark(columns, { wanted, plot, scale }, { x: PLOT_LEFT + ms, y: yOf(latencyMs, scale) }, reach)
    expect(at(104, 10)).toBe(1)
    expect(at(150, 10)).toBeNull()
    expect(at(150, 10, all, 60)).toBe(1)
    expect(at(0, 900)).toBeNull()
    expect(at(104, 10, { ...all, arm: 0 })).toBeNull()
    expect(at(396, 1)).toBe(4)
  })

  it('are gone through in the order of time, over those that are not wanted', () => {
    expect(stepMark(columns, all, -1, 1)).toBe(0)
    expect(stepMark(columns, { ...all, filter: 'failed' }, 0, 1)).toBe(2)
    expect(stepMark(columns, { ...all, arm: 1 }, 3, -1)).toBe(1)
    expect(stepMark(columns, all, 4, 1)).toBeNull()
    expect(stepMark(columns, all, 5, -1)).toBe(4)
  })

  it('have their attempts asked for in stretches that stay the same while one pans a little', () => {
    expect(tileOf([1_000, 1_100])).toEqual([896, 1_152])
    expect(tileOf([1_010, 1_110])).toEqual([896, 1_152])
    for (const from of [0, 3, 127, 128, 900]) {
      const [start, end] = tileOf([from, from + 100])
      expect(start <= from && end >= from + 100).toBe(true)
    }
  })

  it('have a shape per strategy, the diamond for the baseline alone', () => {
    const shapes = markShapes([
      { colour: 'var(--rs-strategy-0)' },
      { colour: 'var(--rs-strategy-baseline)' },
      { colour: 'var(--rs-strategy-1)' },
    ]).map((shape) => shape(5))
    expect(new Set(shapes).size).toBe(3)
    expect(shapes[1]).toBe('M0 -5L5 0L0 5L-5 0Z')
  })

  it('are found again in their columns, and stand where they would be in others', () => {
    const mark = markAt(columns, 3)
    expect(markWords(mark)).toBe('operation 1, meant to start at 300 ms, took 900 ms, 1 attempt, ? in doubt')
    expect(placeOfMark(columns, mark)).toBe(3)
    // Two begin at the same time.
    expect(placeOfMark({ ...columns, startUs: [0, 300_000, 300_000, 300_000, 400_000] }, mark)).toBe(3)
    expect(placeOfMark(columns, { ...mark, startMs: 350 })).toBe(4)
    expect(placeOfMark(columns, { ...mark, startMs: 999 })).toBe(5)
  })
})
