import { expect, it } from 'vitest'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import type { Span } from '../axis/zoom'
import { markByKey, numberOfMark } from './mark-keys'
import { markAt } from './mark-words'

/** A sample of nine at 0, 100, 200, 5,000 and 9,990 ms. */
const columns: OperationColumns = {
  total: 9,
  arm: [0, 0, 0, 0, 0],
  operation: [0, 1, 2, 3, 4],
  startUs: [0, 100_000, 200_000, 5_000_000, 9_990_000],
  latencyUs: [1_000, 1_000, 1_000, 1_000, 1_000],
  outcome: [0, 0, 0, 0, 0],
  attempts: [1, 1, 1, 1, 1],
}
const whole: Span = [0, 10_000]
const none = { ctrlKey: false, metaKey: false, altKey: false }
const after = (key: string, from: number | null, span: Span, held: Partial<typeof none> = {}) => {
  const marks = { columns, wanted: { filter: 'all', arm: null } as const }
  const marked = from === null ? null : markAt(columns, from)
  const next = markByKey({ key, ...none, ...held }, marks, marked, { span, whole })
  return next && [next.mark.operation, next.span]
}

it('arrows go to the next mark, and what is in sight stays while that is in sight, too', () => {
  expect(after('ArrowRight', 0, [0, 200])).toEqual([1, [0, 200]])
  expect(after('ArrowDown', 2, [0, 200])).toEqual([1, [0, 200]])
  expect(after('ArrowRight', 4, whole)).toBeNull()
  expect(after('Home', 0, whole)).toBeNull()
})

it('they begin at the end of what is in sight where no mark of it is chosen', () => {
  expect(after('ArrowRight', null, [50, 250])).toEqual([1, [50, 250]])
  expect(after('ArrowLeft', 4, [50, 250])).toEqual([2, [50, 250]])
  expect(after('ArrowLeft', null, [0, 200])).toEqual([2, [0, 200]])
})

it('a mark out of sight comes to the middle, however far it is, as far as the trial goes', () => {
  expect(after('ArrowRight', 2, [0, 200])).toEqual([3, [4_900, 5_100]])
  expect(after('ArrowRight', 3, [4_900, 5_100])).toEqual([4, [9_800, 10_000]])
  expect(after('ArrowLeft', 3, [4_900, 5_100])).toEqual([2, [100, 300]])
})

it('what is pressed with Ctrl, Alt or the like is left to the browser', () => {
  expect(after('ArrowLeft', 2, whole, { altKey: true })).toBeNull()
  expect(after('ArrowRight', 2, whole, { ctrlKey: true })).toBeNull()
})

it('a mark’s number is among those that are drawn, also where it is none of a sample', () => {
  expect(numberOfMark(columns, null)).toBe(0)
  expect(numberOfMark(columns, markAt(columns, 0))).toBe(1)
  expect(numberOfMark(columns, markAt(columns, 4))).toBe(5)
  expect(numberOfMark(columns, { ...markAt(columns, 4), startMs: 9_995 })).toBe(5)
})
