import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markedValue, markOf } from './write-mark'

it('tells operation and attempt again, whatever the size of the value', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000),
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 1, max: 300 }),
      (operation, attempt, bytes) => {
        const value = markedValue({ operation, attempt }, bytes)
        expect(markOf(value)).toEqual({ operation, attempt })
        expect(value.length).toBe(Math.max(bytes, `${operation}#${attempt} `.length))
      },
    ),
  )
})

it('bears no mark where the attempt belongs to no operation', () => {
  const value = markedValue({}, 128)
  expect([value.length, markOf(value)]).toEqual([128, null])
  expect(markOf(Buffer.from(''))).toBeNull()
})
