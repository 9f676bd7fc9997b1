import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Capacity } from './capacity'

describe('places', () => {
  test('are taken at once, then waited for in order, then refused', () => {
    const capacity = new Capacity({ concurrency: 2, queue: 2 })
    const started: number[] = []
    const entered = [1, 2, 3, 4, 5].map((number) => capacity.enter(() => started.push(number)))
    expect(entered).toEqual([true, true, true, true, false])
    expect(started).toEqual([1, 2])
    expect([capacity.taken, capacity.queued, capacity.longestQueue]).toEqual([2, 2, 2])
    capacity.leave()
    expect(started).toEqual([1, 2, 3])
    expect(capacity.enter(() => started.push(6))).toBe(true)
    capacity.leave()
    capacity.leave()
    expect(started).toEqual([1, 2, 3, 4, 6])
    expect([capacity.taken, capacity.queued]).toEqual([2, 0])
  })

  test('that are added let those in who wait; those taken away are only given back', () => {
    const capacity = new Capacity({ concurrency: 1, queue: 3 })
    let started = 0
    for (let n = 0; n < 4; n++) capacity.enter(() => (started += 1))
    capacity.change({ concurrency: 3, queue: 3 })
    expect([started, capacity.queued]).toEqual([3, 1])
    capacity.change({ concurrency: 1, queue: 0 })
    capacity.leave()
    capacity.leave()
    expect([started, capacity.taken, capacity.queued]).toEqual([3, 1, 1])
    capacity.leave()
    expect([started, capacity.taken, capacity.queued]).toEqual([4, 1, 0])
  })

  test('are never more than there are, and the queue never longer than it may be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        (concurrency, queue, steps) => {
          const capacity = new Capacity({ concurrency, queue })
          for (const comes of steps) {
            const had = [capacity.taken, capacity.queued]
            if (comes) {
              const isFull = had[0] === concurrency && had[1] === queue
              expect(capacity.enter(() => undefined)).toBe(!isFull)
            } else if (capacity.taken > 0) capacity.leave()
            expect(capacity.taken).toBeLessThanOrEqual(concurrency)
            expect(capacity.queued).toBeLessThanOrEqual(queue)
            // Nobody waits while a place is free.
            expect(capacity.queued === 0 || capacity.taken === concurrency).toBe(true)
          }
        },
      ),
    )
  })
})
