import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Lease } from './lease'

let expired = 0
const lease = new Lease(5_000, () => expired++)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  expired = 0
})
afterEach(() => {
  lease.rest()
  vi.useRealTimers()
})

test('a lease that is renewed in time never expires', () => {
  for (let second = 0; second < 60; second++) {
    lease.renew()
    vi.advanceTimersByTime(1_000)
  }
  expect(expired).toBe(0)
})

test('a lease expires once per silence', () => {
  lease.renew()
  vi.advanceTimersByTime(4_500)
  expect(expired).toBe(0)
  vi.advanceTimersByTime(60_000)
  expect(expired).toBe(1)
  lease.renew()
  vi.advanceTimersByTime(60_000)
  expect(expired).toBe(2)
})

test('silence means nothing before the first sign of life and while no fault is set', () => {
  vi.advanceTimersByTime(60_000)
  lease.renew()
  lease.rest()
  vi.advanceTimersByTime(60_000)
  expect(expired).toBe(0)
})

test('time in which the guard itself stood still does not count as silence of the owner', () => {
  let nowMs = 0
  const sleepy = new Lease(
    5_000,
    () => expired++,
    () => nowMs,
  )
  sleepy.renew()
  // The whole machine was asleep for an hour: one tick, an hour later.
  nowMs += 3_600_000
  vi.advanceTimersByTime(250)
  expect(expired).toBe(0)
  sleepy.rest()
})
