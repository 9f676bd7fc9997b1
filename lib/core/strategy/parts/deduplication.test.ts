import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deduplication } from './deduplication'
import { Remembered } from './remembered'

const memory = { rememberMs: 1_000, maxEntries: 3 }

describe('deduplication', () => {
  it('accepts an event once, and again when it has been forgotten', () => {
    const events = deduplication(memory)
    const event = { eventId: 'order-1', traceId: 't1' }
    expect([0, 1, 999, 1_000, 1_001].map((nowMs) => events.accept(event, nowMs))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ])
  })

  it('takes the same event of another trace for another one', () => {
    const events = deduplication(memory)
    expect(events.accept({ eventId: 'order-1', traceId: 't1' }, 0)).toBe(true)
    expect(events.accept({ eventId: 'order-1', traceId: 't2' }, 0)).toBe(true)
    expect(events.accept({ eventId: 'order-2', traceId: 't1' }, 0)).toBe(true)
  })

  it('never mixes up two different pairs of ids, whatever characters they have', () => {
    const id = fc.string({ unit: fc.constantFrom('a', ':', '1', '2'), maxLength: 4 })
    const event = fc.record({ eventId: id, traceId: id })
    fc.assert(
      fc.property(event, event, (one, other) => {
        const events = deduplication(memory)
        events.accept(one, 0)
        const isSame = one.eventId === other.eventId && one.traceId === other.traceId
        expect(events.accept(other, 0)).toBe(!isSame)
      }),
      { seed: 20261123, numRuns: 500 },
    )
  })
})

describe('Remembered', () => {
  it('forgets the oldest when it is full', () => {
    const keys = new Remembered(memory)
    for (const key of ['a', 'b', 'c', 'd']) keys.add(key, 0)
    expect(keys.size(0)).toBe(3)
    expect(keys.add('b', 0)).toBe(false)
    expect(keys.add('a', 0)).toBe(true)
  })

  it('never holds more than it may, nor anything longer than it should', () => {
    const step = fc.record({ key: fc.constantFrom(...'abcdef'), afterMs: fc.integer({ min: 0, max: 700 }) })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const keys = new Remembered(memory)
        const acceptedMs = new Map<string, number>()
        let nowMs = 0
        for (const { key, afterMs } of steps) {
          nowMs += afterMs
          const isNew = keys.add(key, nowMs)
          const sinceMs = nowMs - (acceptedMs.get(key) ?? -Infinity)
          if (sinceMs >= memory.rememberMs) expect(isNew).toBe(true)
          if (isNew) acceptedMs.set(key, nowMs)
          expect(keys.size(nowMs)).toBeLessThanOrEqual(memory.maxEntries)
        }
        expect(keys.size(nowMs + memory.rememberMs)).toBe(0)
      }),
      { seed: 20261123 },
    )
  })

  it.each([
    { rememberMs: 0, maxEntries: 1 },
    { rememberMs: 1, maxEntries: 0 },
    { rememberMs: NaN, maxEntries: 1 },
  ])('refuses %j', (wrong) => {
    expect(() => new Remembered(wrong)).toThrow('a memory needs')
  })
})
