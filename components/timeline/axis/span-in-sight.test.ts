import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AxisStore } from './axis-store'
import { REST_MS, SpanInSight } from './span-in-sight'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function chart() {
  const store = new AxisStore([0, 10_000], { from: null, to: null })
  const shown = new SpanInSight(store)
  const drawn: number[] = []
  shown.onSpan(() => drawn.push(shown.span()[0]))
  return { store, shown, drawn, stop: shown.follow() }
}

describe('the axis of a chart', () => {
  it('follows each step while the chart is seen', () => {
    const { store, drawn } = chart()
    for (const from of [1_000, 2_000, 3_000]) store.show([from, from + 5_000])
    expect(drawn).toEqual([1_000, 2_000, 3_000])
  })
  it('follows once the axis rests while it is not, and at once when it comes into sight', () => {
    const { store, shown, drawn } = chart()
    shown.see(false)
    for (const from of [1_000, 2_000]) {
      store.show([from, from + 5_000])
      vi.advanceTimersByTime(REST_MS - 1)
    }
    expect(drawn).toEqual([])
    vi.advanceTimersByTime(1)
    expect(drawn).toEqual([2_000])
    store.show([3_000, 8_000])
    shown.see(true)
    expect(drawn).toEqual([2_000, 3_000])
    // Nothing is left to come.
    vi.advanceTimersByTime(REST_MS)
    expect(drawn).toEqual([2_000, 3_000])
  })
  it('has what was shown before it followed, and nothing after it has stopped', () => {
    const { store, shown, drawn, stop } = chart()
    stop()
    store.show([1_000, 6_000])
    vi.advanceTimersByTime(REST_MS)
    expect(drawn).toEqual([])
    shown.follow()
    expect(drawn).toEqual([1_000])
  })
})
