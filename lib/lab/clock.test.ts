import { describe, expect, test, vi, afterEach } from 'vitest'
import { waitingCallbacks } from './abort-callbacks'
import { realClock } from './clock'

afterEach(() => {
  vi.useRealTimers()
})

describe('sleeping on the real clock', () => {
  test('never ends before its instant, fractions included', async () => {
    const sleeps = Array.from({ length: 40 }, async (_, index) => {
      const dueMs = realClock.nowMs() + 1 + index * 0.37
      await realClock.sleepUntil(dueMs)
      return realClock.nowMs() - dueMs
    })
    expect(Math.min(...(await Promise.all(sleeps)))).toBeGreaterThanOrEqual(0)
  })

  test('until an instant that has passed ends at once, without a timer', async () => {
    vi.useFakeTimers()
    await realClock.sleepUntil(realClock.nowMs())
    expect(vi.getTimerCount()).toBe(0)
  })

  test('looks again when its timer has fired early', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let nowMs = 1_000
    const now = vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    let ended = false
    const sleeping = realClock.sleepUntil(1_010.7).then(() => (ended = true))
    nowMs = 1_010.2
    await vi.advanceTimersByTimeAsync(11)
    expect(ended).toBe(false)
    nowMs = 1_011.2
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toBe(true)
    await sleeping
    now.mockRestore()
  })

  test('longer than a timer can be is done in parts', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let nowMs = 0
    const now = vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    const longest = 2 ** 31 - 1
    let ended = false
    const sleeping = realClock.sleepUntil(longest + 5_000).then(() => (ended = true))
    nowMs = longest
    await vi.advanceTimersByTimeAsync(longest)
    expect(ended).toBe(false)
    nowMs += 5_000
    await vi.advanceTimersByTimeAsync(5_000)
    expect(ended).toBe(true)
    await sleeping
    now.mockRestore()
  })

  test('rejects with the signal’s reason, before and during the sleep, and leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const reason = new Error('enough')
    const controller = new AbortController()
    const sleeping = realClock.sleepUntil(realClock.nowMs() + 60_000, controller.signal)
    controller.abort(reason)
    await expect(sleeping).rejects.toBe(reason)
    await expect(realClock.sleepUntil(realClock.nowMs() + 60_000, controller.signal)).rejects.toBe(reason)
    await expect(realClock.sleepUntil(0, controller.signal)).rejects.toBe(reason)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('leaves nothing on a signal that lives longer', async () => {
    const { signal } = new AbortController()
    const sleeping = Array.from({ length: 100 }, () => realClock.sleepUntil(realClock.nowMs() + 2, signal))
    expect(waitingCallbacks(signal)).toBe(100)
    await Promise.all(sleeping)
    await realClock.sleepUntil(0, signal)
    expect(waitingCallbacks(signal)).toBe(0)
  })
})
