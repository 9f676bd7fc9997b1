import { expect, it } from 'vitest'
import { gripAt, movedBy } from './strip-grip'
import type { Span } from './zoom'

const whole: Span = [0, 10_000]

it('the pointer has hold of an edge, of the part in sight, or begins a new one', () => {
  const at = (x: number) => gripAt(x, { from: 200, to: 300, isAll: false, edge: 7 })
  expect([150, 194, 206, 250, 294, 306, 320].map(at)).toEqual([
    ...['new', 'from', 'from', 'part', 'to', 'to', 'new'],
  ])
  // A narrow part can still be held.
  expect(gripAt(203, { from: 200, to: 206, isAll: false, edge: 7 })).toBe('part')
  expect(gripAt(203, { from: 200, to: 206, isAll: true, edge: 7 })).toBe('new')
})

it('dragging moves the part, one of its edges, or spans a new part', () => {
  const by = { fromMs: 3_000, toMs: 3_500 }
  const before: Span = [2_000, 4_000]
  expect(movedBy('part', before, whole, by)).toEqual([2_500, 4_500])
  expect(movedBy('from', before, whole, by)).toEqual([2_500, 4_000])
  expect(movedBy('to', before, whole, by)).toEqual([2_000, 4_500])
  expect(movedBy('new', before, whole, { fromMs: 3_500, toMs: 3_000 })).toEqual([3_000, 3_500])
  // An edge goes past the other one.
  expect(movedBy('from', before, whole, { fromMs: 2_000, toMs: 5_000 })).toEqual([4_000, 5_000])
})
