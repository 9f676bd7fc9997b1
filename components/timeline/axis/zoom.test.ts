import { describe, expect, it, vi } from 'vitest'
import { AxisStore } from './axis-store'
import { msAt, PLOT_LEFT, PLOT_RIGHT, xOf, xWithin } from './plot'
import { timeTicks } from './time-ticks'
import { addressOf, covers, panned, spanWithin, zoomed, type Span } from './zoom'

const whole: Span = [0, 10_000]

describe('the part of a trial that is looked at', () => {
  it.each([
    [null, null, [0, 10_000]],
    [2_000, null, [2_000, 10_000]],
    [2_000, 4_000, [2_000, 4_000]],
    // The wrong way round.
    [4_000, 2_000, [2_000, 4_000]],
    [-5_000, 4_000, [0, 4_000]],
    [9_000, 99_000, [9_000, 10_000]],
    // All of it outside.
    [20_000, 30_000, [9_995, 10_000]],
    [-9_000, -8_000, [0, 5]],
    [5_000, 5_000, [5_000, 5_005]],
    [10_000, 10_000, [9_995, 10_000]],
    [NaN, Infinity, [0, 10_000]],
  ])('from %s to %s of an address is %j', (from, to, span) => {
    expect(spanWithin(whole, { from, to })).toEqual(span)
  })

  it('of a trial that is shorter than the shortest span is all of it', () => {
    expect(spanWithin([0, 3], { from: 1, to: 2 })).toEqual([0, 3])
  })

  it('zooms around an instant, which stays where it is, down to a shortest length and up to the whole', () => {
    expect(zoomed([0, 8_000], whole, 2, 2_000)).toEqual([1_000, 5_000])
    expect(zoomed([4_000, 6_000], whole, 0.5)).toEqual([3_000, 7_000])
    expect(zoomed([1_000, 5_000], whole, 0.5, 1_000)).toEqual([1_000, 9_000])
    expect(zoomed([0, 4_000], whole, 0.5, 2_000)).toEqual([0, 8_000])
    expect(zoomed([2_000, 2_010], whole, 100)).toEqual([2_002.5, 2_007.5])
    expect(zoomed([2_000, 4_000], whole, 0.01)).toEqual(whole)
    // Out of sight: around the middle.
    expect(zoomed([4_000, 6_000], whole, 2, 9_000)).toEqual([4_500, 5_500])
    expect(zoomed([4_000, 6_000], whole, 2, 3_999)).toEqual([4_500, 5_500])
    expect(zoomed([4_000, 6_000], whole, 2, 6_000)).toEqual([5_000, 6_000])
  })

  it('pans as far as there is anything, and keeps its length', () => {
    expect(panned([2_000, 4_000], whole, 500)).toEqual([2_500, 4_500])
    expect(panned([2_000, 4_000], whole, -5_000)).toEqual([0, 2_000])
    expect(panned([2_000, 4_000], whole, 50_000)).toEqual([8_000, 10_000])
  })

  it('leaves no trace of the trial’s own ends in the address', () => {
    expect(addressOf(whole, whole)).toEqual({ from: null, to: null })
    expect(addressOf([0, 1_234.6], whole)).toEqual({ from: null, to: 1_235 })
    expect(addressOf([20.2, 10_000], whole)).toEqual({ from: 20, to: null })
  })
})

it('a part covers another one as long as nothing of it lies outside', () => {
  expect(covers([1_000, 2_000], [1_000, 2_000])).toBe(true)
  expect(covers([1_000, 2_000], [999, 1_500])).toBe(false)
  expect(covers([1_000, 2_000], [1_500, 2_001])).toBe(false)
})

it('an axis has round ticks that its width has room for, told apart by their digits', () => {
  const labels = (span: Span, width: number) => timeTicks(span, width).map(({ label }) => label)
  expect(labels([0, 15_000], 330)).toEqual(['0', '5 s', '10 s', '15 s'])
  expect(labels([0, 15_000], 1_000)).toEqual(['0', '2 s', '4 s', '6 s', '8 s', '10 s', '12 s', '14 s'])
  expect(labels([4_020, 4_190], 400)).toEqual(['4.05 s', '4.10 s', '4.15 s'])
  expect(labels([60_000, 180_000], 160)).toEqual(['1:00 min', '2:00 min', '3:00 min'])
  expect(labels([500, 1_200], 500)).toEqual(['600 ms', '800 ms', '1.0 s', '1.2 s'])
})

it('pixels and instants are each other’s reverse, within the plot', () => {
  const plot = { span: [1_000, 3_000] as Span, width: PLOT_LEFT + 200 + PLOT_RIGHT }
  expect(xOf(2_000, plot)).toBe(PLOT_LEFT + 100)
  expect(msAt(PLOT_LEFT + 50, plot)).toBe(1_500)
  expect(msAt(0, plot)).toBe(1_000)
  expect(xWithin(9_000, plot)).toBe(PLOT_LEFT + 200)
})

it('whoever shows the part is told when it changes, and pointing tells nobody else', () => {
  const store = new AxisStore(whole, { from: 1_000, to: 2_000 })
  const [onSpan, onPointing] = [vi.fn(), vi.fn()]
  const leave = store.onSpan(onSpan)
  store.onPointing(onPointing)
  store.point({ atMs: 1_500 })
  store.point({ atMs: 1_500 })
  expect([onSpan.mock.calls.length, onPointing.mock.calls.length]).toEqual([0, 1])
  store.show([1_000, 2_000])
  expect(onSpan).not.toHaveBeenCalled()
  store.show([-50, 500])
  expect(store.span()).toEqual([0, 500])
  expect(onSpan).toHaveBeenCalledTimes(1)
  leave()
  store.show(whole)
  expect(onSpan).toHaveBeenCalledTimes(1)
})
