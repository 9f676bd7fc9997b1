import { describe, expect, it } from 'vitest'
import { moveStep, placeSpan, timeScale } from './lane-scale'

describe('a timeline', () => {
  it.each([
    [1_000, ['0', '200 ms', '400 ms', '600 ms', '800 ms', '1 s']],
    [10_000, ['0', '2 s', '4 s', '6 s', '8 s', '10 s']],
    [60_000, ['0', '10 s', '20 s', '30 s', '40 s', '50 s', '1 min']],
    [61_000, ['0', '15 s', '30 s', '45 s', '1 min']],
    [3_600_000, ['0', '10 min', '20 min', '30 min', '40 min', '50 min', '1 h']],
  ])('of %d ms has round ticks', (windowMs, labels) => {
    expect(timeScale(windowMs).ticks.map(({ label }) => label)).toEqual(labels)
  })

  it('reaches as far as what ends last, and marks the window’s end', () => {
    const scale = timeScale(8_000, [{ startMs: 1_000, endMs: 10_000 }])
    expect(scale).toMatchObject({ toMs: 10_000, windowEnd: 80 })
    expect(placeSpan({ startMs: 1_000, endMs: 10_000 }, scale)).toEqual({ left: 10, width: 90 })
  })

  it('draws what has no end to the right, and what was there before from the left', () => {
    const scale = timeScale(10_000)
    expect(placeSpan({ startMs: 4_000, endMs: null }, scale)).toEqual({ left: 40, width: 60 })
    expect(placeSpan({ startMs: -30, endMs: 5_000 }, scale)).toEqual({ left: 0, width: 50 })
    expect(placeSpan({ startMs: 12_000, endMs: null }, scale)).toEqual({ left: 100, width: 0 })
  })

  it('moves by a round part of the window', () => {
    expect([500, 10_000, 60_000, 3_600_000].map(moveStep)).toEqual([10, 200, 2_000, 120_000])
  })
})
