import { expect, test } from 'vitest'
import { createLoopMonitor, type LoopTicks } from './loop-monitor'

/** An event loop that is as late as the test says. */
function fakeLoop() {
  let nowMs = 1_000
  let tick: (() => void) | null = null
  let intervalMs = 0
  let waitedMs: number | null = 0
  const ticks: LoopTicks = {
    nowMs: () => nowMs,
    waitedForCpuMs: () => waitedMs,
    every(everyMs, callback) {
      intervalMs = everyMs
      tick = callback
      return () => (tick = null)
    },
  }
  return {
    ticks,
    /** The thread waits for a processor meanwhile; null = the system does not tell. */
    waits: (forMs: number | null) => (waitedMs = forMs === null ? null : (waitedMs ?? 0) + forMs),
    isWatched: () => tick !== null,
    /** The next tick comes this much too late. */
    tickLate(byMs: number) {
      nowMs += intervalMs + byMs
      tick?.()
    },
    /** Time passes in which the loop ticks for nobody. */
    stall: (durationMs: number) => (nowMs += intervalMs + durationMs),
  }
}

test('ticks in time are no stall', () => {
  const loop = fakeLoop()
  const monitor = createLoopMonitor(loop.ticks)
  for (let ticks = 0; ticks < 10; ticks++) loop.tickLate(0)
  expect(monitor.takeLongestStallMs()).toBe(0)
})

test('a stall is told of before the next tick, and once only', () => {
  const loop = fakeLoop()
  const monitor = createLoopMonitor(loop.ticks)
  loop.stall(60)
  expect(monitor.takeLongestStallMs()).toBe(60)
  loop.tickLate(0)
  expect(monitor.takeLongestStallMs()).toBe(0)
})

test('of several stalls the longest is told', () => {
  const loop = fakeLoop()
  const monitor = createLoopMonitor(loop.ticks)
  for (const lateMs of [20, 80, 0, 20]) loop.tickLate(lateMs)
  expect(monitor.takeLongestStallMs()).toBe(80)
})

test('delays are told with what the thread waited for a processor in them, short ones left out', () => {
  const loop = fakeLoop()
  const monitor = createLoopMonitor(loop.ticks)
  loop.waits(9)
  loop.tickLate(20)
  expect(monitor.takeDelays()).toEqual({ lateMs: 0, waitedForCpuMs: 0 })
  loop.waits(15)
  loop.tickLate(21)
  // More than it was late by: what was waited for before the tick was due made nothing late.
  loop.waits(500)
  loop.tickLate(80)
  expect(monitor.takeDelays()).toEqual({ lateMs: 101, waitedForCpuMs: 21 + 80 })
  expect(monitor.takeDelays()).toEqual({ lateMs: 0, waitedForCpuMs: 0 })
})

test('nobody knows what the thread waited for where the system does not tell', () => {
  const loop = fakeLoop()
  loop.waits(null)
  const monitor = createLoopMonitor(loop.ticks)
  loop.tickLate(60)
  expect(monitor.takeDelays()).toEqual({ lateMs: 60, waitedForCpuMs: null })
})

test('the real event loop is watched: a loop that stands still is told of', () => {
  const monitor = createLoopMonitor()
  const beginMs = performance.now()
  while (performance.now() < beginMs + 30);
  // At least what it stood still without its first tick; how much more is the machine's business.
  expect(monitor.takeLongestStallMs()).toBeGreaterThanOrEqual(20)
  monitor.close()
})

test('a closed monitor watches no more', () => {
  const loop = fakeLoop()
  const monitor = createLoopMonitor(loop.ticks)
  expect(loop.isWatched()).toBe(true)
  monitor.close()
  expect(loop.isWatched()).toBe(false)
})
